package org.crosswind.format.cube;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.cube.CubeReference.Kind;
import org.crosswind.format.file.Storage;
import org.crosswind.format.ore.OreCubeFile;
import org.crosswind.format.parquet.CubeTableFile;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreIndex;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Which netting sets have a cube in one place, and where; no cube is read. The place is, by its
 * content:
 *
 * <ul>
 *   <li>a cube store (a folder with {@code store.json}),
 *   <li>a Parquet cube table, one file or a folder of {@code .parquet} files,
 *   <li>an ORE cube file with one or many ids, plain or gzip,
 *   <li>a folder of CSV cubes, {@code <netting_set_id>.csv}; such a file may also be an ORE cube.
 * </ul>
 */
public final class CubeCatalog {
  private final String name;
  private final Map<String, CubeReference> references = new LinkedHashMap<>();
  private final Set<String> twice = new LinkedHashSet<>();

  private CubeCatalog(String name) {
    this.name = name;
  }

  /**
   * Finds out what is there.
   *
   * @throws FailureException when nothing is there, or nothing that is cubes
   */
  public static CubeCatalog open(Storage storage, Path path) {
    CubeCatalog catalog = new CubeCatalog(Storage.name(path));
    switch (CubeFormat.of(storage, path)) {
      case STORE -> {
        for (CubeStoreEntry entry : CubeStoreIndex.read(storage, path).entries()) {
          catalog.add(CubeReference.ofRecord(path.toString(), entry));
        }
      }
      case PARQUET_FILE -> catalog.addTable(storage, path);
      case PARQUET_FOLDER -> {
        for (FileStatus file : storage.list(path)) {
          if (CubeFormat.isParquet(file)) {
            catalog.addTable(storage, file.getPath());
          }
        }
      }
      case ORE -> {
        OreCubeFile file = OreCubeFile.open(storage, path);
        for (String id : file.ids()) {
          catalog.add(CubeReference.ofFile(id, Kind.ORE, path.toString(), id, file.bytes(id)));
        }
      }
      case CSV_FOLDER -> {
        for (FileStatus file : storage.list(path)) {
          if (CubeFormat.isCsv(file)) {
            String id = file.getPath().getName().replaceFirst("\\.csv$", "");
            catalog.add(
                CubeReference.ofFile(id, Kind.FILE, file.getPath().toString(), "", file.getLen()));
          }
        }
      }
      case CSV ->
          throw FailureException.of(
              FailureReason.INVALID,
              catalog.name,
              "is the CSV file of one cube, expected the cubes of many netting sets: a cube store, a"
                  + " Parquet table, an ORE cube or a folder of CSV files");
    }
    return catalog;
  }

  /**
   * The reference to a cube that a row of the book names: {@code file}, or {@code file#id} for one
   * cube of an ORE file, a Parquet table or a store. Without {@code #id} a file of several cubes
   * gives that of the netting set, and a file of one cube gives that one. The file is not opened:
   * whoever reads it finds out whether it is there and what it is.
   *
   * @param storage where files are
   * @param folder of the book
   * @param nettingSetId of the row
   * @param cube as written; the first {@code #} begins the id
   */
  public static CubeReference ofFile(
      Storage storage, Path folder, String nettingSetId, String cube) {
    int mark = cube.indexOf('#');
    Path path = file(folder, cube);
    String id = mark < 0 ? "" : cube.substring(mark + 1);
    long length = storage.exists(path) ? storage.status(path).getLen() : 0;
    return CubeReference.ofFile(nettingSetId, Kind.FILE, path.toString(), id, length);
  }

  /**
   * The file of a cube that a row of the book names.
   *
   * @param folder of the book
   * @param cube as written; the first {@code #} begins the id
   */
  public static Path file(Path folder, String cube) {
    int mark = cube.indexOf('#');
    return Storage.resolve(folder, mark < 0 ? cube : cube.substring(0, mark));
  }

  private void addTable(Storage storage, Path file) {
    try (CubeTableFile table = new CubeTableFile(storage, file)) {
      for (CubeTableFile.Row row : table.rows()) {
        add(
            CubeReference.ofRow(
                row.id(), file.toString(), row.row(), row.scenarios(), row.tenors()));
      }
    }
  }

  private void add(CubeReference reference) {
    if (references.putIfAbsent(reference.nettingSetId(), reference) != null) {
      twice.add(reference.nettingSetId());
    }
  }

  /** The place, for messages. */
  public String name() {
    return name;
  }

  /** Whether there is a cube, good or bad, of this netting set. */
  public boolean has(String id) {
    return references.containsKey(id);
  }

  /**
   * The reference to the cube of a netting set.
   *
   * @param id of the netting set
   * @param where who asks, for the message when there is none: {@code book.csv:17}
   * @throws FailureException UNKNOWN_REFERENCE when there is none, INVALID when there are two
   */
  public CubeReference reference(String id, String where) {
    if (twice.contains(id)) {
      throw FailureException.of(
          FailureReason.INVALID, name, "has two cubes of netting set '" + id + "', expected one");
    }
    CubeReference reference = references.get(id);
    if (reference == null) {
      throw FailureException.of(
          FailureReason.UNKNOWN_REFERENCE,
          where,
          "there is no cube of netting set '" + id + "' in " + name);
    }
    return reference;
  }

  /** All references in the order of the place; of an id that is there twice the first. */
  public Collection<CubeReference> all() {
    return Collections.unmodifiableCollection(references.values());
  }

  /** The ids that are there more than once. */
  public Set<String> duplicates() {
    return Collections.unmodifiableSet(twice);
  }
}
