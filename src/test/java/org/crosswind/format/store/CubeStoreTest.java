package org.crosswind.format.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeStoreTest {
  @TempDir Path folder;

  private static CubeStoreEntry write(Path folder, ExposureCube cube, CellType type) {
    try (RecordFileWriter out =
        new RecordFileWriter(STORAGE, TestFiles.path(folder), "0", type, 1 << 30)) {
      return out.write("NS", cube);
    }
  }

  private static ExposureCube read(Path folder, CubeStoreEntry entry) {
    try (CubeStoreReader in = new CubeStoreReader(STORAGE, TestFiles.path(folder))) {
      return in.read(entry, new CubeBuffer());
    }
  }

  private static FailureException failureOf(Path folder, CubeStoreEntry entry) {
    try {
      read(folder, entry);
    } catch (FailureException e) {
      return e;
    }
    throw new AssertionError("the record was read");
  }

  @Property(tries = 30)
  void aCubeComesBackBitByBit(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 1, max = 3000) int scenarios,
      @ForAll @IntRange(min = 1, max = 30) int tenors)
      throws IOException {
    Path folder = Files.createTempDirectory("store");
    ExposureCube cube = TestCubes.random(seed, scenarios, tenors);
    TestCubes.assertSame(read(folder, write(folder, cube, CellType.FLOAT64)), cube);
    double[] rounded = cube.values().clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) rounded[i];
    }
    TestCubes.assertSame(
        read(folder, write(folder, cube, CellType.FLOAT32)),
        new ExposureCube("", cube.grid(), scenarios, rounded, cube.presentValue()));
    STORAGE.delete(TestFiles.path(folder));
  }

  @Test
  void floatsThatEndJustBeforeTheBufferDoesArePaddedRight() {
    // 32 + 8 + 4 n bytes against a buffer of 2^18: one value fewer, equal, and one more
    for (int n = (1 << 16) - 13; n <= (1 << 16) - 7; n++) {
      ExposureCube cube = TestCubes.random(1, n, 1);
      CubeStoreEntry entry = write(folder, cube, CellType.FLOAT32);
      assertThat(entry.length() % 8).isZero();
      assertThat(read(folder, entry).value(n - 1, 0)).isEqualTo((float) cube.value(n - 1, 0));
    }
  }

  @Test
  void specialValuesKeepTheirBits() {
    double[] values = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE
    };
    ExposureCube cube = new ExposureCube("", TenorGrid.of("", 1), 5, values, -0.0);
    TestCubes.assertSame(read(folder, write(folder, cube, CellType.FLOAT64)), cube);
  }

  @Test
  void aValueBeyondFloatIsRefusedRatherThanMadeInfinite() {
    ExposureCube cube =
        new ExposureCube("", TenorGrid.of("", 1, 2), 2, new double[] {1, 2, 3, 1e39}, Double.NaN);
    assertThatThrownBy(() -> write(folder, cube, CellType.FLOAT32))
        .hasMessageContaining("NS: value of scenario 2 at tenor 2 is 1.0E39, expected at most");
  }

  @Test
  void encodingWhatWasDecodedGivesTheSameBytes() throws IOException {
    for (CellType type : CellType.values()) {
      CubeStoreEntry entry = write(folder, TestCubes.random(3, 7, 3), type);
      byte[] before = Files.readAllBytes(folder.resolve(entry.file()));
      write(folder, read(folder, entry), type);
      assertThat(Files.readAllBytes(folder.resolve(entry.file()))).isEqualTo(before);
    }
  }

  @Test
  void theBytesAreThoseOfTheDocumentedTable() throws IOException {
    ExposureCube cube = new ExposureCube("", TenorGrid.of("", 0.5, 1), 1, new double[] {3, 4}, 2.5);
    CubeStoreEntry entry = write(folder, cube, CellType.FLOAT32);
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(entry.file())))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.capacity()).isEqualTo(32 + 16 + 8 + 8);
    assertThat(new String(bytes.array(), 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("XWCUBE\r\n");
    assertThat(bytes.getShort(8)).isEqualTo((short) 1);
    assertThat(bytes.get(10)).isEqualTo((byte) 2);
    assertThat(bytes.get(11)).isEqualTo((byte) 1);
    assertThat(bytes.getInt(12)).isEqualTo(1);
    assertThat(bytes.getInt(16)).isEqualTo(2);
    assertThat(bytes.getDouble(24)).isEqualTo(2.5);
    assertThat(bytes.getDouble(40)).isEqualTo(1.0);
    assertThat(bytes.getFloat(52)).isEqualTo(4f);
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes.array(), 0, 56);
    assertThat(Integer.toUnsignedLong(bytes.getInt(56))).isEqualTo(crc.getValue());
    assertThat(entry.checksum()).isEqualTo(crc.getValue());
    assertThat(new String(bytes.array(), 60, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("END\n");
  }

  @Test
  void aRecordCutOffAtAnyByteIsRefused() throws IOException {
    CubeStoreEntry entry = write(folder, TestCubes.random(1, 3, 2), CellType.FLOAT64);
    Path file = folder.resolve(entry.file());
    byte[] all = Files.readAllBytes(file);
    for (int n = 0; n < all.length; n++) {
      Files.write(file, Arrays.copyOf(all, n));
      assertThat(failureOf(folder, entry).failure().oneLine())
          .contains(entry.file() + " offset 0: the record ends at byte " + all.length)
          .contains("the file has " + n + " bytes")
          .contains("MALFORMED");
    }
  }

  @Test
  void anyChangedByteIsNoticed() throws IOException {
    for (CellType type : CellType.values()) {
      CubeStoreEntry entry = write(folder, TestCubes.random(2, 3, 3), type);
      Path file = folder.resolve(entry.file());
      byte[] all = Files.readAllBytes(file);
      for (int i = 0; i < all.length; i++) {
        for (int change : new int[] {1, 0x80, 0xff}) {
          byte[] damaged = all.clone();
          damaged[i] ^= (byte) change;
          Files.write(file, damaged);
          assertThat(failureOf(folder, entry).failure().reason())
              .as("byte %s", i)
              .isEqualTo(FailureReason.MALFORMED);
        }
      }
    }
  }

  @Test
  void whatIsWrongWithAHeaderIsSaid() throws IOException {
    CubeStoreEntry entry = write(folder, TestCubes.random(2, 3, 3), CellType.FLOAT64);
    Path file = folder.resolve(entry.file());
    byte[] all = Files.readAllBytes(file);
    String[][] cases = {
      {"0", "begins with 0x", "expected the magic of a cube record"},
      {"8", "has version 3", "expected 1"},
      {"10", "has type 3", "expected 1 (float64) or 2 (float32)"},
      {"11", "has flags 2", "expected 0 or 1"},
      {"12", "has 1 scenarios x 3 tenors of float64", "expected 3 x 3 of float64 as in the index"},
      {"20", "has 2 at byte 20", "expected 0"},
      {"40", "has checksum 0x", "it is damaged"},
    };
    for (String[] each : cases) {
      byte[] damaged = all.clone();
      damaged[Integer.parseInt(each[0])] ^= 2;
      Files.write(file, damaged);
      assertThat(failureOf(folder, entry).failure().oneLine()).contains(each[1]).contains(each[2]);
    }
  }

  @Test
  void aPromiseOfABillionScenariosTakesNoMemory() {
    CubeStoreEntry good = write(folder, TestCubes.random(2, 3, 3), CellType.FLOAT64);
    CubeStoreEntry huge =
        new CubeStoreEntry(
            "NS", good.file(), 0, good.length(), 1_000_000_000, 3, CellType.FLOAT64, 0);
    assertThat(failureOf(folder, huge).failure().message())
        .contains("has 1000000000 scenarios and 3 tenors in the index");
    CubeStoreEntry large =
        new CubeStoreEntry(
            "NS",
            good.file(),
            0,
            RecordLayout.length(CellType.FLOAT64, 200_000_000, 1),
            200_000_000,
            1,
            CellType.FLOAT64,
            0);
    assertThat(failureOf(folder, large).failure().message()).contains("but the file has");
    CubeStoreEntry wrongLength =
        new CubeStoreEntry("NS", good.file(), 0, 8, 3, 3, CellType.FLOAT64, 0);
    assertThat(failureOf(folder, wrongLength).failure().message())
        .contains("has 8 bytes in the index, expected " + good.length());
    CubeStoreEntry otherPlace =
        new CubeStoreEntry(
            "NS", good.file(), 8, good.length(), 3, 3, CellType.FLOAT64, good.checksum());
    assertThat(failureOf(folder, otherPlace).failure().message()).contains("ends at byte");
    CubeStoreEntry noFile =
        new CubeStoreEntry("NS", "no.bin", 0, good.length(), 3, 3, CellType.FLOAT64, 0);
    assertThat(failureOf(folder, noFile).failure().reason()).isEqualTo(FailureReason.MISSING);
  }

  @Test
  void aStoreOfManyTasksIsPublishedAtOnce() throws IOException {
    org.apache.hadoop.fs.Path target = TestFiles.path(folder.resolve("cubes"));
    CubeStoreOutput output = CubeStoreOutput.begin(STORAGE, target, false);
    List<CubeStoreEntry> entries = new ArrayList<>();
    for (int task = 0; task < 3; task++) {
      try (RecordFileWriter out =
          new RecordFileWriter(
              STORAGE, output.partFolder(), "0000" + task, CellType.FLOAT64, 2000)) {
        for (int i = 0; i < 5; i++) {
          int n = 5 * task + i;
          entries.add(out.write("NS" + n, TestCubes.random(n, 10 + n, 3)));
        }
      }
    }
    try (RecordFileWriter lost =
        new RecordFileWriter(STORAGE, output.partFolder(), "00000-1", CellType.FLOAT64, 2000)) {
      lost.write("NS0", TestCubes.random(0, 10, 3));
    }
    assertThat(STORAGE.exists(target)).isFalse();
    Collections.reverse(entries);
    output.commit(entries);

    CubeStoreIndex index = CubeStoreIndex.read(STORAGE, target);
    assertThat(CubeStoreIndex.isStore(STORAGE, target)).isTrue();
    assertThat(index.entries()).containsExactlyElementsOf(entries);
    assertThat(index.find("NS99")).isEmpty();
    CubeBuffer buffer = new CubeBuffer();
    try (CubeStoreReader in = new CubeStoreReader(STORAGE, index.folder())) {
      for (int n = 0; n < 15; n++) {
        TestCubes.assertSame(
            in.read(index.find("NS" + n).orElseThrow(), buffer), TestCubes.random(n, 10 + n, 3));
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(p -> p.getFileName().toString())).containsExactly("cubes");
    }
    try (var files = Files.list(folder.resolve("cubes"))) {
      assertThat(files.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".bin")))
          .hasSizeGreaterThan(3)
          .noneMatch(n -> n.contains("00000-1"));
    }
    assertThat(TestFiles.text(new org.apache.hadoop.fs.Path(target, "store.json")))
        .contains("\"format\" : \"crosswind-cube-store\"")
        .contains("\"cubes\" : 15");
  }

  private CubeStoreIndex smallStore(String name, boolean replace, int cubes) {
    org.apache.hadoop.fs.Path target = TestFiles.path(folder.resolve(name));
    CubeStoreOutput output = CubeStoreOutput.begin(STORAGE, target, replace);
    List<CubeStoreEntry> entries = new ArrayList<>();
    try (RecordFileWriter out =
        new RecordFileWriter(STORAGE, output.partFolder(), "0", CellType.FLOAT64, 1 << 20)) {
      for (int i = 0; i < cubes; i++) {
        entries.add(out.write("NS" + i, TestCubes.random(i, 4, 2)));
      }
    }
    output.commit(entries);
    return CubeStoreIndex.read(STORAGE, target);
  }

  @Test
  void aStoreIsReplacedOnlyWhenAskedAndNothingElseIs() throws IOException {
    assertThat(smallStore("s", false, 2).entries()).hasSize(2);
    assertThatThrownBy(() -> smallStore("s", false, 3))
        .hasMessageContaining("is already there, expected a new name");
    assertThat(smallStore("s", true, 3).entries()).hasSize(3);
    Files.createDirectories(folder.resolve("precious/data"));
    assertThatThrownBy(() -> smallStore("precious", true, 3))
        .hasMessageContaining("is not a cube store, and nothing else is replaced by one");
    assertThat(folder.resolve("precious/data")).exists();
  }

  @Test
  void aNettingSetTwiceIsRefusedAndAnAbortLeavesNothing() throws IOException {
    org.apache.hadoop.fs.Path target = TestFiles.path(folder.resolve("s"));
    CubeStoreOutput output = CubeStoreOutput.begin(STORAGE, target, false);
    CubeStoreEntry entry = new CubeStoreEntry("A", "f", 0, 1, 1, 1, CellType.FLOAT64, 0);
    assertThatThrownBy(() -> output.commit(List.of(entry, entry)))
        .hasMessageContaining("netting set 'A' is there twice");
    output.abort();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aStoreThatIsNotFinishedOrNotOursIsRefused() throws IOException {
    org.apache.hadoop.fs.Path store = smallStore("s", false, 2).folder();
    Path path = folder.resolve("s");
    Path json = path.resolve("store.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(() -> CubeStoreIndex.read(STORAGE, store))
        .hasMessageContaining("store.json: has format 'crosswind-cube-store' and version 2")
        .hasMessageContaining("expected 'crosswind-cube-store' and 1");
    Files.writeString(json, text.replace("\"cubes\" : 2", "\"cubes\" : 3"));
    assertThatThrownBy(() -> CubeStoreIndex.read(STORAGE, store))
        .hasMessageContaining("index.parquet: has 2 rows, expected 3 as in store.json");
    Files.writeString(json, "{");
    assertThatThrownBy(() -> CubeStoreIndex.read(STORAGE, store))
        .hasMessageContaining("store.json: is not JSON");
    Files.delete(path.resolve("_SUCCESS"));
    assertThatThrownBy(() -> CubeStoreIndex.read(STORAGE, store))
        .hasMessageContaining("is not a finished cube store");
  }
}
