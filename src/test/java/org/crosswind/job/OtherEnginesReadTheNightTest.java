package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a night are read by an engine that is not Spark. */
class OtherEnginesReadTheNightTest {
  @TempDir Path folder;

  @Test
  void duckDbReadsTheTablesInInputOrderAndWithTheSameBits() throws Exception {
    TestBook book = new TestBook(folder, 9, 30);
    XvaRun run = XvaJobTest.local(book.config("night", ""), 2, "run.molecules=3");
    List<Map<String, String>> ours = TableRows.read(Path.of(run.folderName()), "results");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duck.createStatement()) {
      try (ResultSet rows =
          sql.executeQuery(
              "select * from read_parquet('" + run.folderName() + "/results/*.parquet')")) {
        for (Map<String, String> row : ours) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt("input_index"))
              .isEqualTo(Integer.parseInt(row.get("input_index")));
          assertThat(rows.getString("netting_set_id")).isEqualTo(row.get("netting_set_id"));
          assertThat(rows.getString("model")).isEqualTo(row.get("model"));
          assertThat(rows.getDouble("wwr_cva")).isEqualTo(TableRows.number(row, "wwr_cva"));
          assertThat(rows.getDouble("alpha")).isEqualTo(TableRows.number(row, "alpha"));
        }
        assertThat(rows.next()).isFalse();
      }
      try (ResultSet sum =
          sql.executeQuery(
              "select count(*), max(tenor_index) from read_parquet('"
                  + run.folderName()
                  + "/profiles/*.parquet')")) {
        sum.next();
        assertThat(sum.getInt(1)).isEqualTo(8 * 9 * 40);
        assertThat(sum.getInt(2)).isEqualTo(39);
      }
      try (ResultSet failures =
          sql.executeQuery(
              "select id, reason, \"where\" from read_parquet('"
                  + run.folderName()
                  + "/failures/*.parquet')")) {
        failures.next();
        assertThat(failures.getString(2)).isEqualTo("MALFORMED");
      }
    }
  }
}
