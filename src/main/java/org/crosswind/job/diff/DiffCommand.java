package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.xva.CvaAttribution;
import org.crosswind.calc.xva.CvaDriver;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.DiffTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.format.table.TableSchema;
import org.crosswind.job.ExitCode;
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
      ""
    },
    footer = {
      "",
      "Example: crosswind diff 2026-11-19 2026-11-20",
      "Example: crosswind diff out/2026-11-19 latest --out moves --format csv --top 25"
    })
public final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN_A",
      description = "The earlier run: its id below --output, latest, or its folder.")
  private String runA;

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The later run.")
  private String runB;

  @Option(
      names = "--output",
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
    Storage storage = Storage.standard();
    CvaAttribution attribution = new CvaAttribution(steps());
    RunFolder a = RunFolder.find(storage, output, runA);
    RunFolder b = RunFolder.find(storage, output, runB);
    DiffSummary summary = new DiffSummary(top);
    XvaDiff diff = new XvaDiff(a, b, attribution);
    int failedInBoth =
        write(
            storage,
            DiffTable.SCHEMA,
            sink ->
                diff.run(
                    move -> {
                      summary.add(move);
                      if (sink != null) {
                        XvaDiff.write(move, sink);
                      }
                    }));
    System.out.print(summary.text(a.id(), b.id(), attribution.order(), failedInBoth));
    if (out != null) {
      System.out.println("table in " + Storage.name(table(DiffTable.SCHEMA)));
    }
    return ExitCode.DONE.code();
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

  /** What makes rows; the sink is null when no table is wanted. */
  private interface Work {
    int into(RowSink sink);
  }

  private Path table(TableSchema schema) {
    return Tables.file(Storage.path(out), schema, format);
  }

  /** Writes the table under a hidden name and moves it to its place when it is whole. */
  private int write(Storage storage, TableSchema schema, Work work) {
    if (out == null) {
      return work.into(null);
    }
    Path target = table(schema);
    Path hidden = new Path(Storage.path(out), ".diff-" + UUID.randomUUID());
    try {
      int result;
      try (RowSink sink = Tables.write(storage, hidden, schema, format, Map.of())) {
        result = work.into(sink);
      }
      storage.delete(target);
      storage.rename(Tables.file(hidden, schema, format), target);
      return result;
    } finally {
      storage.delete(hidden);
    }
  }
}
