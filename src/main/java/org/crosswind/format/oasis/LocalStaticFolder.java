package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** A folder on this machine, read without Hadoop. */
public final class LocalStaticFolder implements StaticFolder {
  private final Path folder;

  /** The folder; need not be there for writing. */
  public LocalStaticFolder(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public String name(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  public OptionalLong length(String file) {
    Path path = folder.resolve(file);
    try {
      if (!Files.exists(path)) {
        return OptionalLong.empty();
      }
      if (Files.isDirectory(path)) {
        throw FailureException.of(
            FailureReason.INVALID, path.toString(), "is a folder, expected a file");
      }
      return OptionalLong.of(Files.size(path));
    } catch (IOException e) {
      throw failure(path, "look at", e);
    }
  }

  @Override
  public InputStream open(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw failure(path, "open", e);
    }
  }

  @Override
  public OutputStream create(String file) {
    Path path = folder.resolve(file);
    try {
      Files.createDirectories(folder);
      return Files.newOutputStream(path);
    } catch (IOException e) {
      throw failure(path, "create", e);
    }
  }

  private static FailureException failure(Path path, String verb, IOException e) {
    return new FailureException(
        new Failure(FailureReason.IO, path.toString(), "could not " + verb + ": " + e), e);
  }
}
