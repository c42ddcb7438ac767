package org.crosswind.format.parquet;

import java.io.Closeable;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.CubesTable;
import org.crosswind.model.credit.ExposureCube;

/** Writes cubes as rows of one Parquet file, {@link CubesTable}. Not thread-safe. */
public final class CubeTableWriter implements Closeable {
  private final ParquetTableWriter out;
  private double[] rows = new double[0];

  /** Creates or replaces the file. */
  public CubeTableWriter(Storage storage, Path file) {
    this.out = new ParquetTableWriter(storage, file, CubesTable.SCHEMA, Map.of());
  }

  /** Appends one cube. */
  public void write(String id, ExposureCube cube) {
    int scenarios = cube.scenarios();
    int tenors = cube.tenors();
    int cells = scenarios * tenors;
    if (rows.length < cells) {
      rows = new double[cells];
    }
    double[] values = cube.values();
    for (int t = 0; t < tenors; t++) {
      for (int s = 0, from = t * scenarios, to = t; s < scenarios; s++, to += tenors) {
        rows[to] = values[from + s];
      }
    }
    out.setString(CubesTable.NETTING_SET_ID, id);
    out.setInt(CubesTable.SCENARIOS, scenarios);
    out.setDoubles(CubesTable.TENORS, cube.grid().times(), 0, tenors);
    out.setDoubles(CubesTable.VALUES, rows, 0, cells);
    if (!Double.isNaN(cube.presentValue())) {
      out.setDouble(CubesTable.PRESENT_VALUE, cube.presentValue());
    }
    out.endRow();
  }

  @Override
  public void close() {
    out.close();
  }
}
