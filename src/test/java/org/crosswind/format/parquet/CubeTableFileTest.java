package org.crosswind.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeTableFileTest {
  @TempDir Path folder;

  private org.apache.hadoop.fs.Path file(String name) {
    return TestFiles.path(folder.resolve(name));
  }

  /** Lets DuckDB write a Parquet file. */
  private org.apache.hadoop.fs.Path byDuckDb(String select) throws SQLException {
    org.apache.hadoop.fs.Path file = file("duck.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }

  private static ExposureCube first(org.apache.hadoop.fs.Path file, String id) {
    try (CubeTableFile table = new CubeTableFile(STORAGE, file)) {
      return table.read(0, id, new CubeBuffer());
    }
  }

  @Test
  void whatWeWriteWeReadBitByBitInAnyOrder() {
    int n = 40;
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, file("cubes.parquet"))) {
      for (int i = 0; i < n; i++) {
        out.write("NS" + i, TestCubes.random(i, 1 + 7 * i, 1 + i % 5));
      }
    }
    CubeBuffer buffer = new CubeBuffer();
    try (CubeTableFile table = new CubeTableFile(STORAGE, file("cubes.parquet"))) {
      assertThat(table.rows())
          .hasSize(n)
          .element(3)
          .isEqualTo(new CubeTableFile.Row("NS3", 3, 22, 4));
      for (int i : new int[] {0, 1, 2, 39, 5, 5, 6, 30, 31, 29}) {
        TestCubes.assertSame(
            table.read(i, "NS" + i, buffer), TestCubes.random(i, 1 + 7 * i, 1 + i % 5));
      }
    }
  }

  @Test
  void cubesOfManyRowGroupsAreRead() {
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, file("cubes.parquet"))) {
      for (int i = 0; i < 30; i++) {
        out.write("NS" + i, TestCubes.random(i, 5000, 100));
      }
    }
    try (CubeTableFile table = new CubeTableFile(STORAGE, file("cubes.parquet"))) {
      CubeBuffer buffer = new CubeBuffer();
      for (int i : new int[] {0, 29, 14, 15}) {
        TestCubes.assertSame(table.read(i, "NS" + i, buffer), TestCubes.random(i, 5000, 100));
      }
    }
    assertThat(ParquetFiles.open(STORAGE, file("cubes.parquet")).getRowGroups())
        .hasSizeGreaterThan(1);
  }

  @Test
  void listsThatAnotherProgramWroteAreRead() throws SQLException {
    for (String type : new String[] {"DOUBLE[]", "FLOAT[]"}) {
      ExposureCube cube =
          first(
              byDuckDb(
                  "SELECT 'NS1' AS netting_set_id, 2::BIGINT AS scenarios, 'x' AS note, [0.5, 1.0]::"
                      + type
                      + " AS tenors, [1.25, 1.5, -0.5, 0.25]::"
                      + type
                      + " AS values"),
              "NS1");
      assertThat(cube.value(0, 1)).isEqualTo(1.5);
      assertThat(cube.value(1, 0)).isEqualTo(-0.5);
      assertThat(cube.grid().times()).containsExactly(0.5, 1);
      assertThat(cube.presentValue()).isNaN();
    }
  }

  @Test
  void whatWeWriteAnotherProgramReads() throws SQLException {
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, file("cubes.parquet"))) {
      out.write("NS1", TestCubes.random(1, 3, 2));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT netting_set_id, scenarios, len(tenors), values[4], present_value FROM '"
                    + file("cubes.parquet")
                    + "'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("NS1");
      assertThat(row.getInt(2)).isEqualTo(3);
      assertThat(row.getInt(3)).isEqualTo(2);
      assertThat(row.getDouble(4)).isEqualTo(TestCubes.random(1, 3, 2).value(1, 1));
      assertThat(row.getDouble(5)).isEqualTo(TestCubes.random(1, 3, 2).presentValue());
    }
  }

  private void refused(String columns, String... message) throws SQLException {
    org.apache.hadoop.fs.Path file = byDuckDb("SELECT " + columns);
    var assertion = assertThatThrownBy(() -> first(file, "A")).isInstanceOf(FailureException.class);
    for (String part : message) {
      assertion.hasMessageContaining(part);
    }
  }

  @Test
  void whatIsWrongWithARowIsSaid() throws SQLException {
    String good = "'A' AS netting_set_id, 2 AS scenarios, [0.5,1.0]::DOUBLE[] AS tenors, ";
    refused(
        good + "[1,2,3]::DOUBLE[] AS values", "duck.parquet row 1", "scenarios is 2 with 2 tenors");
    refused(
        good + "[1,2,3,4,5]::DOUBLE[] AS values",
        "values has 5 elements, expected 4 = 2 scenarios x 2 tenors");
    refused(
        good + "[1,2,NULL,4]::DOUBLE[] AS values",
        "values has a null at place 3, expected a number");
    refused(good + "NULL::DOUBLE[] AS values", "scenarios is 2 with 2 tenors");
    refused(
        "'A' AS netting_set_id, 1 AS scenarios, []::DOUBLE[] AS tenors, [1]::DOUBLE[] AS values",
        "the grid has no tenors");
    refused(
        "'A' AS netting_set_id, 1 AS scenarios, [1,1]::DOUBLE[] AS tenors, [1,1]::DOUBLE[] AS values",
        "tenor 2 is 1.0, expected more than the one before");
    refused(
        "'A' AS netting_set_id, 1000000000 AS scenarios, [1]::DOUBLE[] AS tenors, [1]::DOUBLE[] AS"
            + " values",
        "scenarios is 1000000000 with 1 tenors, expected at least 1 and no more values than the 1");
    refused(
        "'B' AS netting_set_id, 1 AS scenarios, [1]::DOUBLE[] AS tenors, [1]::DOUBLE[] AS values",
        "netting_set_id is 'B', expected 'A'");
  }

  @Test
  void whatIsWrongWithTheColumnsIsSaid() throws SQLException {
    refused("1 AS scenarios", "duck.parquet: column netting_set_id is missing, expected text");
    refused("'A' AS netting_set_id, 1.5::DOUBLE AS scenarios", "expected a whole number");
    refused("'A' AS netting_set_id, 1 AS scenarios, 'x' AS tenors", "expected a list of doubles");
    refused(
        "'A' AS netting_set_id, 1 AS scenarios, [1]::DOUBLE[] AS tenors",
        "column values is missing, expected a list of doubles");
  }
}
