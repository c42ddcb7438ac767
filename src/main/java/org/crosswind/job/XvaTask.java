package org.crosswind.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.BookFold;
import org.crosswind.calc.xva.SamplingErrors;
import org.crosswind.calc.xva.XvaReplicates;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.parquet.ParquetTableWriter;
import org.crosswind.format.table.ProfilesTable;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.credit.XvaUncertainty;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartFile;

/**
 * One task of a night of XVA: computes its netting sets one after the other with one set of scratch
 * memory, writes their rows to its part of {@code results} and {@code profiles} as it goes, and
 * returns the headlines. A set that fails leaves no row; a disk that fails fails the task.
 */
final class XvaTask implements MoleculeFunction<XvaAtom, XvaSummary> {
  private static final long serialVersionUID = 1L;

  private final Shared<XvaShared> shared;

  XvaTask(Shared<XvaShared> shared) {
    this.shared = shared;
  }

  @Override
  public List<Outcome<XvaSummary>> apply(Molecule<XvaAtom> molecule) throws Exception {
    XvaShared run = shared.value();
    Configuration hadoop = run.hadoop().shared();
    Storage storage = new Storage(hadoop);
    String name = PartFile.name(molecule.number(), "parquet");
    List<Outcome<XvaSummary>> outcomes = new ArrayList<>(molecule.atoms().size());
    try (XvaSet sets = new XvaSet(run, storage)) {
      PartFile.write(
          hadoop,
          new Path(run.parts(), ResultsTable.SCHEMA.name()),
          name,
          (fs, results) ->
              PartFile.write(
                  hadoop,
                  new Path(run.parts(), ProfilesTable.SCHEMA.name()),
                  name,
                  (sameFs, profiles) -> {
                    outcomes.clear();
                    withBook(
                        hadoop,
                        run,
                        molecule,
                        book ->
                            compute(
                                molecule, run, sets, storage, results, profiles, outcomes, book));
                  }));
    }
    return outcomes;
  }

  /** What writes the tables, and gives the sums over netting sets to a fold. */
  private interface Body {
    void run(BookFold book) throws IOException;
  }

  /** Where the run resamples, writes what the fold has left to a part of its own. */
  private static void withBook(
      Configuration hadoop, XvaShared run, Molecule<XvaAtom> molecule, Body body)
      throws IOException {
    if (!run.bootstrap().isOn()) {
      body.run(null);
      return;
    }
    PartFile.write(
        hadoop,
        new Path(run.bookParts()),
        BookParts.name(molecule.number()),
        (fs, file) -> {
          List<Atom<XvaAtom>> atoms = molecule.atoms();
          BookFold book = new BookFold(atoms.get(0).index(), atoms.get(atoms.size() - 1).index());
          body.run(book);
          BookParts.write(fs, file, book.finish());
        });
  }

  /** The columns of {@code profiles} under these settings. */
  static TableSchema profiles(XvaSettings settings) {
    return ProfilesTable.schema(
        settings.pfeQuantiles().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void compute(
      Molecule<XvaAtom> molecule,
      XvaShared run,
      XvaSet sets,
      Storage storage,
      Path resultsFile,
      Path profilesFile,
      List<Outcome<XvaSummary>> outcomes,
      BookFold book)
      throws IOException {
    SamplingErrors errors = new SamplingErrors(run.bootstrap());
    MoleculeFunction<XvaAtom, XvaEstimate> one =
        AtomFunctions.perAtom(sets::compute, atom -> atom.row().where(), OnFailure.CONTINUE);
    try (RowSink results =
            new ParquetTableWriter(
                storage, resultsFile, ResultsTable.schema(run.bootstrap().isOn()), Map.of());
        RowSink profiles =
            new ParquetTableWriter(storage, profilesFile, profiles(run.settings()), Map.of())) {
      XvaRows rows = new XvaRows(results, profiles, run.settings().probability());
      for (Atom<XvaAtom> atom : molecule.atoms()) {
        Outcome<XvaEstimate> outcome = outcome(one, molecule.number(), atom);
        if (outcome instanceof Done<XvaEstimate> done) {
          XvaResult result = done.value().result();
          XvaReplicates replicates = done.value().replicates();
          XvaUncertainty uncertainty = replicates == null ? null : errors.of(replicates);
          rows.write(atom.index(), atom.input().row(), result, uncertainty);
          if (replicates != null) {
            book.add(atom.index(), replicates.repeated(run.models().size()));
          }
          outcomes.add(new Done<>(atom.index(), XvaSummary.of(atom.input().row(), result)));
        } else if (outcome instanceof Failed<XvaEstimate> failed) {
          outcomes.add(new Failed<>(atom.index(), failed.failure()));
        }
      }
    }
  }

  private static Outcome<XvaEstimate> outcome(
      MoleculeFunction<XvaAtom, XvaEstimate> one, int number, Atom<XvaAtom> atom)
      throws IOException {
    try {
      return one.apply(new Molecule<>(number, List.of(atom))).get(0);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Only an interruption: the task is being cancelled.
      throw new IOException("while computing " + atom.input().row().where(), e);
    }
  }
}
