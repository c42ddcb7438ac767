package org.crosswind.format.oasis;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** A folder on any file system that Hadoop knows: {@code hdfs:}, {@code file:}, local paths. */
public final class HadoopStaticFolder implements StaticFolder {
  private final FileSystem system;
  private final Path folder;

  /**
   * The folder; need not be there for writing.
   *
   * @param folder the path
   * @param configuration names the file systems
   */
  public HadoopStaticFolder(Path folder, Configuration configuration) {
    this.folder = Objects.requireNonNull(folder, "folder");
    try {
      FileSystem found = folder.getFileSystem(configuration);
      // Without checksum companions: an edited file must not be refused because of a stale one.
      this.system = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
    } catch (IOException e) {
      throw failure(folder, "find the file system of", e);
    }
  }

  @Override
  public String name() {
    return text(folder);
  }

  @Override
  public String name(String file) {
    return text(new Path(folder, file));
  }

  @Override
  public OptionalLong length(String file) {
    Path path = new Path(folder, file);
    try {
      FileStatus status = system.getFileStatus(path);
      if (status.isDirectory()) {
        throw FailureException.of(
            FailureReason.INVALID, text(path), "is a folder, expected a file");
      }
      return OptionalLong.of(status.getLen());
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw failure(path, "look at", e);
    }
  }

  @Override
  public InputStream open(String file) {
    Path path = new Path(folder, file);
    try {
      return system.open(path);
    } catch (IOException e) {
      throw failure(path, "open", e);
    }
  }

  @Override
  public OutputStream create(String file) {
    Path path = new Path(folder, file);
    try {
      return system.create(path, true);
    } catch (IOException e) {
      throw failure(path, "create", e);
    }
  }

  private static String text(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? path.toUri().getPath() : path.toString();
  }

  private static FailureException failure(Path path, String verb, IOException e) {
    return new FailureException(
        new Failure(FailureReason.IO, text(path), "could not " + verb + ": " + e), e);
  }
}
