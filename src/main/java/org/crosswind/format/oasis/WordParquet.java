package org.crosswind.format.oasis;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.crosswind.format.oasis.StaticTable.Column;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Parquet files whose columns are all 32 bits wide and never null: INT32 (unsigned where so
 * declared) and FLOAT, the latter as their bits. Read column by column and written row by row from
 * primitive arrays; zstd. The general tables of {@code format.table} have doubles only.
 */
final class WordParquet implements Closeable {
  /** Small enough that a row group of four columns is a few million rows. */
  private static final long ROW_GROUP = 32L << 20;

  private final String where;
  private final List<Column> columns;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<ColumnDescriptor> wanted = new ArrayList<>();
  private ColumnReadStoreImpl group;
  private int groupRows;
  private long rowsBefore;

  private WordParquet(String where, List<Column> columns, ParquetFileReader reader) {
    this.where = where;
    this.columns = columns;
    this.reader = reader;
    this.schema = reader.getFileMetaData().getSchema();
    for (Column column : columns) {
      wanted.add(find(column));
    }
  }

  /**
   * Opens a file.
   *
   * @param where the file, for messages
   * @param columns those wanted, found by name; others are ignored
   */
  static WordParquet open(String where, InputFile file, List<Column> columns) {
    return guarded(
        where,
        () -> {
          ParquetFileReader reader = ParquetFileReader.open(file);
          try {
            return new WordParquet(where, columns, reader);
          } catch (RuntimeException e) {
            reader.close();
            throw e;
          }
        });
  }

  /** Whether the file at hand has a column. */
  static boolean hasColumn(String where, InputFile file, String column) {
    return guarded(
        where,
        () -> {
          try (ParquetFileReader reader = ParquetFileReader.open(file)) {
            return reader.getFileMetaData().getSchema().containsField(column);
          }
        });
  }

  /** Rows of the whole file. */
  long rows() {
    return reader.getRecordCount();
  }

  /** The key-value pairs of the footer. */
  Map<String, String> metadata() {
    return reader.getFileMetaData().getKeyValueMetaData();
  }

  /** Moves to the next group of rows; false after the last. */
  boolean next() {
    return guarded(
        where,
        () -> {
          PageReadStore pages = reader.readNextRowGroup();
          if (pages == null) {
            return false;
          }
          rowsBefore += groupRows;
          groupRows = Math.toIntExact(pages.getRowCount());
          group =
              new ColumnReadStoreImpl(
                  pages,
                  new NoRecords(schema.getFieldCount()),
                  schema,
                  reader.getFileMetaData().getCreatedBy());
          return true;
        });
  }

  /** Rows of the group. */
  int groupRows() {
    return groupRows;
  }

  /**
   * Reads a column of the group.
   *
   * @param column place among the columns wanted
   * @param words receives the values
   * @param from where the first goes
   */
  void read(int column, int[] words, int from) {
    guarded(
        where,
        () -> {
          readColumn(column, words, from);
          return true;
        });
  }

  private void readColumn(int column, int[] words, int from) {
    ColumnReader values = group.getColumnReader(wanted.get(column));
    PrimitiveTypeName type = wanted.get(column).getPrimitiveType().getPrimitiveTypeName();
    int present = wanted.get(column).getMaxDefinitionLevel();
    String name = columns.get(column).name();
    if (values.getTotalValueCount() != groupRows || groupRows > words.length - from) {
      throw malformed(
          name + " has " + values.getTotalValueCount() + " values, expected " + groupRows, null);
    }
    for (int row = 0; row < groupRows; row++) {
      if (values.getCurrentDefinitionLevel() != present) {
        throw malformed(
            name + " is null in row " + (rowsBefore + row + 1) + ", expected a value", null);
      }
      words[from + row] =
          switch (type) {
            case INT32 -> values.getInteger();
            case INT64 -> narrow(values.getLong(), columns.get(column), row);
            case FLOAT -> Float.floatToRawIntBits(values.getFloat());
            default -> Float.floatToRawIntBits((float) values.getDouble());
          };
      values.consume();
    }
  }

  private int narrow(long value, Column column, int row) {
    boolean unsigned = column.type() == StaticTable.Type.UNSIGNED;
    long least = unsigned ? 0 : Integer.MIN_VALUE;
    long greatest = unsigned ? 0xffff_ffffL : Integer.MAX_VALUE;
    if (value < least || value > greatest) {
      throw malformed(
          column.name()
              + " is "
              + value
              + " in row "
              + (rowsBefore + row + 1)
              + ", expected "
              + least
              + " to "
              + greatest,
          null);
    }
    return (int) value;
  }

  private ColumnDescriptor find(Column column) {
    if (!schema.containsField(column.name())) {
      throw FailureException.of(
          FailureReason.MISSING,
          where,
          "has no column "
              + column.name()
              + "; found "
              + schema.getFields().stream().map(f -> f.getName()).toList());
    }
    boolean primitive = schema.getType(column.name()).isPrimitive();
    ColumnDescriptor found =
        primitive ? schema.getColumnDescription(new String[] {column.name()}) : null;
    PrimitiveTypeName type = primitive ? found.getPrimitiveType().getPrimitiveTypeName() : null;
    boolean fits =
        column.type() == StaticTable.Type.REAL
            ? type == PrimitiveTypeName.FLOAT || type == PrimitiveTypeName.DOUBLE
            : type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64;
    if (!fits || found.getMaxRepetitionLevel() > 0) {
      throw malformed(
          "column "
              + column.name()
              + " is "
              + schema.getType(column.name())
              + ", expected "
              + (column.type() == StaticTable.Type.REAL ? "FLOAT or DOUBLE" : "INT32 or INT64"),
          null);
    }
    return found;
  }

  private FailureException malformed(String message, Throwable cause) {
    return malformed(where, message, cause);
  }

  private static FailureException malformed(String where, String message, Throwable cause) {
    Failure failure = new Failure(FailureReason.MALFORMED, where, message);
    return cause == null ? new FailureException(failure) : new FailureException(failure, cause);
  }

  private interface Reading<V> {
    V read() throws IOException;
  }

  /** Parquet says with many kinds of exceptions that a file is broken. */
  private static <V> V guarded(String where, Reading<V> reading) {
    try {
      return reading.read();
    } catch (FailureException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw malformed(where, "is not a Parquet table that can be read: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /**
   * A writer of rows of words, one for each column.
   *
   * @param out receives the bytes; closed with the writer
   * @param table name of the table in the schema
   * @param metadata for the footer
   */
  static ParquetWriter<int[]> writer(
      OutputStream out, String table, List<Column> columns, Map<String, String> metadata)
      throws IOException {
    return new Builder(new StreamOutput(out), schema(table, columns), metadata)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP)
        .withConf(new Configuration(false))
        .build();
  }

  private static MessageType schema(String table, List<Column> columns) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : columns) {
      PrimitiveTypeName type =
          column.type() == StaticTable.Type.REAL
              ? PrimitiveTypeName.FLOAT
              : PrimitiveTypeName.INT32;
      LogicalTypeAnnotation annotation =
          column.type() == StaticTable.Type.UNSIGNED
              ? LogicalTypeAnnotation.intType(32, false)
              : null;
      message.addField(
          Types.primitive(type, Repetition.REQUIRED).as(annotation).named(column.name()));
    }
    return message.named(table);
  }

  private static final class Builder extends ParquetWriter.Builder<int[], Builder> {
    private final MessageType schema;
    private final Map<String, String> metadata;

    Builder(OutputFile file, MessageType schema, Map<String, String> metadata) {
      super(file);
      this.schema = schema;
      this.metadata = metadata;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<int[]> getWriteSupport(Configuration configuration) {
      return new RowSupport(schema, metadata);
    }
  }

  private static final class RowSupport extends WriteSupport<int[]> {
    private final MessageType schema;
    private final Map<String, String> metadata;
    private final boolean[] real;
    private RecordConsumer consumer;

    RowSupport(MessageType schema, Map<String, String> metadata) {
      this.schema = schema;
      this.metadata = metadata;
      this.real = new boolean[schema.getFieldCount()];
      for (int c = 0; c < real.length; c++) {
        real[c] =
            schema.getType(c).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
      }
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(int[] row) {
      consumer.startMessage();
      for (int c = 0; c < real.length; c++) {
        String name = schema.getFieldName(c);
        consumer.startField(name, c);
        if (real[c]) {
          consumer.addFloat(Float.intBitsToFloat(row[c]));
        } else {
          consumer.addInteger(row[c]);
        }
        consumer.endField(name, c);
      }
      consumer.endMessage();
    }
  }

  /** Columns are read without assembling records; the store asks for converters all the same. */
  private static final class NoRecords extends GroupConverter {
    private final Converter[] none;

    NoRecords(int fields) {
      none = new Converter[fields];
      Arrays.setAll(none, i -> new PrimitiveConverter() {});
    }

    @Override
    public Converter getConverter(int fieldIndex) {
      return none[fieldIndex];
    }

    @Override
    public void start() {
      // Nothing is assembled.
    }

    @Override
    public void end() {
      // Nothing is assembled.
    }
  }

  private record StreamOutput(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new CountingStream(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class CountingStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
