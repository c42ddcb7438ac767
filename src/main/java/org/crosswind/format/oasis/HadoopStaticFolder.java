package org.crosswind.format.oasis;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** A folder on any file system that Hadoop knows: {@code hdfs:}, {@code file:}, local paths. */
public final class HadoopStaticFolder implements StaticFolder {
  private final Storage storage;
  private final Path folder;

  /** The folder; need not be there for writing. */
  public HadoopStaticFolder(Storage storage, Path folder) {
    this.storage = Objects.requireNonNull(storage, "storage");
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  @Override
  public String name() {
    return Storage.name(folder);
  }

  @Override
  public String name(String file) {
    return Storage.name(new Path(folder, file));
  }

  @Override
  public OptionalLong length(String file) {
    Path path = new Path(folder, file);
    if (!storage.exists(path)) {
      return OptionalLong.empty();
    }
    FileStatus status = storage.status(path);
    if (status.isDirectory()) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(path), "is a folder, expected a file");
    }
    return OptionalLong.of(status.getLen());
  }

  @Override
  public InputStream open(String file) {
    return storage.open(new Path(folder, file));
  }

  @Override
  public OutputStream create(String file) {
    return storage.create(new Path(folder, file));
  }
}
