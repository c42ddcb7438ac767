package org.crosswind.job.fm;

import java.io.PrintStream;
import java.util.List;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmManifestReader;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmProblem;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;

/** The part of {@code validate} that knows the financial module: checks, and computes nothing. */
public final class FmCheck {
  private final Storage storage;
  private final PrintStream out;
  private long errors;
  private long warnings;

  /**
   * A check.
   *
   * @param out receives a line for each problem
   */
  public FmCheck(Storage storage, PrintStream out) {
    this.storage = storage;
    this.out = out;
  }

  /**
   * Checks every analysis of a manifest: its row, its static tables, that its streams are there.
   */
  public void manifest(String file) {
    List<FmAnalysis> analyses;
    try {
      analyses = new FmManifestReader(storage).read(Storage.path(file));
    } catch (FailureException e) {
      error(e);
      return;
    }
    for (FmAnalysis analysis : analyses) {
      tables(analysis.staticFolder(), analysis.allocationRule());
      for (String input : analysis.inputs()) {
        try {
          storage.status(Storage.path(input));
        } catch (FailureException e) {
          error(e);
        }
      }
    }
  }

  /** Checks the static tables of a folder under an allocation rule, 0 to 3. */
  public void tables(String folder, int allocationRule) {
    try {
      FmStaticFiles files =
          new OasisStaticReader(new HadoopStaticFolder(storage, Storage.path(folder))).read();
      FmReport report = FmValidator.validate(files, allocationRule);
      report.errors().forEach(this::print);
      report.warnings().forEach(this::print);
      errors += report.errorCounts().values().stream().mapToLong(Long::longValue).sum();
      warnings += report.warningCounts().values().stream().mapToLong(Long::longValue).sum();
      if (report.isValid()) {
        FmStructure.of(files, allocationRule, FmCompatibility.STANDARD);
      }
    } catch (FailureException e) {
      error(e);
    }
  }

  private void print(FmProblem problem) {
    out.println(problem.oneLine());
  }

  private void error(FailureException e) {
    errors++;
    out.println("error " + e.failure().oneLine());
  }

  /** How many errors there were, those not printed included. */
  public long errors() {
    return errors;
  }

  /** How many warnings there were, those not printed included. */
  public long warnings() {
    return warnings;
  }
}
