package org.crosswind.format.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.DecimalText;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Rows of a flat Parquet file; rows are numbered from 1. Columns of numbers and text are read as
 * what is asked for, as from CSV: a float or an integer as a number, a number as text. Dates, times
 * and time stamps are text in the form of ISO 8601; a time stamp that is an instant (Spark's INT96
 * too) ends in {@code Z}. Columns of other kinds (lists, groups) are named in {@link #columns()}
 * but have no value.
 */
public final class ParquetTableReader implements RowSource {
  private final Path path;
  private final String file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<String> names = new ArrayList<>();
  private final ColumnDescriptor[] descriptors;
  private final ColumnReader[] readers;
  private final Object[] cells;
  private long row;
  private long leftInGroup;

  /**
   * Opens a file.
   *
   * @throws FailureException when it is absent or not Parquet
   */
  public ParquetTableReader(Storage storage, Path path) {
    this.path = path;
    this.file = Storage.name(path);
    this.reader = ParquetFiles.open(storage, path);
    this.schema = reader.getFileMetaData().getSchema();
    int n = schema.getFieldCount();
    this.descriptors = new ColumnDescriptor[n];
    this.readers = new ColumnReader[n];
    this.cells = new Object[n];
    for (int i = 0; i < n; i++) {
      Type field = schema.getType(i);
      names.add(field.getName());
      if (field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)) {
        descriptors[i] = schema.getColumnDescription(new String[] {field.getName()});
      }
    }
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public String headerPlace() {
    return file;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(names);
  }

  @Override
  public boolean next() {
    try {
      while (leftInGroup == 0) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
          return false;
        }
        leftInGroup = pages.getRowCount();
        RowColumns columns = new RowColumns(pages, schema, reader.getFileMetaData().getCreatedBy());
        for (int i = 0; i < readers.length; i++) {
          readers[i] = descriptors[i] == null ? null : columns.column(descriptors[i]);
        }
      }
      leftInGroup--;
      row++;
      for (int i = 0; i < readers.length; i++) {
        cells[i] = readers[i] == null ? null : cell(readers[i]);
      }
      return true;
    } catch (IOException e) {
      throw Storage.failure(path, "read", e);
    } catch (FailureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ParquetFiles.malformed(path, e);
    }
  }

  private static Object cell(ColumnReader column) {
    Object value = null;
    if (column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel()) {
      PrimitiveType type = column.getDescriptor().getPrimitiveType();
      value =
          switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> column.getBoolean();
            case INT32 -> whole(column.getInteger(), type);
            case INT64 -> whole(column.getLong(), type);
            case FLOAT -> (double) column.getFloat();
            case DOUBLE -> column.getDouble();
            case BINARY -> column.getBinary().toStringUsingUTF8();
            case INT96 -> ParquetTimes.int96(column.getBinary());
            case FIXED_LEN_BYTE_ARRAY -> null;
          };
    }
    column.consume();
    return value;
  }

  /** Whole numbers, or what is stored as one: decimals with a scale, dates, times. */
  private static Object whole(long value, PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning == null) {
      return value;
    }
    if (meaning instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return java.math.BigDecimal.valueOf(value, decimal.getScale()).doubleValue();
    }
    Object time = ParquetTimes.of(value, meaning);
    return time == null ? (Object) value : time;
  }

  /** How many rows the file has, as its footer says. */
  public long rowCount() {
    return reader.getRecordCount();
  }

  @Override
  public String where() {
    return file + " row " + row;
  }

  @Override
  public void checkShape() {
    // the rows of a Parquet file have the shape of its schema
  }

  @Override
  public boolean isNull(int column) {
    return cells[column] == null || (cells[column] instanceof String text && text.isBlank());
  }

  @Override
  public String string(int column) {
    Object cell = present(column);
    return cell instanceof String text ? text.strip() : cell.toString();
  }

  @Override
  public double number(int column) {
    Object cell = present(column);
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    if (cell instanceof String text) {
      try {
        return DecimalText.parse(text);
      } catch (NumberFormatException e) {
        throw problem(column, "is '" + text + "'", "a number");
      }
    }
    throw problem(column, "is '" + cell + "'", "a number");
  }

  @Override
  public int integer(int column) {
    double value = number(column);
    if (value != (int) value) {
      throw problem(column, "is '" + string(column) + "'", "a whole number");
    }
    return (int) value;
  }

  @Override
  public boolean bool(int column) {
    Object cell = present(column);
    if (cell instanceof Boolean value) {
      return value;
    }
    switch (cell.toString().toLowerCase(Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        throw problem(column, "is '" + cell + "'", "true or false");
    }
  }

  private Object present(int column) {
    if (isNull(column)) {
      throw problem(column, "is empty", "a value");
    }
    return cells[column];
  }

  private FailureException problem(int column, String found, String expected) {
    return FailureException.of(
        FailureReason.MALFORMED,
        where(),
        names.get(column) + " " + found + ", expected " + expected);
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
