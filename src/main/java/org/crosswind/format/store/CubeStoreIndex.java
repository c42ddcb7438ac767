package org.crosswind.format.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableReader;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The index of a cube store: which netting sets it has, and where. Small enough for the driver: a
 * hundred bytes a netting set.
 */
public final class CubeStoreIndex {
  /** A plain name: neither a path, nor {@code ..}, nor something with a scheme. */
  private static final Pattern RECORD_FILE =
      Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]*");

  private final Path folder;
  private final Map<String, CubeStoreEntry> entries;

  private CubeStoreIndex(Path folder, Map<String, CubeStoreEntry> entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /** Whether a folder says of itself that it is a cube store. */
  public static boolean isStore(Storage storage, Path folder) {
    return storage.isFolder(folder) && storage.exists(new Path(folder, CubeStoreOutput.JSON));
  }

  /**
   * Reads the index of a store.
   *
   * @throws FailureException when the folder is no finished store of a version that we know, or its
   *     index is wrong
   */
  public static CubeStoreIndex read(Storage storage, Path folder) {
    Path file = new Path(folder, CubeStoreOutput.JSON);
    if (!storage.exists(new Path(folder, CubeStoreOutput.SUCCESS))) {
      throw FailureException.of(
          FailureReason.MISSING,
          Storage.name(folder),
          "is not a finished cube store, expected " + CubeStoreOutput.SUCCESS + " in it");
    }
    int cubes = checkJson(storage, file);
    Map<String, CubeStoreEntry> entries = new LinkedHashMap<>();
    Path indexFile = new Path(folder, CubeStoreOutput.INDEX);
    try (ParquetTableReader rows = new ParquetTableReader(storage, indexFile)) {
      int[] places = places(rows);
      while (rows.next()) {
        CubeStoreEntry entry = entry(rows, places);
        if (entries.putIfAbsent(entry.id(), entry) != null) {
          throw FailureException.of(
              FailureReason.INVALID,
              rows.where(),
              "netting set '" + entry.id() + "' is there twice, expected one cube for each");
        }
      }
    }
    if (entries.size() != cubes) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(indexFile),
          "has " + entries.size() + " rows, expected " + cubes + " as in " + CubeStoreOutput.JSON);
    }
    return new CubeStoreIndex(folder, entries);
  }

  private static int checkJson(Storage storage, Path file) {
    JsonNode json;
    try (InputStream in = storage.open(file)) {
      json = new ObjectMapper().readTree(in);
    } catch (JsonProcessingException e) {
      throw new FailureException(
          new Failure(
              FailureReason.MALFORMED,
              Storage.name(file),
              "is not JSON: " + e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw Storage.failure(file, "read", e);
    }
    String format = json.path("format").asText();
    int version = json.path("version").asInt(-1);
    if (!format.equals(CubeStoreOutput.FORMAT) || version != RecordLayout.VERSION) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          Storage.name(file),
          "has format '"
              + format
              + "' and version "
              + version
              + ", expected '"
              + CubeStoreOutput.FORMAT
              + "' and "
              + RecordLayout.VERSION);
    }
    return json.path("cubes").asInt(-1);
  }

  private static int[] places(ParquetTableReader rows) {
    List<String> names = rows.columns();
    int[] places = new int[StoreIndexTable.SCHEMA.size()];
    for (int i = 0; i < places.length; i++) {
      String name = StoreIndexTable.SCHEMA.column(i).name();
      places[i] = names.indexOf(name);
      if (places[i] < 0) {
        throw FailureException.of(
            FailureReason.MISSING, rows.headerPlace(), "column " + name + " is missing");
      }
    }
    return places;
  }

  private static CubeStoreEntry entry(ParquetTableReader rows, int[] places) {
    String file = rows.string(places[StoreIndexTable.FILE]);
    if (!RECORD_FILE.matcher(file).matches()) {
      throw FailureException.of(
          FailureReason.INVALID,
          rows.where(),
          "file is '" + file + "', expected the name of a file in the folder of the store");
    }
    return new CubeStoreEntry(
        rows.string(places[StoreIndexTable.NETTING_SET_ID]),
        file,
        (long) rows.number(places[StoreIndexTable.OFFSET]),
        (long) rows.number(places[StoreIndexTable.LENGTH]),
        rows.integer(places[StoreIndexTable.SCENARIOS]),
        rows.integer(places[StoreIndexTable.TENORS]),
        CellType.ofWord(rows.where(), rows.string(places[StoreIndexTable.TYPE])),
        (long) rows.number(places[StoreIndexTable.CHECKSUM]));
  }

  /** The store's folder. */
  public Path folder() {
    return folder;
  }

  /** The entry of a netting set, when the store has one. */
  public Optional<CubeStoreEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** All entries in the order of the index. */
  public Collection<CubeStoreEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }
}
