package org.crosswind.format.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A column that is a list of numbers, in any of the encodings in use: three levels ({@code
 * list.element}, {@code bag.array_element}), two levels ({@code array}), or a bare repeated field;
 * float or double; each level optional or required.
 */
final class ListColumn {
  private final String name;
  private final ColumnDescriptor descriptor;
  private final boolean floats;

  /** The definition level from which on there is a slot for an element. */
  private final int elementLevel;

  private ListColumn(String name, ColumnDescriptor descriptor, boolean floats, int elementLevel) {
    this.name = name;
    this.descriptor = descriptor;
    this.floats = floats;
    this.elementLevel = elementLevel;
  }

  /** Finds the list in a schema. */
  static ListColumn of(String file, MessageType schema, String name) {
    for (ColumnDescriptor leaf : schema.getColumns()) {
      if (leaf.getPath()[0].equals(name)) {
        PrimitiveTypeName type = leaf.getPrimitiveType().getPrimitiveTypeName();
        boolean numbers = type == PrimitiveTypeName.DOUBLE || type == PrimitiveTypeName.FLOAT;
        if (leaf.getMaxRepetitionLevel() == 1 && numbers) {
          boolean floats = type == PrimitiveTypeName.FLOAT;
          return new ListColumn(name, leaf, floats, elementLevel(schema, leaf.getPath()));
        }
      }
    }
    throw FailureException.of(
        FailureReason.INVALID,
        file,
        "column " + name + " is " + describe(schema, name) + ", expected a list of doubles");
  }

  private static int elementLevel(MessageType schema, String[] path) {
    int level = 0;
    GroupType group = schema;
    for (String part : path) {
      Type type = group.getType(part);
      if (!type.isRepetition(Type.Repetition.REQUIRED)) {
        level++;
      }
      if (type.isRepetition(Type.Repetition.REPEATED)) {
        break;
      }
      group = type.asGroupType();
    }
    return level;
  }

  private static String describe(MessageType schema, String name) {
    return schema.containsField(name)
        ? "'" + schema.getType(name).toString().replaceAll("\\s+", " ") + "'"
        : "missing";
  }

  ColumnReader reader(RowColumns columns) {
    return columns.column(descriptor);
  }

  /** Passes over the list of the current row. */
  static void skip(ColumnReader reader) {
    int full = reader.getDescriptor().getMaxDefinitionLevel();
    do {
      if (reader.getCurrentDefinitionLevel() == full) {
        reader.skip();
      }
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
  }

  /** How many elements the list of the current row has; consumes it. */
  int count(ColumnReader reader) {
    int count = 0;
    int full = descriptor.getMaxDefinitionLevel();
    do {
      int level = reader.getCurrentDefinitionLevel();
      if (level >= elementLevel) {
        count++;
      }
      if (level == full) {
        reader.skip();
      }
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    return count;
  }

  /** Reads the list of the current row, whatever its length. */
  double[] readAll(ColumnReader reader, String where) {
    double[] all = new double[16];
    int count = 0;
    do {
      int level = reader.getCurrentDefinitionLevel();
      if (level == descriptor.getMaxDefinitionLevel()) {
        if (count == all.length) {
          all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = floats ? reader.getFloat() : reader.getDouble();
      } else if (level >= elementLevel) {
        throw nullElement(where, count);
      }
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    return Arrays.copyOf(all, count);
  }

  private FailureException nullElement(String where, long before) {
    return FailureException.of(
        FailureReason.MALFORMED,
        where,
        name + " has a null at place " + (before + 1) + ", expected a number");
  }

  /**
   * Reads the list of the current row, which must have exactly {@code rows x columns} elements, and
   * puts element (r, c) at {@code c * rows + r}.
   */
  void readTransposed(ColumnReader reader, String where, double[] to, int rows, int columns) {
    int full = descriptor.getMaxDefinitionLevel();
    long wanted = (long) rows * columns;
    long count = 0;
    int row = 0;
    int column = 0;
    do {
      int level = reader.getCurrentDefinitionLevel();
      if (level == full) {
        if (count < wanted) {
          to[column * rows + row] = floats ? reader.getFloat() : reader.getDouble();
          if (++column == columns) {
            column = 0;
            row++;
          }
        } else {
          reader.skip();
        }
        count++;
      } else if (level >= elementLevel) {
        throw nullElement(where, count);
      }
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    if (count != wanted) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          name
              + " has "
              + count
              + " elements, expected "
              + wanted
              + (rows == 1 ? "" : " = " + rows + " scenarios x " + columns + " tenors"));
    }
  }
}
