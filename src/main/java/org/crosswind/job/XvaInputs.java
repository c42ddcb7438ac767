package org.crosswind.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.DependenceModels;
import org.crosswind.format.book.Book;
import org.crosswind.format.book.BookReader;
import org.crosswind.format.book.CurveBook;
import org.crosswind.format.book.CurveReader;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.format.cube.CubeCatalog;
import org.crosswind.format.cube.CubeReference;
import org.crosswind.format.file.Roots;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.XvaConfig;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.report.Fingerprint;
import org.crosswind.report.InputFiles;

/**
 * What a night reads before it computes: book, curves, and which cubes there are. No cube.
 *
 * @param config where it was read from
 * @param book the netting sets
 * @param curves the curves
 * @param cubes the cubes of sets without a file of their own, null when the run names none
 */
record XvaInputs(XvaConfig config, Book book, CurveBook curves, CubeCatalog cubes) {
  /**
   * Reads all of it.
   *
   * @throws FailureException when a table cannot be read at all; what is wrong with one row or one
   *     curve is kept for the sets it concerns
   */
  static XvaInputs read(XvaConfig config, Storage storage) {
    config.requireInputs();
    Book book = BookReader.read(storage, Storage.path(config.book()), config.allowUnknownColumns());
    CurveBook curves =
        CurveReader.read(storage, Storage.path(config.curves()), config.allowUnknownColumns());
    CubeCatalog cubes =
        config.cubes().isEmpty() ? null : CubeCatalog.open(storage, Storage.path(config.cubes()));
    return new XvaInputs(config, book, curves, cubes);
  }

  /**
   * What is to be computed, and what cannot be.
   *
   * @param atoms one for each good row whose cube is known; its index is the place in the book, its
   *     cost the size of its cube
   * @param failures the other rows of the book
   */
  record Work(List<Atom<XvaAtom>> atoms, List<Failed<XvaSummary>> failures) {}

  /** Looks up the cube of every good row. */
  Work work(Storage storage) {
    List<Atom<XvaAtom>> atoms = new ArrayList<>();
    List<Failed<XvaSummary>> failures = new ArrayList<>();
    Path folder = Storage.folderOf(book.file());
    Roots roots = roots(storage, folder);
    for (Outcome<NettingSetRow> entry : book.entries()) {
      if (entry instanceof Done<NettingSetRow> row) {
        try {
          row.value()
              .model()
              .ifPresent(model -> DependenceModels.check(row.value().where(), model));
          CubeReference cube = cube(storage, folder, roots, row.value());
          atoms.add(new Atom<>(row.index(), cube.cells(), new XvaAtom(row.value(), cube)));
        } catch (FailureException e) {
          failures.add(new Failed<>(row.index(), e.failure()));
        }
      } else if (entry instanceof Failed<NettingSetRow> failed) {
        failures.add(new Failed<>(failed.index(), failed.failure()));
      }
    }
    return new Work(atoms, failures);
  }

  /** What the configuration names, and the folders of what it names. */
  private Roots roots(Storage storage, Path folder) {
    List<Path> roots = new ArrayList<>();
    roots.add(folder);
    roots.add(Storage.folderOf(Storage.path(config.curves())));
    if (!config.cubes().isEmpty()) {
      roots.add(Storage.path(config.cubes()));
    }
    config.roots().forEach(root -> roots.add(Storage.path(root)));
    return new Roots(storage, roots, "crosswind.security.roots");
  }

  private CubeReference cube(Storage storage, Path folder, Roots roots, NettingSetRow row) {
    if (row.hasCube()) {
      if (row.cube().startsWith("#")) {
        throw FailureException.of(
            FailureReason.INVALID,
            row.where(),
            "cube is '" + row.cube() + "', expected a file, or file#id");
      }
      roots.check(row.where(), CubeCatalog.file(folder, row.cube()));
      return CubeCatalog.ofFile(storage, folder, row.id(), row.cube());
    }
    if (cubes == null) {
      throw FailureException.of(
          FailureReason.MISSING,
          row.where(),
          "netting set '" + row.id() + "' names no cube, and crosswind.xva.cubes is not set");
    }
    return cubes.reference(row.id(), row.where());
  }

  /** All files that the night reads, cubes included; the configuration is compared by itself. */
  InputFiles files(List<Atom<XvaAtom>> atoms, Storage storage) throws IOException {
    Path bookFile = Storage.path(config.book());
    Path curveFile = Storage.path(config.curves());
    InputFiles.Builder files =
        new InputFiles.Builder()
            .content(storage.fileSystem(bookFile), "book", bookFile)
            .content(storage.fileSystem(curveFile), "curves", curveFile);
    if (cubes != null) {
      Path path = Storage.path(config.cubes());
      files.listing(storage.fileSystem(path), "cubes", path);
    }
    Set<Path> named = new LinkedHashSet<>();
    for (Atom<XvaAtom> atom : atoms) {
      named.add(Storage.path(atom.input().cube().path()));
    }
    return files.listings(storage::fileSystem, "cubes", named).build();
  }

  /** Fingerprints of configuration, book, curves and cubes. */
  List<Fingerprint> fingerprints(java.nio.file.Path configFile, Storage storage)
      throws IOException {
    List<Fingerprint> fingerprints = new ArrayList<>();
    // With its scheme: the default file system of a cluster is not the one that it was read from.
    Path file = new Path(configFile.toAbsolutePath().toUri());
    fingerprints.add(Fingerprint.ofContent(storage.fileSystem(file), "configuration", file));
    for (String table : new String[] {"book", "curves"}) {
      Path path = Storage.path(table.equals("book") ? config.book() : config.curves());
      fingerprints.add(Fingerprint.ofContent(storage.fileSystem(path), table, path));
    }
    if (cubes != null) {
      Path path = Storage.path(config.cubes());
      fingerprints.add(Fingerprint.ofListing(storage.fileSystem(path), "cubes", path));
    }
    return fingerprints;
  }
}
