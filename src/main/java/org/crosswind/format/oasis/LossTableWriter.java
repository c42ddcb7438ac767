package org.crosswind.format.oasis;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Writes the events of a loss stream as a {@link LossTable}, in text or Parquet. Give it the
 * batches of one stream in order, and close it. Not thread-safe.
 */
public final class LossTableWriter implements Closeable {
  private static final int FLUSH_CHARS = 1 << 16;

  private final String name;
  private final LossTable.Rows rows = new LossTable.Rows();
  private final StringBuilder text = new StringBuilder();
  private final int[] cells = new int[4];
  private final Writer csv;
  private final ParquetWriter<int[]> parquet;
  private long rowCount;

  private LossTableWriter(String name, Writer csv, ParquetWriter<int[]> parquet) {
    this.name = name;
    this.csv = csv;
    this.parquet = parquet;
  }

  /**
   * A table as comma-separated text with a header line.
   *
   * @param name for messages
   * @param out closed with the writer
   * @param idColumn {@link LossTable#ITEM_ID} or {@link LossTable#OUTPUT_ID}
   */
  public static LossTableWriter csv(String name, OutputStream out, String idColumn) {
    LossTableWriter writer =
        new LossTableWriter(name, new OutputStreamWriter(out, StandardCharsets.UTF_8), null);
    writer.text.append("event_id,").append(idColumn).append(",sidx,loss\n");
    return writer;
  }

  /**
   * A table as one Parquet file, with the header of the stream in its footer.
   *
   * @param name for messages
   * @param out closed with the writer
   * @param idColumn {@link LossTable#ITEM_ID} or {@link LossTable#OUTPUT_ID}
   */
  public static LossTableWriter parquet(
      String name, OutputStream out, String idColumn, LossStreamHeader header) {
    Map<String, String> footer =
        Map.of(
            LossTable.TYPE_KEY,
            header.sourceType() + " " + header.aggregationType(),
            LossTable.MAX_SAMPLE_KEY,
            Integer.toString(header.maxSample()));
    try {
      return new LossTableWriter(
          name, null, WordParquet.writer(out, "losses", LossTable.columns(idColumn), footer));
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** Writes all events of a batch. */
  public void write(LossEventBatch batch) {
    rows.write(batch, csv == null ? this::parquetRow : this::csvRow);
  }

  /** Number of rows written. */
  public long rows() {
    return rowCount;
  }

  private void csvRow(int event, int id, int sidx, int lossBits) {
    text.append(event).append(',').append(id).append(',').append(sidx).append(',');
    FloatText.append(text, Float.intBitsToFloat(lossBits));
    text.append('\n');
    rowCount++;
    if (text.length() >= FLUSH_CHARS) {
      flushText();
    }
  }

  private void flushText() {
    try {
      csv.append(text);
    } catch (IOException e) {
      throw failure(name, e);
    }
    text.setLength(0);
  }

  private void parquetRow(int event, int id, int sidx, int lossBits) {
    cells[0] = event;
    cells[1] = id;
    cells[2] = sidx;
    cells[3] = lossBits;
    try {
      parquet.write(cells);
    } catch (IOException e) {
      throw failure(name, e);
    }
    rowCount++;
  }

  private static FailureException failure(String name, IOException e) {
    return new FailureException(new Failure(FailureReason.IO, name, "could not write: " + e), e);
  }

  /** Completes the file. */
  @Override
  public void close() {
    try {
      if (csv != null) {
        flushText();
        csv.close();
      } else {
        parquet.close();
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }
}
