package org.crosswind.format.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOutputTest {
  @TempDir Path folder;

  private Path fifo() throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  @Test
  void linksAreFollowedToTheEndThoughNothingBeThere() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("data/new.csv"));
    assertThat(LocalOutput.followed(first)).isEqualTo(data.resolve("new.csv"));
    assertThat(LocalOutput.followed(data)).isEqualTo(data);

    Path circle = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> LocalOutput.followed(circle))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("leads in a circle");
  }

  @Test
  void onlyFilesAndFreeNamesAreReplaceable() throws Exception {
    assertThat(LocalOutput.isReplaceable(folder.resolve("new"))).isTrue();
    assertThat(LocalOutput.isReplaceable(Files.writeString(folder.resolve("x"), "x"))).isTrue();
    assertThat(LocalOutput.isReplaceable(Path.of("/dev/null"))).isFalse();
    assertThat(LocalOutput.isReplaceable(fifo())).isFalse();
    assertThatThrownBy(() -> LocalOutput.isReplaceable(folder))
        .hasMessageContaining("is a folder, expected a file");
  }

  @Test
  void whatIsReplacedKeepsItsPermissions() throws IOException {
    Path old = Files.writeString(folder.resolve("il.bin"), "old");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
    LocalOutput.replace(Files.writeString(folder.resolve(".new"), "new"), old);
    assertThat(old).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void storageFollowsLinksRefusesToReplacePipesAndWritesIntoThem() throws Exception {
    Storage storage = Storage.standard();
    Path target = folder.resolve("target.bin");
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), target);
    assertThat(Storage.name(storage.replaceable(Storage.path(link.toString()))))
        .isEqualTo(target.toString());
    assertThat(storage.replaceable(Storage.path("il.bin"))).isEqualTo(Storage.path("il.bin"));

    Path fifo = fifo();
    assertThatThrownBy(() -> storage.replaceable(Storage.path(fifo.toString())))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is a device or pipe, expected a file");
    var read = CompletableFuture.supplyAsync(() -> content(fifo));
    try (OutputStream out = storage.create(Storage.path(fifo.toString()))) {
      out.write("through".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read.get()).isEqualTo("through");
    assertThat(Files.isRegularFile(fifo)).isFalse();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
