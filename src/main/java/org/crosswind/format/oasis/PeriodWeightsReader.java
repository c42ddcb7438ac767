package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.insurance.PeriodWeights;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads how much each period weighs: packed little-endian records, or a table when the name ends in
 * {@code .csv} or {@code .parquet}.
 *
 * <pre>
 * periods.bin     records of i32 period_no, f64 weighting
 * periods.csv     period_no,weighting
 * </pre>
 *
 * The periods are 1 to the number of rows, each once, in any order. Every problem is a {@link
 * FailureException} that names the file and the line or record. Thread-safe: it keeps nothing.
 */
public final class PeriodWeightsReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WEIGHT_BYTES = 12;
  private static final int RECORDS_PER_BLOCK = 8192;

  private final Storage storage;

  /** Reads through this storage. */
  public PeriodWeightsReader(Storage storage) {
    this.storage = Objects.requireNonNull(storage, "storage");
  }

  /**
   * Reads the weights of periods.
   *
   * @return as many weights as the file has rows
   * @throws FailureException when the file is not there, cut off, without a row, does not list 1 to
   *     the number of its rows, each once, or has a weight that is negative or not finite
   */
  public PeriodWeights read(Path file) {
    return OasisConverter.formOf(file) == StaticForm.BINARY
        ? binaryWeights(file)
        : tableOfWeights(file);
  }

  private PeriodWeights binaryWeights(Path file) {
    String name = Storage.name(file);
    long length = PackedRecords.length(storage, file);
    int rows = PackedRecords.count(name, length, WEIGHT_BYTES, "");
    TableSource source = TableSource.binary(name, WEIGHT_BYTES);
    Collecting weights = new Collecting(rows);
    try (InputStream in = storage.open(file)) {
      for (int row = 0; row < rows; row += RECORDS_PER_BLOCK) {
        int count = Math.min(RECORDS_PER_BLOCK, rows - row);
        byte[] bytes =
            PackedRecords.block(in, count * WEIGHT_BYTES, name, (long) row * WEIGHT_BYTES, length);
        for (int r = 0; r < count; r++) {
          int at = r * WEIGHT_BYTES;
          int record = row + r;
          weights.add(
              () -> source.where(record),
              (int) INT.get(bytes, at),
              (double) DOUBLE.get(bytes, at + Integer.BYTES));
        }
      }
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
    return weights.weights();
  }

  private PeriodWeights tableOfWeights(Path file) {
    int count = 0;
    try (RowSource rows = Tables.read(storage, file)) {
      while (rows.next()) {
        StaticBinary.rowsThatFit(rows.file(), ++count, WEIGHT_BYTES);
      }
    }
    Collecting weights = new Collecting(count);
    try (RowSource rows = Tables.read(storage, file)) {
      int period = PackedRecords.column(rows, "period_no");
      int weight = PackedRecords.column(rows, "weighting");
      for (int row = 0; row < count && rows.next(); row++) {
        rows.checkShape();
        weights.add(rows::where, rows.integer(period), rows.number(weight));
      }
      if (count == 0) {
        throw PackedRecords.noRow(rows.file());
      }
    }
    return weights.weights();
  }

  /** Weights as they come, each period once. */
  private static final class Collecting {
    private final double[] weights;

    Collecting(int periods) {
      weights = new double[periods];
      Arrays.fill(weights, Double.NaN);
    }

    void add(Supplier<String> where, int period, double weight) {
      int periods = weights.length;
      if (period < 1 || period > periods) {
        throw FailureException.of(
            FailureReason.INVALID,
            where.get(),
            "period_no "
                + period
                + ", expected 1 to "
                + periods
                + ", each once, since there are so many rows");
      }
      if (!Double.isNaN(weights[period - 1])) {
        throw FailureException.of(
            FailureReason.INVALID,
            where.get(),
            "period_no " + period + " a second time, expected 1 to " + periods + ", each once");
      }
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw FailureException.of(
            FailureReason.INVALID, where.get(), "weighting " + weight + ", expected 0 or more");
      }
      weights[period - 1] = weight;
    }

    PeriodWeights weights() {
      return PeriodWeights.of(weights);
    }
  }
}
