package org.crosswind.format.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Opens Parquet files through {@link Storage}, with its messages. */
final class ParquetFiles {
  private ParquetFiles() {}

  static InputFile input(Storage storage, Path path) {
    return new InputFile() {
      @Override
      public long getLength() {
        return storage.status(path).getLen();
      }

      @Override
      public SeekableInputStream newStream() {
        return HadoopStreams.wrap(storage.open(path));
      }

      @Override
      public String toString() {
        return Storage.name(path);
      }
    };
  }

  static OutputFile output(Storage storage, Path path) {
    return new OutputFile() {
      @Override
      public PositionOutputStream create(long blockSizeHint) {
        return createOrOverwrite(blockSizeHint);
      }

      @Override
      public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return HadoopStreams.wrap(storage.create(path));
      }

      @Override
      public boolean supportsBlockSize() {
        return false;
      }

      @Override
      public long defaultBlockSize() {
        return 0;
      }

      @Override
      public String getPath() {
        return path.toString();
      }
    };
  }

  /** Opens a file, or says that it is absent or not Parquet. */
  static ParquetFileReader open(Storage storage, Path path) {
    if (storage.status(path).isDirectory()) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(path), "is a folder, expected a Parquet file");
    }
    try {
      ParquetFileReader reader =
          ParquetFileReader.open(
              input(storage, path), HadoopReadOptions.builder(storage.configuration()).build());
      try {
        checkChunks(path, reader, storage.status(path).getLen());
        return reader;
      } catch (RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IOException e) {
      throw Storage.failure(path, "read", e);
    } catch (FailureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw malformed(path, e);
    }
  }

  /** A column that is longer than its file must not be asked memory for. */
  private static void checkChunks(Path path, ParquetFileReader reader, long length) {
    for (BlockMetaData group : reader.getRowGroups()) {
      for (ColumnChunkMetaData column : group.getColumns()) {
        long start = column.getStartingPos();
        long size = column.getTotalSize();
        if (start < 0 || size < 0 || start > length - size) {
          throw FailureException.of(
              FailureReason.MALFORMED,
              Storage.name(path),
              "column "
                  + column.getPath().toDotString()
                  + " is said to have "
                  + size
                  + " bytes from byte "
                  + start
                  + ", but the file has "
                  + length
                  + ": it is cut off or damaged");
        }
      }
    }
  }

  /** What to say when a page of a row group does not fit into memory. */
  static FailureException tooLarge(
      Path path, String where, BlockMetaData group, OutOfMemoryError e) {
    return new FailureException(
        new Failure(
            FailureReason.INVALID,
            where.isEmpty() ? Storage.name(path) : where,
            "its row group needs up to "
                + (group.getTotalByteSize() >> 20)
                + " MB of memory, but the heap is limited to "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB (-Xmx, --executor-memory)"),
        e);
  }

  static FailureException malformed(Path path, RuntimeException e) {
    return new FailureException(
        new Failure(
            FailureReason.MALFORMED,
            Storage.name(path),
            "cannot be read as Parquet: "
                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())),
        e);
  }
}
