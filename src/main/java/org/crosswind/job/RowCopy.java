package org.crosswind.job;

import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.format.table.Column;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;

/** Copies rows of a Parquet part of ours into another file of the same columns, bit for bit. */
final class RowCopy {
  private RowCopy() {}

  /** Appends all rows of {@code part}; the columns are those of {@code schema}, in its order. */
  static void all(Storage storage, Path part, TableSchema schema, RowSink to) {
    try (ParquetTableReader rows = new ParquetTableReader(storage, part)) {
      while (rows.next()) {
        for (int c = 0; c < schema.size(); c++) {
          if (!rows.isNull(c)) {
            copy(rows, c, schema.column(c), to);
          }
        }
        to.endRow();
      }
    }
  }

  private static void copy(ParquetTableReader from, int c, Column column, RowSink to) {
    switch (column.type()) {
      case BOOLEAN -> to.setBoolean(c, from.bool(c));
      case INT -> to.setInt(c, from.integer(c));
      case DOUBLE -> to.setDouble(c, from.number(c));
      case STRING -> to.setString(c, from.string(c));
      case LONG, DOUBLE_ARRAY ->
          throw new IllegalStateException(
              "column " + column.name() + ": no table of parts has a " + column.type());
    }
  }
}
