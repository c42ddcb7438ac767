package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.CvaAttribution;
import org.crosswind.calc.xva.CvaDriver;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.AnnualLossDiffTable;
import org.crosswind.format.table.DiffTable;
import org.crosswind.format.table.LossDiffTable;
import org.crosswind.job.ExitCode;
import org.crosswind.job.RunFolder;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.report.LatestRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What moved between two runs, and why. */
@Command(
    name = "diff",
    header = {"What moved between two runs, netting set by netting set, and why.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Splits the change of CVA and wrong-way CVA of each netting set from run A to run B into the parts",
      "of exposure, credit, discounting, recovery, model and composition (new, gone, failed). The parts",
      "add up to the change to the last bit. Works from the tables of the runs alone.",
      "Prints the totals of the book and the largest moves; with --out writes the table diff.",
      "Of two runs of the financial module, be they run ids, records (.run.json) or loss streams, it says",
      "how the mean losses moved by event and output, and, where runs had occurrences, the annual losses",
      "by perspective and summary, split into how often events happen and what they cost; with --out it",
      "writes the tables loss_diff and annual_loss_diff.",
      ""
    },
    footer = {
      "",
      "Example: crosswind diff 2026-11-19 2026-11-20",
      "Example: crosswind diff old/il.bin new/il.bin --out moves",
      "Example: crosswind diff out/2026-11-19 latest --out moves --format csv --top 25"
    })
public final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN_A",
      description =
          "The earlier run: its id below --output, latest, or its folder; or a loss stream or record"
              + " of fm.")
  private String runA;

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The later run.")
  private String runB;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "out",
      paramLabel = "FOLDER",
      description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Writes the table there; one that is there is replaced.")
  private String out;

  @Option(
      names = "--format",
      defaultValue = "PARQUET",
      paramLabel = "FORM",
      description = "Of the table: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Tables.Format format;

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "Largest moves to print. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--order",
      split = ",",
      paramLabel = "STEP",
      description =
          "Order of the steps, with commas; mixed effects belong to the later step. Default:"
              + " exposure,credit,discounting,recovery,model.")
  private List<CvaDriver> order = new ArrayList<>();

  @Override
  public Integer call() {
    if (top < 0) {
      throw new ParameterException(spec.commandLine(), "--top is " + top + ", expected >= 0");
    }
    CvaAttribution attribution = new CvaAttribution(steps());
    Storage storage = Storage.standard();
    DiffOutput to = new DiffOutput(storage, out, format);
    Optional<RunFolder> a = folder(storage, runA);
    Optional<RunFolder> b = folder(storage, runB);
    Optional<LossStreams> lossesOfA = losses(storage, runA, a);
    Optional<LossStreams> lossesOfB = losses(storage, runB, b);
    if (lossesOfA.isPresent() != lossesOfB.isPresent()) {
      throw FailureException.of(
          FailureReason.INVALID,
          lossesOfA.isPresent() ? runA : runB,
          "is of the financial module, which cannot be compared with the run "
              + (lossesOfA.isPresent() ? runB : runA));
    }
    System.out.print(
        lossesOfA.isPresent()
            ? losses(storage, to, lossesOfA.get(), lossesOfB.orElseThrow())
            : nights(a.orElseThrow(), b.orElseThrow(), to, attribution));
    return ExitCode.DONE.code();
  }

  /** The run of a name; empty for a file. */
  private Optional<RunFolder> folder(Storage storage, String run) {
    Path path = Storage.path(run);
    return !run.equals(LatestRun.FILE) && storage.exists(path) && !storage.isFolder(path)
        ? Optional.empty()
        : Optional.of(RunFolder.find(storage, output, run));
  }

  /** The streams of a run of the financial module; empty for any other. */
  private static Optional<LossStreams> losses(
      Storage storage, String name, Optional<RunFolder> run) {
    return run.isEmpty() ? Optional.of(LossStreams.of(storage, name)) : LossStreams.of(run.get());
  }

  private String losses(Storage storage, DiffOutput to, LossStreams a, LossStreams b) {
    String events =
        to.write(LossDiffTable.SCHEMA, sink -> new LossDiff(storage, a, b, sink, top).run());
    if (a.annual().rows().isEmpty() && b.annual().rows().isEmpty()) {
      return events;
    }
    AnnualDiff diff = new AnnualDiff(storage, a, b);
    List<AnnualMove> moves = diff.moves();
    return events
        + to.write(
            AnnualLossDiffTable.SCHEMA,
            sink -> {
              if (sink != null) {
                moves.forEach(move -> move.write(sink));
              }
              return AnnualSummary.text(moves, diff.notes(), top);
            });
  }

  private String nights(RunFolder a, RunFolder b, DiffOutput to, CvaAttribution attribution) {
    return to.write(
        DiffTable.SCHEMA,
        sink -> {
          DiffSummary summary = new DiffSummary(top);
          int failedInBoth =
              new XvaDiff(a, b, attribution)
                  .run(
                      move -> {
                        summary.add(move);
                        if (sink != null) {
                          XvaDiff.write(move, sink);
                        }
                      });
          return summary.text(a.id(), b.id(), attribution.order(), failedInBoth);
        });
  }

  private List<CvaDriver> steps() {
    if (order.isEmpty()) {
      return CvaAttribution.STANDARD_ORDER;
    }
    if (order.size() != CvaDriver.values().length || EnumSet.copyOf(order).size() != order.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--order has "
              + order
              + ", expected each of exposure, credit, discounting, recovery, model once");
    }
    return order;
  }
}
