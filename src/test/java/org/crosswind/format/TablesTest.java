package org.crosswind.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.crosswind.format.table.Column;
import org.crosswind.format.table.ColumnType;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.RowSource;
import org.crosswind.format.table.TableSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TablesTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          "things",
          Column.required("index", ColumnType.INT, "", "place"),
          Column.required("big", ColumnType.LONG, "", "a long number"),
          Column.optional("value", ColumnType.DOUBLE, "money", "a number"),
          Column.required("text", ColumnType.STRING, "", "words"),
          Column.optional("flag", ColumnType.BOOLEAN, "", "yes or no"),
          Column.optional("list", ColumnType.DOUBLE_ARRAY, "", "numbers"));

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path write(Tables.Format format) {
    org.apache.hadoop.fs.Path place = TestFiles.path(folder);
    try (RowSink out = Tables.write(STORAGE, place, SCHEMA, format, Map.of("run", "r1"))) {
      out.setInt(0, 0);
      out.setLong(1, 1L << 40);
      out.setDouble(2, 0.1 + 0.2);
      out.setString(3, "a \"quoted\", text\nof two lines, ü");
      out.setBoolean(4, true);
      out.setDoubles(5, new double[] {9, 1.5, -2, 9}, 1, 2);
      out.endRow();
      out.setInt(0, 1);
      out.setInt(1, 7);
      out.setString(3, "");
      out.endRow();
      out.setInt(0, 2);
      out.setLong(1, -1);
      out.setDouble(2, Double.NaN);
      out.setString(3, "x");
      out.setBoolean(4, false);
      out.setDoubles(5, new double[0], 0, 0);
      out.endRow();
      out.setInt(0, 3);
      out.setLong(1, 0);
      out.setDouble(2, Double.NEGATIVE_INFINITY);
      out.setString(3, "y");
      out.endRow();
      assertThat(out.rows()).isEqualTo(4);
    }
    return Tables.file(place, SCHEMA, format);
  }

  @ParameterizedTest
  @EnumSource(
      value = Tables.Format.class,
      names = {"CSV", "PARQUET"})
  void whatIsWrittenIsReadBack(Tables.Format format) {
    try (RowSource rows = Tables.read(STORAGE, write(format))) {
      assertThat(rows.columns()).containsExactlyElementsOf(SCHEMA.names());
      assertThat(rows.next()).isTrue();
      rows.checkShape();
      assertThat(rows.integer(0)).isZero();
      assertThat(rows.number(1)).isEqualTo(1L << 40);
      assertThat(rows.number(2)).isEqualTo(0.1 + 0.2);
      assertThat(rows.string(3)).isEqualTo("a \"quoted\", text\nof two lines, ü");
      assertThat(rows.bool(4)).isTrue();
      assertThat(rows.next()).isTrue();
      assertThat(rows.isNull(2)).isTrue();
      assertThat(rows.isNull(3)).isTrue();
      assertThat(rows.isNull(4)).isTrue();
      assertThatThrownBy(() -> rows.number(2)).hasMessageContaining("value is empty, expected");
      assertThat(rows.next()).isTrue();
      assertThat(rows.number(2)).isNaN();
      assertThat(rows.bool(4)).isFalse();
      assertThatThrownBy(() -> rows.number(3))
          .hasMessageContaining("text is 'x', expected a number");
      assertThatThrownBy(() -> rows.bool(3)).hasMessageContaining("text is 'x', expected true or");
      assertThatThrownBy(() -> rows.integer(2)).hasMessageContaining("expected a whole number");
      assertThat(rows.next()).isTrue();
      assertThat(rows.number(2)).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void csvTellsNullFromNaNAndFromEmptyText() {
    assertThat(TestFiles.text(write(Tables.Format.CSV)))
        .isEqualTo(
            """
            index,big,value,text,flag,list
            0,1099511627776,0.30000000000000004,"a ""quoted"", text
            of two lines, ü",true,1.5 -2.0
            1,7,,"",,
            2,-1,NaN,x,false,""
            3,0,-Infinity,y,,
            """);
  }

  @Test
  void jsonIsAnArrayWithARowALineAndNullForWhatJsonCannotSay() throws Exception {
    String text = TestFiles.text(write(Tables.Format.JSON));
    assertThat(text.lines()).hasSize(6);
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json).hasSize(4);
    assertThat(json.get(0).get("value").asDouble()).isEqualTo(0.1 + 0.2);
    assertThat(json.get(0).get("text").asText()).contains("ü");
    assertThat(json.get(0).get("list").get(1).asDouble()).isEqualTo(-2);
    assertThat(json.get(1).get("value").isNull()).isTrue();
    assertThat(json.get(2).get("value").isNull()).isTrue();
    assertThat(json.get(3).get("value").isNull()).isTrue();
    try (RowSink out =
        Tables.write(STORAGE, TestFiles.path(folder), SCHEMA, Tables.Format.JSON, Map.of())) {
      assertThat(out.rows()).isZero();
    }
    assertThat(
            new ObjectMapper()
                .readTree(TestFiles.text(TestFiles.path(folder.resolve("things.json")))))
        .isEmpty();
  }

  @Test
  void anotherProgramReadsEveryFormat() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (Tables.Format format : Tables.Format.values()) {
        String file = write(format).toString();
        if (format == Tables.Format.JSON) {
          continue; // needs an extension that the driver would download
        }
        try (ResultSet row =
            statement.executeQuery(
                "SELECT count(*), max(big), count(value), count(*) FILTER (isnan(value)), max(text)"
                    + " FROM '"
                    + file
                    + "'")) {
          assertThat(row.next()).isTrue();
          assertThat(row.getInt(1)).as("%s", format).isEqualTo(4);
          assertThat(row.getLong(2)).isEqualTo(1L << 40);
          assertThat(row.getInt(3)).isEqualTo(3);
          assertThat(row.getInt(4)).isEqualTo(1);
          assertThat(row.getString(5)).isEqualTo("y");
        }
      }
      String file = write(Tables.Format.PARQUET).toString();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT decode(value) FROM parquet_kv_metadata('"
                  + file
                  + "') WHERE decode(key) = 'run'")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("r1");
      }
    }
  }

  @Test
  void aRowWithoutARequiredCellAndACellOfTheWrongTypeAreOurMistakes() {
    try (RowSink out =
        Tables.write(STORAGE, TestFiles.path(folder), SCHEMA, Tables.Format.CSV, Map.of())) {
      out.setInt(0, 1);
      assertThatThrownBy(out::endRow)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("things row 0 has no big");
      assertThatThrownBy(() -> out.setDouble(0, 1)).hasMessage("things.index is INT, not DOUBLE");
    }
  }
}
