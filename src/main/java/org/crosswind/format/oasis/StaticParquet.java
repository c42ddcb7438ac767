package org.crosswind.format.oasis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The Parquet form of a static table: the columns of the text form by name, INT32 (unsigned where
 * the binary form is) and FLOAT, none of them null, zstd, the order of rows kept. Columns are found
 * by name, others are ignored. Read and written column by column, without an object for a row.
 */
final class StaticParquet {
  private StaticParquet() {}

  /**
   * Reads a whole file.
   *
   * @throws FailureException when it is no Parquet file, or a column is missing, of another type,
   *     or null somewhere
   */
  static TableData read(StaticTable table, StaticFolder folder, String file) {
    String where = folder.name(file);
    byte[] bytes = allBytes(folder, file, where);
    try (ParquetFileReader reader = ParquetFileReader.open(new MemoryInput(bytes))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      int columns = table.columns().size();
      int rows = StaticBinary.rowsThatFit(where, reader.getRecordCount(), Integer.BYTES * columns);
      List<ColumnDescriptor> wanted = new ArrayList<>();
      for (StaticTable.Column column : table.columns()) {
        wanted.add(find(column, schema, where));
      }
      // A row takes at least a bit of some page: refuse a forged count before allocating for it.
      if (rows / 4096 > bytes.length) {
        throw malformed(where, "declares " + rows + " rows in " + bytes.length + " bytes", null);
      }
      int[][] words = new int[columns][rows];
      int done = 0;
      String createdBy = reader.getFileMetaData().getCreatedBy();
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(
                group, new NoRecords(schema.getFieldCount()), schema, createdBy);
        int inGroup = Math.toIntExact(group.getRowCount());
        for (int c = 0; c < columns; c++) {
          readColumn(store.getColumnReader(wanted.get(c)), words[c], done, inGroup, where);
        }
        done += inGroup;
      }
      return new TableData(table, words, rows, TableSource.rows(where));
    } catch (FailureException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw malformed(where, "is not a Parquet table that can be read: " + e, e);
    }
  }

  private static ColumnDescriptor find(
      StaticTable.Column column, MessageType schema, String where) {
    if (!schema.containsField(column.name())) {
      throw FailureException.of(
          FailureReason.MISSING,
          where,
          "has no column " + column.name() + "; found " + schema.getColumns());
    }
    ColumnDescriptor found = schema.getColumnDescription(new String[] {column.name()});
    PrimitiveTypeName type = found.getPrimitiveType().getPrimitiveTypeName();
    boolean fits =
        switch (column.type()) {
          case INTEGER -> type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64;
          case UNSIGNED -> type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64;
          case REAL -> type == PrimitiveTypeName.FLOAT || type == PrimitiveTypeName.DOUBLE;
        };
    if (!fits || found.getMaxRepetitionLevel() > 0) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          "has column "
              + column.name()
              + " of type "
              + found.getPrimitiveType()
              + ", expected "
              + (column.type() == StaticTable.Type.REAL ? "FLOAT or DOUBLE" : "INT32 or INT64"));
    }
    return found;
  }

  private static void readColumn(
      ColumnReader reader, int[] words, int from, int rows, String where) {
    ColumnDescriptor column = reader.getDescriptor();
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    String name = column.getPath()[0];
    boolean unsigned = name.equals("areaperil_id") || name.endsWith("coverage_id");
    if (reader.getTotalValueCount() != rows || rows > words.length - from) {
      throw malformed(
          where, name + " has " + reader.getTotalValueCount() + " values, expected " + rows, null);
    }
    for (int row = from; row < from + rows; row++) {
      if (reader.getCurrentDefinitionLevel() != column.getMaxDefinitionLevel()) {
        throw malformed(where + " row " + (row + 1L), name + " is null, expected a value", null);
      }
      words[row] =
          switch (type) {
            case INT32 -> reader.getInteger();
            case INT64 -> narrow(reader.getLong(), unsigned, name, where, row);
            case FLOAT -> Float.floatToRawIntBits(reader.getFloat());
            default -> Float.floatToRawIntBits((float) reader.getDouble());
          };
      reader.consume();
    }
  }

  private static int narrow(long value, boolean unsigned, String name, String where, int row) {
    long greatest = unsigned ? 0xffff_ffffL : Integer.MAX_VALUE;
    if (value > greatest || value < Integer.MIN_VALUE) {
      throw malformed(
          where + " row " + (row + 1L), name + " is " + value + ", expected 32 bits", null);
    }
    return (int) value;
  }

  private static FailureException malformed(String where, String message, Throwable cause) {
    Failure failure = new Failure(FailureReason.MALFORMED, where, message);
    return cause == null ? new FailureException(failure) : new FailureException(failure, cause);
  }

  private static byte[] allBytes(StaticFolder folder, String file, String where) {
    OptionalLong length = folder.length(file);
    StaticBinary.rowsThatFit(where, length.orElse(0), 1);
    try (InputStream in = folder.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, where, "could not read: " + e), e);
    }
  }

  /** Writes a whole table. */
  static void write(TableData data, StaticFolder folder) {
    String file = data.table().fileName(StaticForm.PARQUET);
    try (OutputStream out = folder.create(file)) {
      try (ParquetWriter<Integer> writer =
          new Builder(new StreamOutput(out), data)
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withConf(new Configuration(false))
              .build()) {
        for (int row = 0; row < data.rows(); row++) {
          writer.write(row);
        }
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, folder.name(file), "could not write: " + e), e);
    }
  }

  private static MessageType schema(StaticTable table) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (StaticTable.Column column : table.columns()) {
      switch (column.type()) {
        case INTEGER ->
            message.addField(
                Types.primitive(PrimitiveTypeName.INT32, Repetition.REQUIRED).named(column.name()));
        case UNSIGNED ->
            message.addField(
                Types.primitive(PrimitiveTypeName.INT32, Repetition.REQUIRED)
                    .as(LogicalTypeAnnotation.intType(32, false))
                    .named(column.name()));
        case REAL ->
            message.addField(
                Types.primitive(PrimitiveTypeName.FLOAT, Repetition.REQUIRED).named(column.name()));
      }
    }
    return message.named(table.stem());
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final TableData data;

    Builder(OutputFile file, TableData data) {
      super(file);
      this.data = data;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      return new RowSupport(data);
    }
  }

  /** Writes the row whose number it is given. */
  private static final class RowSupport extends WriteSupport<Integer> {
    private final TableData data;
    private RecordConsumer consumer;

    RowSupport(TableData data) {
      this.data = data;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema(data.table()), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Integer row) {
      List<StaticTable.Column> columns = data.table().columns();
      consumer.startMessage();
      for (int c = 0; c < columns.size(); c++) {
        StaticTable.Column column = columns.get(c);
        int word = data.words()[c][row];
        consumer.startField(column.name(), c);
        if (column.type() == StaticTable.Type.REAL) {
          consumer.addFloat(Float.intBitsToFloat(word));
        } else {
          consumer.addInteger(word);
        }
        consumer.endField(column.name(), c);
      }
      consumer.endMessage();
    }
  }

  /** Columns are read without assembling records; the store asks for a converter all the same. */
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
  }

  private record MemoryInput(byte[] bytes) implements InputFile {
    @Override
    public long getLength() {
      return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
      return new MemoryStream(new SeekableBytes(bytes));
    }
  }

  private static final class MemoryStream extends DelegatingSeekableInputStream {
    private final SeekableBytes bytes;

    MemoryStream(SeekableBytes bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.position();
    }

    @Override
    public void seek(long position) throws IOException {
      bytes.position(position);
    }
  }

  private static final class SeekableBytes extends ByteArrayInputStream {
    SeekableBytes(byte[] bytes) {
      super(bytes);
    }

    long position() {
      return pos;
    }

    void position(long position) throws IOException {
      if (position < 0 || position > count) {
        throw new IOException("position " + position + " is outside of " + count + " bytes");
      }
      pos = (int) position;
    }
  }
}
