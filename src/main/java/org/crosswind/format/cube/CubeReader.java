package org.crosswind.format.cube;

import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.csv.CubeCsvReader;
import org.crosswind.format.file.Storage;
import org.crosswind.format.ore.OreCubeFile;
import org.crosswind.format.parquet.CubeTableFile;
import org.crosswind.format.store.CubeStoreReader;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads cubes of every kind, one after the other, into memory that is used again. Keeps open, or
 * remembers what is in, the last few files it met, so that many sets of one file cost one look at
 * it. One instance for one task; not thread-safe.
 */
public final class CubeReader implements Closeable {
  private final Storage storage;
  private final CubeCsvReader csv;
  private final Recent<CubeStoreReader> stores = new Recent<>(4, CubeStoreReader::close);
  private final Recent<CubeTableFile> tables = new Recent<>(2, CubeTableFile::close);
  private final Recent<OreCubeFile> oreFiles = new Recent<>(4, file -> {});
  private final Recent<CubeCatalog> catalogs = new Recent<>(4, catalog -> {});

  /** A reader that has opened nothing yet. */
  public CubeReader(Storage storage) {
    this.storage = storage;
    this.csv = new CubeCsvReader(storage);
  }

  /**
   * Reads one cube.
   *
   * @param reference from a {@link CubeCatalog}
   * @param buffer receives the values; the cube is valid until it is used again
   * @throws FailureException naming file, place, what was found and what was expected
   */
  public ExposureCube read(CubeReference reference, CubeBuffer buffer) {
    Path path = Storage.path(reference.path());
    return switch (reference.kind()) {
      case STORE ->
          stores
              .get(path.getParent(), folder -> new CubeStoreReader(storage, folder))
              .read(reference.entry(), buffer);
      case PARQUET ->
          tables
              .get(path, file -> new CubeTableFile(storage, file))
              .read(
                  reference.position(),
                  reference.cubeId().isEmpty() ? reference.nettingSetId() : reference.cubeId(),
                  buffer);
      case ORE ->
          oreFiles
              .get(path, file -> OreCubeFile.open(storage, file))
              .read(reference.cubeId(), buffer);
      case CSV -> csv.read(path, buffer);
      case FILE -> file(reference, path, buffer);
    };
  }

  private ExposureCube file(CubeReference reference, Path path, CubeBuffer buffer) {
    CubeCatalog catalog = catalogs.peek(path);
    if (catalog == null) {
      if (CubeFormat.of(storage, path) == CubeFormat.CSV) {
        if (!reference.cubeId().isEmpty()) {
          throw FailureException.of(
              FailureReason.INVALID,
              Storage.name(path),
              "is the CSV file of one cube and has no '"
                  + reference.cubeId()
                  + "', expected no #id");
        }
        return csv.read(path, buffer);
      }
      catalog = catalogs.get(path, place -> CubeCatalog.open(storage, place));
    }
    return read(inside(reference, catalog), buffer);
  }

  /** The named id, or else the netting set's own, or else the only one. */
  private static CubeReference inside(CubeReference reference, CubeCatalog catalog) {
    if (!reference.cubeId().isEmpty()) {
      return catalog.reference(reference.cubeId(), catalog.name());
    }
    if (!catalog.has(reference.nettingSetId()) && catalog.all().size() == 1) {
      return catalog.all().iterator().next();
    }
    return catalog.reference(reference.nettingSetId(), catalog.name());
  }

  @Override
  public void close() {
    stores.clear();
    tables.clear();
  }

  /** The last few things that were made for a path; what is pushed out is let go. */
  private static final class Recent<T> {
    private final int most;
    private final Consumer<T> letGo;
    private final Map<Path, T> things = new LinkedHashMap<>(8, 0.75f, true);

    Recent(int most, Consumer<T> letGo) {
      this.most = most;
      this.letGo = letGo;
    }

    T peek(Path path) {
      return things.get(path);
    }

    T get(Path path, Function<Path, T> make) {
      T thing = things.get(path);
      if (thing == null) {
        thing = make.apply(path);
        if (things.size() == most) {
          letGo.accept(things.remove(things.keySet().iterator().next()));
        }
        things.put(path, thing);
      }
      return thing;
    }

    void clear() {
      things.values().forEach(letGo);
      things.clear();
    }
  }
}
