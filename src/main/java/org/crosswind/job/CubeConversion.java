package org.crosswind.job;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.format.cube.CubeConverter;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartFile;

/**
 * One task of a conversion: reads its cubes one after the other and writes them in the new form.
 * Without an entry in a store's index a cube's result is an empty {@link CubeStoreEntry} array.
 */
final class CubeConversion implements MoleculeFunction<CubeReference, CubeStoreEntry[]> {
  private static final long serialVersionUID = 1L;
  private static final CubeStoreEntry[] NO_ENTRY = {};

  /** What cubes are written as. */
  enum Form {
    /** A cube store. */
    STORE,
    /** A Parquet cube table, a file a task. */
    PARQUET,
    /** A folder of wayfault's CSV files, one for each netting set. */
    CSV
  }

  private final Form form;
  private final CellType type;
  private final String folder;
  private final HadoopSettings hadoop;

  /**
   * A task.
   *
   * @param form what to write
   * @param type of the values in a store
   * @param folder an existing folder that tasks write into
   * @param hadoop what the run adds to each machine's Hadoop configuration
   */
  CubeConversion(Form form, CellType type, String folder, HadoopSettings hadoop) {
    this.form = form;
    this.type = type;
    this.folder = folder;
    this.hadoop = hadoop;
  }

  @Override
  public List<Outcome<CubeStoreEntry[]>> apply(Molecule<CubeReference> molecule) throws Exception {
    Storage storage = new Storage(hadoop.configuration());
    Path into = Storage.path(folder);
    List<Outcome<CubeStoreEntry[]>> outcomes = new ArrayList<>();
    if (form == Form.PARQUET) {
      PartFile.write(
          storage.configuration(),
          into,
          PartFile.name(molecule.number(), "parquet"),
          (fs, file) -> {
            outcomes.clear();
            try (CubeConverter converter = CubeConverter.toParquet(storage, file)) {
              outcomes.addAll(convert(molecule, converter, into));
            }
          });
      return outcomes;
    }
    // A retry writes files of its own; only those that the returned entries name are kept.
    String part = String.format(java.util.Locale.ROOT, "%05d-", molecule.number());
    try (CubeConverter converter =
        form == Form.STORE
            ? CubeConverter.toStore(
                storage, into, part + UUID.randomUUID().toString().substring(0, 8), type)
            : CubeConverter.toCsv(storage)) {
      outcomes.addAll(convert(molecule, converter, into));
    }
    return outcomes;
  }

  private List<Outcome<CubeStoreEntry[]>> convert(
      Molecule<CubeReference> molecule, CubeConverter converter, Path into) {
    MoleculeFunction<CubeReference, CubeStoreEntry[]> each =
        AtomFunctions.perAtom(
            cube -> one(cube, converter, into), CubeReference::path, OnFailure.CONTINUE);
    try {
      List<Outcome<CubeStoreEntry[]>> outcomes = each.apply(molecule);
      outcomes.forEach(outcome -> requireWritten(outcome, Storage.name(into)));
      return outcomes;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("conversion of molecule " + molecule.number(), e);
    }
  }

  /**
   * A file of ours that could not be written, on a full disk for instance, says nothing about the
   * cube, and what was written of it may be half a record: the conversion ends.
   */
  private static void requireWritten(Outcome<?> outcome, String folder) {
    if (outcome instanceof Failed<?> failed
        && failed.failure().reason() == FailureReason.IO
        && failed.failure().where().startsWith(folder)) {
      throw new FailureException(failed.failure());
    }
  }

  private CubeStoreEntry[] one(CubeReference cube, CubeConverter converter, Path into) {
    switch (form) {
      case STORE:
        return new CubeStoreEntry[] {converter.toStoreEntry(cube)};
      case PARQUET:
        converter.toParquetRow(cube);
        return NO_ENTRY;
      case CSV:
        converter.toCsvFile(cube, into);
        return NO_ENTRY;
    }
    throw new IllegalStateException("form " + form);
  }
}
