package org.crosswind.format.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Makes a cube store out of the record files of many tasks: they write into {@link #partFolder()},
 * a hidden folder beside the store; {@link #commit} adds the index, {@code store.json} and {@code
 * _SUCCESS}, and gives the folder its name. Until then nothing that looks like a store is there.
 */
public final class CubeStoreOutput {
  static final String JSON = "store.json";
  static final String INDEX = "index.parquet";
  static final String SUCCESS = "_SUCCESS";
  static final String FORMAT = "crosswind-cube-store";

  private final Storage storage;
  private final Path folder;
  private final Path parts;
  private final boolean replace;

  private CubeStoreOutput(Storage storage, Path folder, boolean replace) {
    this.storage = storage;
    this.folder = folder;
    this.replace = replace;
    this.parts =
        new Path(
            Storage.folderOf(folder), "." + folder.getName() + ".writing-" + UUID.randomUUID());
  }

  /**
   * Begins a store.
   *
   * @param folder its final name
   * @param replace whether a store that is there is replaced at the end, or refused now
   * @throws FailureException INVALID when something is there that may not or cannot be replaced
   */
  public static CubeStoreOutput begin(Storage storage, Path folder, boolean replace) {
    if (storage.exists(folder)) {
      if (!replace) {
        throw FailureException.of(
            FailureReason.INVALID, Storage.name(folder), "is already there, expected a new name");
      }
      if (!storage.exists(new Path(folder, JSON))) {
        throw FailureException.of(
            FailureReason.INVALID,
            Storage.name(folder),
            "is not a cube store, and nothing else is replaced by one");
      }
    }
    CubeStoreOutput output = new CubeStoreOutput(storage, folder, replace);
    storage.makeFolders(output.parts);
    return output;
  }

  /** The folder that tasks give to {@link RecordFileWriter}. */
  public Path partFolder() {
    return parts;
  }

  /**
   * Publishes the store. Record files that no entry names, left by attempts that failed, are
   * deleted.
   *
   * @param entries what the tasks' writers returned, in the order wanted for the index
   * @throws FailureException INVALID when a netting set is there twice
   */
  public void commit(List<CubeStoreEntry> entries) {
    Set<String> ids = new HashSet<>();
    Set<String> files = new TreeSet<>();
    long bytes = 0;
    for (CubeStoreEntry entry : entries) {
      if (!ids.add(entry.id())) {
        throw FailureException.of(
            FailureReason.INVALID,
            Storage.name(folder),
            "netting set '" + entry.id() + "' is there twice, expected one cube for each");
      }
      files.add(entry.file());
      bytes += entry.length();
    }
    for (FileStatus found : storage.list(parts)) {
      if (!files.contains(found.getPath().getName())) {
        storage.delete(found.getPath());
      }
    }
    writeIndex(entries);
    writeJson(entries, files, bytes);
    writeBytes(new Path(parts, SUCCESS), new byte[0]);
    publish();
  }

  /** Deletes what was written; for the case that {@link #commit} will not be called. */
  public void abort() {
    storage.delete(parts);
  }

  private void publish() {
    Path old = null;
    if (replace && storage.exists(folder)) {
      old =
          new Path(Storage.folderOf(folder), "." + folder.getName() + ".old-" + UUID.randomUUID());
      storage.rename(folder, old);
    }
    storage.rename(parts, folder);
    if (old != null) {
      storage.delete(old);
    }
  }

  private void writeIndex(List<CubeStoreEntry> entries) {
    try (ParquetTableWriter out =
        new ParquetTableWriter(
            storage, new Path(parts, INDEX), StoreIndexTable.SCHEMA, Map.of("format", FORMAT))) {
      for (CubeStoreEntry entry : entries) {
        out.setString(StoreIndexTable.NETTING_SET_ID, entry.id());
        out.setString(StoreIndexTable.FILE, entry.file());
        out.setLong(StoreIndexTable.OFFSET, entry.offset());
        out.setLong(StoreIndexTable.LENGTH, entry.length());
        out.setInt(StoreIndexTable.SCENARIOS, entry.scenarios());
        out.setInt(StoreIndexTable.TENORS, entry.tenors());
        out.setString(StoreIndexTable.TYPE, entry.type().word());
        out.setLong(StoreIndexTable.CHECKSUM, entry.checksum());
        out.endRow();
      }
    }
  }

  private void writeJson(List<CubeStoreEntry> entries, Set<String> files, long bytes) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("format", FORMAT);
    json.put("version", RecordLayout.VERSION);
    json.put("byte_order", "little-endian");
    json.put("layout", "tenor-major: all scenarios of the first tenor, then of the second");
    json.put("cubes", entries.size());
    json.put("bytes", bytes);
    json.put("index", INDEX);
    files.forEach(json.putArray("files")::add);
    try {
      writeBytes(
          new Path(parts, JSON), mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    } catch (IOException e) {
      throw Storage.failure(new Path(parts, JSON), "write", e);
    }
  }

  private void writeBytes(Path file, byte[] bytes) {
    try (OutputStream out = storage.create(file)) {
      out.write(bytes);
    } catch (IOException e) {
      throw Storage.failure(file, "write", e);
    }
  }
}
