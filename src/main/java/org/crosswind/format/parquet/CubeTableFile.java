package org.crosswind.format.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.CubesTable;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * One Parquet file of the cube table {@link CubesTable}, as Spark, pyarrow, DuckDB or {@link
 * CubeTableWriter} write it: {@code netting_set_id} text, {@code scenarios} whole number, {@code
 * tenors} list of years, {@code values} list of money with all tenors of the first scenario before
 * those of the second, {@code present_value} optional. Other columns are not read.
 *
 * <pre>
 * netting_set_id  scenarios  tenors      values
 * NS1             2          [0.5, 1.0]  [1.2, 1.5, -0.4, 0.2]
 * NS2             1          [0.5]       [3.1]
 * </pre>
 *
 * <p>Reading holds the packed columns of one row group and one cube. Rows of a row group are
 * cheapest in increasing order; going back reads the row group again. Not thread-safe.
 */
public final class CubeTableFile implements Closeable {
  private final Path path;
  private final String file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final ColumnDescriptor id;
  private final ColumnDescriptor scenarios;
  private final ColumnDescriptor presentValue;
  private final ListColumn tenors;
  private final ListColumn values;
  private final long[] firstRow;

  private int group = -1;
  private long nextRow;
  private ColumnReader idReader;
  private ColumnReader scenariosReader;
  private ColumnReader tenorsReader;
  private ColumnReader valuesReader;
  private ColumnReader presentValueReader;

  /**
   * One row of the table without its values.
   *
   * @param id of the netting set
   * @param row in the file, from 0
   * @param scenarios as written
   * @param tenors how many
   */
  public record Row(String id, long row, int scenarios, int tenors) {}

  /**
   * Opens a file.
   *
   * @throws FailureException when it is absent, not Parquet, or has not the columns
   */
  public CubeTableFile(Storage storage, Path path) {
    this.path = path;
    this.file = Storage.name(path);
    this.reader = ParquetFiles.open(storage, path);
    boolean good = false;
    try {
      this.schema = reader.getFileMetaData().getSchema();
      this.id = flat(CubesTable.NETTING_SET_ID, "text", PrimitiveTypeName.BINARY);
      this.scenarios =
          flat(
              CubesTable.SCENARIOS,
              "a whole number",
              PrimitiveTypeName.INT32,
              PrimitiveTypeName.INT64);
      this.tenors = ListColumn.of(file, schema, name(CubesTable.TENORS));
      this.values = ListColumn.of(file, schema, name(CubesTable.VALUES));
      this.presentValue =
          schema.containsField(name(CubesTable.PRESENT_VALUE))
              ? flat(
                  CubesTable.PRESENT_VALUE,
                  "a number",
                  PrimitiveTypeName.DOUBLE,
                  PrimitiveTypeName.FLOAT)
              : null;
      List<BlockMetaData> groups = reader.getRowGroups();
      this.firstRow = new long[groups.size() + 1];
      for (int g = 0; g < groups.size(); g++) {
        firstRow[g + 1] = firstRow[g] + groups.get(g).getRowCount();
      }
      good = true;
    } finally {
      if (!good) {
        close();
      }
    }
  }

  private static String name(int column) {
    return CubesTable.SCHEMA.column(column).name();
  }

  private ColumnDescriptor flat(int column, String expected, PrimitiveTypeName... types) {
    String name = name(column);
    if (schema.containsField(name)) {
      Type type = schema.getType(name);
      if (type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)) {
        for (PrimitiveTypeName each : types) {
          if (type.asPrimitiveType().getPrimitiveTypeName() == each) {
            return schema.getColumnDescription(new String[] {name});
          }
        }
      }
      throw FailureException.of(
          FailureReason.INVALID,
          file,
          "column " + name + " is '" + type + "', expected " + expected);
    }
    throw FailureException.of(
        FailureReason.MISSING, file, "column " + name + " is missing, expected " + expected);
  }

  /** All rows without their values; reads the small columns of the whole file. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    group = -1;
    for (int g = 0; g + 1 < firstRow.length; g++) {
      openGroup(g, false);
      for (long r = firstRow[g]; r < firstRow[g + 1]; r++) {
        String where = where(r);
        rows.add(new Row(id(where), r, scenarios(where), tenors.count(tenorsReader)));
      }
    }
    group = -1;
    return rows;
  }

  /**
   * Reads the cube of one row.
   *
   * @param row in the file, from 0
   * @param expectedId the netting set that must be there
   * @param buffer receives the values; the cube is valid until it is used again
   */
  public ExposureCube read(long row, String expectedId, CubeBuffer buffer) {
    if (row < 0 || row >= firstRow[firstRow.length - 1]) {
      throw FailureException.of(
          FailureReason.MISSING,
          file,
          "has no row " + (row + 1) + ", it has " + firstRow[firstRow.length - 1]);
    }
    try {
      seek(row);
      nextRow = -1; // until the whole row was consumed
      ExposureCube cube = row(where(row), expectedId, buffer);
      nextRow = row + 1;
      return cube;
    } catch (FailureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ParquetFiles.malformed(path, e);
    } catch (OutOfMemoryError e) {
      // A page did not fit, whose size only its header says; nothing else is lost.
      throw ParquetFiles.tooLarge(path, where(row), reader.getRowGroups().get(group(row)), e);
    }
  }

  private int group(long row) {
    int wanted = 0;
    while (firstRow[wanted + 1] <= row) {
      wanted++;
    }
    return wanted;
  }

  private ExposureCube row(String where, String expectedId, CubeBuffer buffer) {
    String found = id(where);
    if (!found.equals(expectedId)) {
      throw FailureException.of(
          FailureReason.INVALID,
          where,
          "netting_set_id is '" + found + "', expected '" + expectedId + "'");
    }
    int scenarioCount = scenarios(where);
    double[] times = tenors.readAll(tenorsReader, where);
    TenorGrid grid = TenorGrid.of(where, times);
    long cells = (long) scenarioCount * times.length;
    if (scenarioCount < 1
        || cells > Integer.MAX_VALUE - 8
        || cells > valuesReader.getTotalValueCount()) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          "scenarios is "
              + scenarioCount
              + " with "
              + times.length
              + " tenors, expected at least 1 and no more values than the "
              + valuesReader.getTotalValueCount()
              + " of the row group");
    }
    double[] to = buffer.array(where, cells);
    values.readTransposed(valuesReader, where, to, scenarioCount, times.length);
    return new ExposureCube(where, grid, scenarioCount, to, presentValue());
  }

  private void seek(long row) {
    int wanted = group(row);
    if (wanted != group || nextRow < 0 || nextRow > row) {
      openGroup(wanted, true);
    }
    for (; nextRow < row; nextRow++) {
      ListColumn.skip(idReader);
      ListColumn.skip(scenariosReader);
      ListColumn.skip(tenorsReader);
      ListColumn.skip(valuesReader);
      if (presentValueReader != null) {
        ListColumn.skip(presentValueReader);
      }
    }
  }

  private void openGroup(int wanted, boolean withValues) {
    List<Type> fields = new ArrayList<>();
    for (Type field : schema.getFields()) {
      boolean small =
          field.getName().equals(name(CubesTable.NETTING_SET_ID))
              || field.getName().equals(name(CubesTable.SCENARIOS))
              || field.getName().equals(name(CubesTable.TENORS));
      boolean large =
          field.getName().equals(name(CubesTable.VALUES))
              || field.getName().equals(name(CubesTable.PRESENT_VALUE));
      if (small || (withValues && large)) {
        fields.add(field);
      }
    }
    MessageType projection = new MessageType(schema.getName(), fields);
    try {
      reader.setRequestedSchema(projection);
      PageReadStore pages = reader.readRowGroup(wanted);
      RowColumns columns =
          new RowColumns(pages, projection, reader.getFileMetaData().getCreatedBy());
      idReader = columns.column(id);
      scenariosReader = columns.column(scenarios);
      tenorsReader = tenors.reader(columns);
      valuesReader = withValues ? values.reader(columns) : null;
      presentValueReader = withValues && presentValue != null ? columns.column(presentValue) : null;
    } catch (IOException e) {
      throw Storage.failure(path, "read", e);
    }
    group = wanted;
    nextRow = firstRow[wanted];
  }

  private String id(String where) {
    boolean present = defined(idReader);
    String text = present ? idReader.getBinary().toStringUsingUTF8() : "";
    idReader.consume();
    if (text.isEmpty()) {
      throw FailureException.of(
          FailureReason.MALFORMED, where, "netting_set_id is empty, expected a value");
    }
    return text;
  }

  private int scenarios(String where) {
    long count = 0;
    if (defined(scenariosReader)) {
      boolean narrow =
          scenarios.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
      count = narrow ? scenariosReader.getInteger() : scenariosReader.getLong();
    }
    scenariosReader.consume();
    if (count != (int) count) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          "scenarios is " + count + ", expected at most 2147483639");
    }
    return (int) count;
  }

  private double presentValue() {
    if (presentValueReader == null) {
      return Double.NaN;
    }
    double value = Double.NaN;
    if (defined(presentValueReader)) {
      boolean wide =
          presentValue.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
      value = wide ? presentValueReader.getDouble() : presentValueReader.getFloat();
    }
    presentValueReader.consume();
    return value;
  }

  private static boolean defined(ColumnReader column) {
    return column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
  }

  private String where(long row) {
    return file + " row " + (row + 1);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Storage.failure(path, "close", e);
    }
  }
}
