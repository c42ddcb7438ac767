package org.crosswind.format.cube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.ore.OreCubeFile;
import org.crosswind.format.store.CubeStoreIndex;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** What a file or folder of cubes is, by its content and not by its name. */
enum CubeFormat {
  STORE,
  PARQUET_FILE,
  PARQUET_FOLDER,
  ORE,
  CSV,
  CSV_FOLDER;

  private static final int HEAD_BYTES = 1024;

  static CubeFormat of(Storage storage, Path path) {
    if (storage.status(path).isDirectory()) {
      return ofFolder(storage, path);
    }
    byte[] head;
    try (InputStream in = storage.openUnpacked(path)) {
      head = in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw Storage.failure(path, "read", e);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PAR1")) {
      return PARQUET_FILE;
    }
    if (OreCubeFile.isFirstLine(text.lines().findFirst().orElse(""))) {
      return ORE;
    }
    if (text.startsWith("XWCUBE")) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(path),
          "is a record file of a cube store, expected the folder of the store");
    }
    if (text.indexOf('\0') >= 0) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          Storage.name(path),
          "is not a cube, expected CSV, an ORE cube, Parquet or a cube store");
    }
    return CSV;
  }

  private static CubeFormat ofFolder(Storage storage, Path folder) {
    if (CubeStoreIndex.isStore(storage, folder)) {
      return STORE;
    }
    boolean csv = false;
    for (FileStatus file : storage.list(folder)) {
      if (isParquet(file)) {
        return PARQUET_FOLDER;
      }
      csv |= isCsv(file);
    }
    if (csv) {
      return CSV_FOLDER;
    }
    throw FailureException.of(
        FailureReason.INVALID,
        Storage.name(folder),
        "has no cubes, expected a cube store (store.json), .parquet files or .csv files");
  }

  static boolean isParquet(FileStatus file) {
    return file.isFile() && visible(file) && file.getPath().getName().endsWith(".parquet");
  }

  static boolean isCsv(FileStatus file) {
    return file.isFile() && visible(file) && file.getPath().getName().endsWith(".csv");
  }

  private static boolean visible(FileStatus file) {
    String name = file.getPath().getName();
    return !name.startsWith("_") && !name.startsWith(".");
  }
}
