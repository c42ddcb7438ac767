package org.crosswind.format.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.Column;
import org.crosswind.format.table.ColumnType;
import org.crosswind.format.table.RowBuffer;
import org.crosswind.format.table.TableSchema;

/**
 * One table as one Parquet file: zstd, dictionaries where they help, row groups of 64 MiB, a list
 * of doubles as the three-level list {@code list.element}. The footer carries the caller's
 * key-value pairs.
 *
 * <p>Zstd because the block codecs of Parquet 1.13 (snappy, lz4) take minutes over cells of
 * megabytes.
 */
public final class ParquetTableWriter extends RowBuffer {
  private static final long ROW_GROUP = 64L << 20;
  private static final int PAGE = 1 << 20;

  private final Path path;
  private final ParquetWriter<ParquetTableWriter> writer;
  private boolean closed;

  /**
   * Creates or replaces the file.
   *
   * @param metadata for the footer, for example the run's id; names are free
   */
  public ParquetTableWriter(
      Storage storage, Path path, TableSchema schema, Map<String, String> metadata) {
    super(schema);
    this.path = path;
    try {
      Builder builder =
          new Builder(ParquetFiles.output(storage, path), schema, metadata)
              .withConf(storage.configuration())
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withRowGroupSize(ROW_GROUP)
              .withPageSize(PAGE)
              .withMinRowCountForPageSizeCheck(1);
      for (Column column : schema.columns()) {
        if (column.type() == ColumnType.DOUBLE_ARRAY) {
          builder.withDictionaryEncoding(column.name() + ".list.element", false);
        }
      }
      this.writer = builder.build();
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  @Override
  protected void write() {
    try {
      writer.write(this);
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw Storage.failure(path, "write", e);
    }
  }

  /** The Parquet schema of a table of ours. */
  static MessageType message(TableSchema schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : schema.columns()) {
      message.addField(field(column));
    }
    return message.named(schema.name());
  }

  private static Type field(Column column) {
    Type.Repetition repetition =
        column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    switch (column.type()) {
      case STRING:
        return Types.primitive(BINARY, repetition).as(stringType()).named(column.name());
      case DOUBLE_ARRAY:
        return Types.list(repetition).requiredElement(DOUBLE).named(column.name());
      default:
        return Types.primitive(primitive(column), repetition).named(column.name());
    }
  }

  private static PrimitiveTypeName primitive(Column column) {
    return switch (column.type()) {
      case BOOLEAN -> BOOLEAN;
      case INT -> INT32;
      case LONG -> INT64;
      case DOUBLE, DOUBLE_ARRAY -> DOUBLE;
      case STRING -> BINARY;
    };
  }

  private void cells(RecordConsumer consumer) {
    consumer.startMessage();
    for (int i = 0; i < schema().size(); i++) {
      if (!isNull(i)) {
        String name = schema().column(i).name();
        consumer.startField(name, i);
        cell(consumer, i);
        consumer.endField(name, i);
      }
    }
    consumer.endMessage();
  }

  private void cell(RecordConsumer consumer, int column) {
    switch (schema().column(column).type()) {
      case BOOLEAN -> consumer.addBoolean(booleanAt(column));
      case INT -> consumer.addInteger((int) longAt(column));
      case LONG -> consumer.addLong(longAt(column));
      case DOUBLE -> consumer.addDouble(doubleAt(column));
      case STRING -> consumer.addBinary(Binary.fromString(stringAt(column)));
      case DOUBLE_ARRAY -> list(consumer, doublesAt(column));
    }
  }

  private static void list(RecordConsumer consumer, double[] values) {
    consumer.startGroup();
    if (values.length > 0) {
      consumer.startField("list", 0);
      for (double value : values) {
        consumer.startGroup();
        consumer.startField("element", 0);
        consumer.addDouble(value);
        consumer.endField("element", 0);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }
    consumer.endGroup();
  }

  /** Hands the current row's cells to Parquet. */
  private static final class Support extends WriteSupport<ParquetTableWriter> {
    private final TableSchema schema;
    private final Map<String, String> metadata;
    private RecordConsumer consumer;

    Support(TableSchema schema, Map<String, String> metadata) {
      this.schema = schema;
      this.metadata = metadata;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(message(schema), metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      this.consumer = recordConsumer;
    }

    @Override
    public void write(ParquetTableWriter row) {
      row.cells(consumer);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<ParquetTableWriter, Builder> {
    private final TableSchema schema;
    private final Map<String, String> metadata;

    Builder(OutputFile file, TableSchema schema, Map<String, String> metadata) {
      super(file);
      this.schema = schema;
      this.metadata = Map.copyOf(metadata);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<ParquetTableWriter> getWriteSupport(Configuration configuration) {
      return new Support(schema, metadata);
    }
  }
}
