package org.crosswind.format.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.format.csv.CubeCsvWriter;
import org.crosswind.format.parquet.CubeTableWriter;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeReaderTest {
  private static final int CUBES = 6;

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path path(String name) {
    return TestFiles.path(folder.resolve(name));
  }

  private static ExposureCube cube(int i) {
    return TestCubes.random(2 * i, 5 + i, 3); // even seeds: today's value is not known
  }

  private CubeCatalog parquet(String name) {
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, path(name))) {
      for (int i = 0; i < CUBES; i++) {
        out.write("NS" + i, cube(i));
      }
    }
    return CubeCatalog.open(STORAGE, path(name));
  }

  private CubeCatalog store(CubeCatalog from, String name, CellType type) {
    CubeStoreOutput output = CubeStoreOutput.begin(STORAGE, path(name), false);
    List<CubeStoreEntry> entries = new ArrayList<>();
    try (CubeConverter converter = CubeConverter.toStore(STORAGE, output.partFolder(), "0", type)) {
      for (CubeReference reference : from.all()) {
        entries.add(converter.toStoreEntry(reference));
      }
    }
    output.commit(entries);
    return CubeCatalog.open(STORAGE, path(name));
  }

  private static void assertHasAllCubes(CubeCatalog catalog) {
    CubeBuffer buffer = new CubeBuffer();
    try (CubeReader reader = new CubeReader(STORAGE)) {
      for (int i = CUBES - 1; i >= 0; i--) {
        TestCubes.assertSame(reader.read(catalog.reference("NS" + i, "test"), buffer), cube(i));
      }
    }
    assertThat(catalog.all()).hasSize(CUBES);
  }

  @Test
  void cubesGoFromFormatToFormatAndBackBitByBit() {
    CubeCatalog table = parquet("a.parquet");
    assertHasAllCubes(table);
    CubeCatalog store = store(table, "store", CellType.FLOAT64);
    assertHasAllCubes(store);
    assertThat(store.reference("NS2", "").cells()).isEqualTo(7 * 3);

    try (CubeConverter converter = CubeConverter.toCsv(STORAGE)) {
      for (CubeReference reference : store.all()) {
        converter.toCsvFile(reference, path("csv"));
      }
    }
    CubeCatalog csv = CubeCatalog.open(STORAGE, path("csv"));
    assertHasAllCubes(csv);

    try (CubeConverter converter = CubeConverter.toParquet(STORAGE, path("parts/b.parquet"))) {
      csv.all().forEach(converter::toParquetRow);
    }
    CubeCatalog parts = CubeCatalog.open(STORAGE, path("parts"));
    assertHasAllCubes(parts);
    assertHasAllCubes(store(parts, "store2", CellType.FLOAT64));
  }

  @Test
  void floatsAreOnlyMadeWhenAskedFor() {
    CubeCatalog floats = store(parquet("a.parquet"), "store", CellType.FLOAT32);
    try (CubeReader reader = new CubeReader(STORAGE)) {
      ExposureCube found = reader.read(floats.reference("NS1", ""), new CubeBuffer());
      assertThat(found.value(2, 1)).isEqualTo((float) cube(1).value(2, 1));
    }
  }

  private ExposureCube fromBook(String id, String cube) {
    try (CubeReader reader = new CubeReader(STORAGE)) {
      return reader.read(
          CubeCatalog.ofFile(STORAGE, TestFiles.path(folder), id, cube), new CubeBuffer());
    }
  }

  @Test
  void aRowOfTheBookNamesAFileOrAnIdInAFile() {
    CubeCsvWriter.write(STORAGE, path("one.csv"), cube(3));
    TestCubes.assertSame(fromBook("X", "one.csv"), cube(3));
    TestCubes.assertSame(fromBook("X", path("one.csv").toString()), cube(3));
    TestCubes.assertSame(fromBook("X", "file:" + path("one.csv")), cube(3));
    CubeCatalog table = parquet("many.parquet");
    TestCubes.assertSame(fromBook("NS4", "many.parquet"), cube(4));
    TestCubes.assertSame(fromBook("X", "many.parquet#NS4"), cube(4));
    store(table, "store", CellType.FLOAT64);
    TestCubes.assertSame(fromBook("NS4", "store"), cube(4));
    TestCubes.assertSame(fromBook("X", "store#NS2"), cube(2));
    TestFiles.write(
        folder,
        "ore.csv",
        "#Id,Date,Sample,Depth,Value",
        "T1,2016-02-05,0,0,1",
        "T1,2016-05-06,1,0,2");
    assertThat(fromBook("X", "ore.csv").value(0, 0)).isEqualTo(2);
    assertThat(fromBook("X", "ore.csv#T1").presentValue()).isEqualTo(1);
    assertThat(CubeCatalog.open(STORAGE, path("ore.csv")).has("T1")).isTrue();
  }

  @Test
  void aCubeThatIsNotThereIsSaidToBeMissing() {
    parquet("many.parquet");
    CubeCsvWriter.write(STORAGE, path("one.csv"), cube(3));
    assertThatThrownBy(() -> fromBook("X", "no.csv"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.MISSING))
        .hasMessageContaining("no.csv: there is no such file or folder");
    assertThatThrownBy(() -> fromBook("X", "many.parquet"))
        .hasMessageContaining("there is no cube of netting set 'X' in")
        .hasMessageContaining("UNKNOWN_REFERENCE");
    assertThatThrownBy(() -> fromBook("X", "one.csv#NS3"))
        .hasMessageContaining("is the CSV file of one cube and has no 'NS3', expected no #id");
    assertThatThrownBy(() -> CubeCatalog.open(STORAGE, path("many.parquet")).reference("X", "b:3"))
        .hasMessageContaining("b:3: there is no cube of netting set 'X' in");
  }

  @Test
  void aFileOfTheWrongKindIsRefused() throws Exception {
    Files.write(folder.resolve("x.bin"), new byte[] {1, 0, 2, 0, 3, 0});
    assertThatThrownBy(() -> fromBook("X", "x.bin"))
        .hasMessageContaining("x.bin: is not a cube, expected CSV, an ORE cube, Parquet or");
    Files.writeString(folder.resolve("x.parquet"), "PAR1 but no more of it");
    assertThatThrownBy(() -> fromBook("X", "x.parquet"))
        .hasMessageContaining("x.parquet: cannot be read as Parquet");
    Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> CubeCatalog.open(STORAGE, path("empty")))
        .hasMessageContaining("empty: has no cubes, expected a cube store");
    CubeCsvWriter.write(STORAGE, path("one.csv"), cube(3));
    assertThatThrownBy(() -> CubeCatalog.open(STORAGE, path("one.csv")))
        .hasMessageContaining("is the CSV file of one cube, expected the cubes of many");
    assertThatThrownBy(() -> CubeCatalog.open(STORAGE, path("nothing")))
        .hasMessageContaining("nothing: there is no such file or folder");
  }

  @Test
  void anIdTwiceSpoilsOnlyItself() {
    try (CubeTableWriter out = new CubeTableWriter(STORAGE, path("a.parquet"))) {
      out.write("A", cube(0));
      out.write("B", cube(1));
      out.write("A", cube(2));
    }
    CubeCatalog catalog = CubeCatalog.open(STORAGE, path("a.parquet"));
    assertThat(catalog.duplicates()).containsExactly("A");
    assertThatThrownBy(() -> catalog.reference("A", "b:3"))
        .hasMessageContaining("has two cubes of netting set 'A', expected one");
    assertThat(catalog.reference("B", "b:4").position()).isEqualTo(1);
  }

  @Test
  void aTruncatedParquetFileIsRefused() throws Exception {
    parquet("a.parquet");
    Path file = folder.resolve("a.parquet");
    byte[] all = Files.readAllBytes(file);
    for (int n = 4; n < all.length; n += 37) {
      Files.write(file, java.util.Arrays.copyOf(all, n));
      assertThatThrownBy(() -> CubeCatalog.open(STORAGE, path("a.parquet")))
          .as("%s bytes", n)
          .isInstanceOf(FailureException.class);
    }
  }
}
