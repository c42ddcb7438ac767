package org.crosswind.job.fm;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmManifestReader;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.job.MemoryNeed;
import org.crosswind.job.losses.AnnualLossInputs;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmProblem;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.FailureException;

/** The part of {@code validate} that knows the financial module: checks, and computes nothing. */
public final class FmCheck {
  /** An item of a stream: its head, one loss, and its end. */
  private static final int LEAST_ITEM_BYTES = 24;

  private final Storage storage;
  private final PrintStream out;
  private final boolean wholeStreams;
  private final Map<String, Optional<Sizes>> known = new LinkedHashMap<>();
  private final Map<String, MemoryNeed> needs = new LinkedHashMap<>();
  private long errors;
  private long warnings;

  /** What of a structure decides how much memory it needs. */
  private record Sizes(
      long nodes,
      long staticRows,
      long treeRows,
      long allRows,
      boolean treesAreApart,
      long rowsOfAnItem,
      boolean extras) {
    /** Rows that an event of so many bytes needs at once, at most. */
    long rowsAtOnce(long eventBytes) {
      long ofEvent = eventBytes / LEAST_ITEM_BYTES * rowsOfAnItem;
      return Math.min(treesAreApart ? treeRows : allRows, ofEvent);
    }
  }

  /**
   * A check.
   *
   * @param out receives a line for each problem
   * @param wholeStreams whether loss streams are read whole, however large
   */
  public FmCheck(Storage storage, PrintStream out, boolean wholeStreams) {
    this.storage = storage;
    this.out = out;
    this.wholeStreams = wholeStreams;
  }

  /**
   * Checks every analysis of a manifest: its row, its static tables, when its events happen, its
   * streams. Tables that several share are checked once.
   */
  public void manifest(String file) {
    List<FmAnalysis> analyses;
    try {
      analyses = new FmManifestReader(storage).read(Storage.path(file));
    } catch (FailureException e) {
      error(e);
      return;
    }
    AnnualLossInputs annual = new AnnualLossInputs(storage, this::warn);
    for (FmAnalysis analysis : analyses) {
      analysis(analysis.staticFolder(), analysis.allocationRule(), analysis.inputs());
      try {
        annual.check(analysis);
      } catch (FailureException e) {
        error(e);
      }
    }
  }

  /**
   * Checks the static tables of a folder, and streams, under an allocation rule.
   *
   * @param allocationRule 0 to 3
   * @param inputs loss streams; may be none
   */
  public void analysis(String folder, int allocationRule, List<String> inputs) {
    String key = allocationRule + " " + folder;
    Optional<Sizes> tables = known.get(key);
    if (tables == null) {
      tables = tables(folder, allocationRule);
      known.put(key, tables);
    }
    if (inputs.isEmpty()) {
      return;
    }
    boolean there = true;
    for (String input : inputs) {
      try {
        storage.status(Storage.path(input));
      } catch (FailureException e) {
        error(e);
        there = false;
      }
    }
    if (!there) {
      return;
    }
    try {
      StreamSizes streams = StreamSizes.of(storage, inputs, wholeStreams);
      tables.ifPresent(sizes -> needs.merge(key, need(sizes, streams), FmCheck::larger));
    } catch (FailureException e) {
      error(e);
    }
  }

  private static MemoryNeed need(Sizes sizes, StreamSizes streams) {
    long event = streams.largestExpected();
    return MemoryNeed.fm(
        sizes.nodes,
        sizes.staticRows,
        streams.samples(),
        sizes.rowsAtOnce(event),
        sizes.extras,
        event,
        streams.bytes());
  }

  /** Two analyses of one structure: it is there once, and a core has one of them at a time. */
  private static MemoryNeed larger(MemoryNeed one, MemoryNeed other) {
    MemoryNeed larger = one.task() >= other.task() ? one : other;
    return new MemoryNeed(
        larger.because(),
        larger.driver(),
        larger.shared(),
        larger.task(),
        one.coreSeconds() + other.coreSeconds());
  }

  /** Memory for everything that was checked; empty when nothing had both tables and streams. */
  public Optional<MemoryNeed> memory() {
    return needs.values().stream().reduce(MemoryNeed::and);
  }

  private Optional<Sizes> tables(String folder, int allocationRule) {
    try {
      FmStaticFiles files =
          new OasisStaticReader(new HadoopStaticFolder(storage, Storage.path(folder))).read();
      FmReport report = FmValidator.validate(files, allocationRule);
      report.errors().forEach(this::print);
      report.warnings().forEach(this::print);
      errors += report.errorCounts().values().stream().mapToLong(Long::longValue).sum();
      warnings += report.warningCounts().values().stream().mapToLong(Long::longValue).sum();
      if (report.isValid()) {
        FmStructure structure = FmStructure.of(files, allocationRule, FmCompatibility.STANDARD);
        return Optional.of(
            new Sizes(
                structure.nodeCount(),
                rows(files),
                structure.largestTreeRows(),
                structure.allRows(),
                structure.treesAreApart(),
                (long) (structure.maxLevel() + 1) * structure.maxLayers(),
                structure.hasExtras()));
      }
    } catch (FailureException e) {
      error(e);
    }
    return Optional.empty();
  }

  private static long rows(FmStaticFiles files) {
    return (long) files.programme().size()
        + files.policyTc().size()
        + files.profile().size()
        + files.xref().size()
        + files.items().map(table -> table.size()).orElse(0)
        + files.coverages().map(table -> table.size()).orElse(0);
  }

  private void print(FmProblem problem) {
    out.println(problem.oneLine());
  }

  private void warn(String text) {
    warnings++;
    out.println("warning " + text);
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
