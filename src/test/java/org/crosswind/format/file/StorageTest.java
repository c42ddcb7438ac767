package org.crosswind.format.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  private final Storage storage = Storage.standard();
  @TempDir Path folder;

  private static String resolved(String folder, String name) {
    return Storage.resolve(Storage.path(folder), name).toString();
  }

  @Test
  void relativeNamesAreRelativeToTheFolderAndOthersStand() {
    assertThat(resolved("/data/book", "cubes/a.csv")).isEqualTo("/data/book/cubes/a.csv");
    assertThat(resolved("/data/book", "../a.csv")).isEqualTo("/data/a.csv");
    assertThat(resolved("/data/book", "/x/a.csv")).isEqualTo("/x/a.csv");
    assertThat(resolved("/data/book", "hdfs://h/a.csv")).isEqualTo("hdfs://h/a.csv");
    assertThat(resolved("hdfs://h/data", "a.csv")).isEqualTo("hdfs://h/data/a.csv");
    assertThat(resolved("/data", "trade:1.csv")).isEqualTo("/data/trade:1.csv");
    assertThatThrownBy(() -> Storage.path(" ")).hasMessageContaining("the path is empty");
  }

  @Test
  void localNamesAreShownWithoutAScheme() {
    assertThat(Storage.name(Storage.path("file:/x/a.csv"))).isEqualTo("/x/a.csv");
    assertThat(Storage.name(Storage.path("hdfs://h/a.csv"))).isEqualTo("hdfs://h/a.csv");
    assertThat(Storage.resolve(Storage.folderOf(Storage.path("a.csv")), "b.csv").toString())
        .isEqualTo("b.csv");
  }

  @Test
  void filesHaveNoChecksumCompanionsAndAStaleOneDoesNotMatter() throws IOException {
    var file = Storage.path(folder.resolve("a:b.txt").toString());
    try (OutputStream out = storage.create(file)) {
      out.write('x');
    }
    Files.write(
        folder.resolve(".a:b.txt.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
    try (InputStream in = storage.open(file)) {
      assertThat(in.readAllBytes()).containsExactly('x');
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aFileSystemWhoseClassIsAbsentIsAFailureOfThatPath() {
    var elsewhere = Storage.path("s3a://bucket/x.csv");
    assertThatThrownBy(() -> storage.exists(elsewhere))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("s3a://bucket/x.csv")
        .hasMessageContaining("no file system for this path");
  }

  @Test
  void aFullDiskIsAnExceptionThatCleaningUpCanSee() throws IOException {
    var full = new org.apache.hadoop.fs.Path("/dev/full");
    assumeThat(storage.exists(full)).isTrue();
    try (OutputStream out = storage.create(full)) {
      assertThatThrownBy(() -> out.write(new byte[1 << 16]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
    }
  }

  @Test
  void aPipeOrDeviceIsRefusedInsteadOfWaitedFor() {
    var device = new org.apache.hadoop.fs.Path("/dev/null");
    assumeThat(storage.exists(device)).isTrue();
    assertThatThrownBy(() -> storage.openUnpacked(device))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is a pipe or device");
  }

  @Test
  void whatEndsTooSoonIsMalformedAndNotAFaultOfTheDisk() throws IOException {
    var file = Storage.path(folder.resolve("a.gz").toString());
    try (OutputStream out = storage.create(file)) {
      out.write(new byte[] {0x1f, (byte) 0x8b, 8});
    }
    assertThatThrownBy(() -> storage.openUnpacked(file))
        .hasMessageContaining("is cut off or damaged")
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.MALFORMED));
  }

  @Test
  void whatIsNotThereIsMissingAndWhatIsThereIsNotOverwrittenByARename() throws IOException {
    var nothing = Storage.path(folder.resolve("nothing").toString());
    assertThatThrownBy(() -> storage.open(nothing))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.MISSING));
    assertThatThrownBy(() -> storage.list(nothing)).isInstanceOf(FailureException.class);
    storage.delete(nothing);
    var a = Storage.path(Files.createDirectory(folder.resolve("a")).toString());
    var b = Storage.path(Files.createDirectory(folder.resolve("b")).toString());
    assertThatThrownBy(() -> storage.rename(a, b)).hasMessageContaining("is already there");
    assertThatThrownBy(() -> storage.open(a)).hasMessageContaining("is a folder, expected a file");
    assertThat(storage.isFolder(a)).isTrue();
    assertThat(storage.isFolder(nothing)).isFalse();
  }
}
