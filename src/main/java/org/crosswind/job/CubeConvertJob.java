package org.crosswind.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.crosswind.engine.ProgressListener;
import org.crosswind.format.cube.CubeCatalog;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.file.Storage;
import org.crosswind.format.store.CellType;
import org.crosswind.format.store.CubeStoreEntry;
import org.crosswind.format.store.CubeStoreOutput;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;

/** Converts all cubes of one place into another form, which appears whole or not at all. */
final class CubeConvertJob {
  private final OpenEngine open;
  private final ProgressListener progress;

  CubeConvertJob(OpenEngine open, ProgressListener progress) {
    this.open = open;
    this.progress = progress;
  }

  /**
   * What became of the cubes.
   *
   * @param converted how many are in the new place
   * @param failures why the others are not, in the order of the old place
   */
  record Conversion(int converted, List<Failure> failures) {}

  /**
   * Converts.
   *
   * @param skipBad whether cubes that cannot be read are left out; otherwise one of them and
   *     nothing is published
   */
  Conversion run(
      String from,
      String to,
      CubeConversion.Form form,
      CellType type,
      boolean replace,
      boolean skipBad) {
    Storage storage = new Storage(open.platform().hadoop().configuration());
    CubeCatalog catalog = CubeCatalog.open(storage, Storage.path(from));
    if (!catalog.duplicates().isEmpty()) {
      throw FailureException.of(
          FailureReason.INVALID,
          catalog.name(),
          "has two cubes of netting sets " + catalog.duplicates() + ", expected one of each");
    }
    List<Atom<CubeReference>> atoms = new ArrayList<>();
    for (CubeReference cube : catalog.all()) {
      atoms.add(new Atom<>(atoms.size(), cube.cells(), cube));
    }
    if (atoms.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING, catalog.name(), "has no cube, expected at least one");
    }
    Path target = Storage.path(to);
    if (replace && storage.exists(target)) {
      refuseToReplaceSource(storage, Storage.path(from), target);
    }
    if (form == CubeConversion.Form.STORE) {
      CubeStoreOutput store = CubeStoreOutput.begin(storage, target, replace);
      try {
        List<CubeStoreEntry> entries = new ArrayList<>();
        Conversion conversion = convert(atoms, form, type, store.partFolder(), skipBad, entries);
        store.commit(entries);
        return conversion;
      } catch (RuntimeException e) {
        store.abort();
        throw e;
      }
    }
    return folder(storage, atoms, form, target, replace, skipBad);
  }

  private Conversion folder(
      Storage storage,
      List<Atom<CubeReference>> atoms,
      CubeConversion.Form form,
      Path target,
      boolean replace,
      boolean skipBad) {
    if (storage.exists(target) && !replace) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(target),
          "is already there, expected a new name, or --replace");
    }
    if (storage.exists(target)) {
      refuseToReplaceOthers(storage, target, form);
    }
    Path temporary =
        new Path(
            Storage.folderOf(target), "." + target.getName() + ".writing-" + UUID.randomUUID());
    storage.makeFolders(temporary);
    try {
      Conversion conversion =
          convert(atoms, form, CellType.FLOAT64, temporary, skipBad, new ArrayList<>());
      publish(storage, temporary, target);
      return conversion;
    } catch (RuntimeException e) {
      storage.delete(temporary);
      throw e;
    }
  }

  /** What was there is kept under another name until the new folder has its place. */
  private static void publish(Storage storage, Path temporary, Path target) {
    Path old = null;
    if (storage.exists(target)) {
      old =
          new Path(Storage.folderOf(target), "." + target.getName() + ".old-" + UUID.randomUUID());
      storage.rename(target, old);
    }
    storage.rename(temporary, target);
    if (old != null) {
      storage.delete(old);
    }
  }

  /** Replacing deletes what is there, which must not be what was converted. */
  private static void refuseToReplaceSource(Storage storage, Path from, Path target) {
    String source = canonical(storage, from);
    String replaced = canonical(storage, target);
    String inside = replaced.endsWith("/") ? replaced : replaced + "/";
    if (source.equals(replaced) || source.startsWith(inside)) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(target),
          "is or contains what is converted, "
              + Storage.name(from)
              + ", expected another place, since replacing would delete it");
    }
  }

  /** Only a folder that a conversion to this form could have made is replaced. */
  private static void refuseToReplaceOthers(
      Storage storage, Path target, CubeConversion.Form form) {
    String ending = "." + form.name().toLowerCase(Locale.ROOT);
    if (!storage.isFolder(target)) {
      throw FailureException.of(
          FailureReason.INVALID, Storage.name(target), "is a file, expected a folder of cubes");
    }
    for (FileStatus entry : storage.list(target)) {
      if (!entry.isFile() || !entry.getPath().getName().endsWith(ending)) {
        throw FailureException.of(
            FailureReason.INVALID,
            Storage.name(target),
            "has '"
                + entry.getPath().getName()
                + "' in it, expected nothing but "
                + ending
                + " files of cubes in a folder to be replaced");
      }
    }
  }

  /** The place itself, whatever links and dots lead there. */
  private static String canonical(Storage storage, Path path) {
    FileSystem system = storage.fileSystem(path);
    try {
      return system instanceof RawLocalFileSystem local
          ? local.pathToFile(path).getCanonicalPath()
          : system.makeQualified(path).toString();
    } catch (IOException e) {
      throw Storage.failure(path, "look at", e);
    }
  }

  private Conversion convert(
      List<Atom<CubeReference>> atoms,
      CubeConversion.Form form,
      CellType type,
      Path folder,
      boolean skipBad,
      List<CubeStoreEntry> entries) {
    List<Molecule<CubeReference>> molecules =
        MoleculePlanner.equalCost(
            atoms, MoleculePlanner.defaultMolecules(open.engine().parallelism(), atoms.size()));
    List<Outcome<CubeStoreEntry[]>> outcomes =
        open.engine()
            .run(
                "convert: " + atoms.size() + " cubes",
                molecules,
                new CubeConversion(form, type, folder.toString(), open.platform().hadoop()),
                progress);
    List<Failure> failures = new ArrayList<>();
    int converted = 0;
    for (Outcome<CubeStoreEntry[]> outcome : outcomes) {
      if (outcome instanceof Done<CubeStoreEntry[]> done) {
        entries.addAll(Arrays.asList(done.value()));
        converted++;
      } else if (outcome instanceof Failed<CubeStoreEntry[]> failed) {
        failures.add(failed.failure());
      }
    }
    if (converted == 0 || (!failures.isEmpty() && !skipBad)) {
      throw new FailureException(
          new Failure(
              failures.get(0).reason(),
              failures.get(0).where(),
              failures.get(0).message()
                  + (failures.size() == 1 ? "" : "; and " + (failures.size() - 1) + " more cubes")
                  + "; nothing is published"
                  + (converted == 0 ? "" : ", --skip-bad leaves such cubes out")));
    }
    return new Conversion(converted, failures);
  }
}
