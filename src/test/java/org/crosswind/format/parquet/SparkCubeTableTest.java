package org.crosswind.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.format.cube.CubeCatalog;
import org.crosswind.format.cube.CubeReader;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class SparkCubeTableTest {
  @TempDir Path folder;

  private static SparkSession session(boolean legacy) {
    SparkSession session =
        SparkSession.builder()
            .master("local[1]")
            .appName("cube table")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    session.conf().set("spark.sql.parquet.writeLegacyFormat", String.valueOf(legacy));
    session.conf().set("spark.sql.parquet.compression.codec", "zstd");
    return session;
  }

  @Test
  void listsThatSparkWroteInEitherFormAreRead() {
    for (boolean legacy : new boolean[] {false, true}) {
      org.apache.hadoop.fs.Path table = TestFiles.path(folder.resolve("table" + legacy));
      try (SparkSession session = session(legacy)) {
        session
            .sql(
                "SELECT 'NS1' AS netting_set_id, 2 AS scenarios, array(0.5D, 1D) AS tenors,"
                    + " array(1D, 2D, 3D, 4D) AS values, 7D AS present_value UNION ALL"
                    + " SELECT 'NS2', 1, array(0.5D), array(9D), NULL")
            .write()
            .parquet(table.toString());
      }
      CubeCatalog catalog = CubeCatalog.open(STORAGE, table);
      assertThat(catalog.all()).hasSize(2);
      try (CubeReader reader = new CubeReader(STORAGE)) {
        ExposureCube cube = reader.read(catalog.reference("NS1", ""), new CubeBuffer());
        assertThat(cube.value(0, 1)).isEqualTo(2);
        assertThat(cube.value(1, 0)).isEqualTo(3);
        assertThat(cube.presentValue()).isEqualTo(7);
        cube = reader.read(catalog.reference("NS2", ""), new CubeBuffer());
        assertThat(cube.value(0, 0)).isEqualTo(9);
        assertThat(cube.presentValue()).isNaN();
      }
    }
  }

  @Test
  void sparkReadsWhatWeWrite() {
    org.apache.hadoop.fs.Path file = TestFiles.path(folder.resolve("cubes.parquet"));
    ExposureCube cube = TestCubes.random(1, 3, 2);
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, file)) {
      out.write("NS1", cube);
    }
    try (SparkSession session = session(false)) {
      Row row = session.read().parquet(file.toString()).select("values", "scenarios").first();
      assertThat(row.<Double>getList(0)).hasSize(6).element(2).isEqualTo(cube.value(1, 0));
      assertThat(row.getInt(1)).isEqualTo(3);
    }
  }
}
