package org.crosswind.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;

/** Small files for tests. */
public final class TestFiles {
  /** Local files. */
  public static final Storage STORAGE = Storage.standard();

  private TestFiles() {}

  /** A path as we use it. */
  public static Path path(java.nio.file.Path file) {
    return Storage.path(file.toString());
  }

  /** Writes text lines to a file of a folder. */
  public static Path write(java.nio.file.Path folder, String name, String... lines) {
    try {
      java.nio.file.Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
      return path(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(java.nio.file.Path.of(file.toUri().getPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
