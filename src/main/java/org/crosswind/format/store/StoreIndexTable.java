package org.crosswind.format.store;

import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.LONG;
import static org.crosswind.format.table.ColumnType.STRING;

import org.crosswind.format.table.TableSchema;

/** The table {@code index.parquet} of a cube store. */
final class StoreIndexTable {
  static final int NETTING_SET_ID = 0;
  static final int FILE = 1;
  static final int OFFSET = 2;
  static final int LENGTH = 3;
  static final int SCENARIOS = 4;
  static final int TENORS = 5;
  static final int TYPE = 6;
  static final int CHECKSUM = 7;

  static final TableSchema SCHEMA =
      TableSchema.of(
          "index",
          required("netting_set_id", STRING, "", "netting set; unique"),
          required("file", STRING, "", "record file in the folder of the store"),
          required("offset", LONG, "bytes", "first byte of the record"),
          required("length", LONG, "bytes", "bytes of the record"),
          required("scenarios", INT, "", "scenarios of the cube"),
          required("tenors", INT, "", "tenors of the cube"),
          required("type", STRING, "", "float64 or float32"),
          required("checksum", LONG, "", "CRC-32C of the record"));

  private StoreIndexTable() {}
}
