package org.crosswind.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.format.file.Storage;
import org.crosswind.job.config.ConfigException;
import org.crosswind.report.Retention;
import org.crosswind.report.RunEntry;
import org.crosswind.report.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runs of an output folder, and removes old ones on request. */
@Command(
    name = "runs",
    header = {"The runs of an output folder: what became of each, and which is the latest.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "A line for each run in the order of their start, the latest with a star. States: DONE;",
      "DONE_WITH_COMPLAINTS (failures beyond tolerance, or a breached limit); RUNNING, with the process",
      "that has it and how long ago it last said so; UNFINISHED (died or gave up; --resume goes on);",
      "PUBLISHING (died before latest was moved; --resume ends that); FAILED (gave up before anything was",
      "recorded). With --prune finished runs are removed that are neither among the newest --keep nor",
      "younger than --days; never the latest, never one that a process has.",
      ""
    },
    footer = {
      "",
      "Example: crosswind runs --output out",
      "Example: crosswind runs --output hdfs:///risk/xva --json",
      "Example: crosswind runs --output out --prune --keep 10 --days 90 --dry-run"
    })
final class RunsCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "out",
      paramLabel = "FOLDER",
      description = "The folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String output;

  @Option(names = "--json", description = "As a JSON array, an object a run.")
  private boolean json;

  @Option(names = "--prune", description = "Removes old runs, and prints their ids.")
  private boolean prune;

  @Option(
      names = "--keep",
      defaultValue = "0",
      paramLabel = "N",
      description = "With --prune: keeps the newest N; 0: no limit by count.")
  private int keep;

  @Option(
      names = "--days",
      defaultValue = "0",
      paramLabel = "N",
      description = "With --prune: keeps those of the last N days; 0: no limit by age.")
  private int days;

  @Option(names = "--dry-run", description = "With --prune: removes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws JsonProcessingException {
    Runs runs = Runs.in(new Configuration(), Storage.path(output), Clock.systemUTC());
    if (prune) {
      if (keep < 0 || days < 0 || keep == 0 && days == 0) {
        throw new ConfigException(
            "--prune with --keep " + keep + " and --days " + days + ": expected one above 0");
      }
      runs.prune(new Retention(keep, days), dryRun).forEach(System.out::println);
      return ExitCode.DONE.code();
    }
    List<RunEntry> all = runs.list();
    System.out.print(json ? JSON.writeValueAsString(all) + "\n" : table(all));
    // Readers of latest would find nothing, or the folder of somebody else.
    runs.latest()
        .filter(id -> all.stream().noneMatch(RunEntry::latest))
        .ifPresent(
            id ->
                spec.commandLine()
                    .getErr()
                    .println(
                        "crosswind runs: "
                            + output
                            + "/latest names '"
                            + id
                            + "', which is none of these runs; promote RUN_ID makes one the"
                            + " latest"));
    return ExitCode.DONE.code();
  }

  /** Columns as wide as they need, then a line for each run that something must be said of. */
  static String table(List<RunEntry> runs) {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "",
          "RUN",
          "STATE",
          "COMMAND",
          "STARTED",
          "SECONDS",
          "INPUTS",
          "RESULTS",
          "FAILURES",
          "EXIT",
          "SIZE"
        });
    for (RunEntry run : runs) {
      rows.add(
          new String[] {
            run.latest() ? "*" : "",
            run.id(),
            run.withheld() ? run.state() + ", withheld" : run.state().toString(),
            run.command() == null ? "" : run.command(),
            run.started() == null ? "" : run.started(),
            run.seconds() < 0 ? "" : String.format(Locale.ROOT, "%.1f", run.seconds()),
            number(run.inputs()),
            number(run.results()),
            number(run.failures()),
            number(run.exitCode()),
            size(run.bytes())
          });
    }
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        String pad = " ".repeat(widths[c] - row[c].length());
        line.append(c < 5 ? row[c] + pad : pad + row[c]).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    runs.forEach(run -> remark(run, text));
    return text.toString();
  }

  private static void remark(RunEntry run, StringBuilder text) {
    if (run.owner() != null) {
      text.append(run.id())
          .append(": held by ")
          .append(run.owner())
          .append(
              run.ownerTouched() < 0
                  ? ", which touched its lock in the future: a clock was moved back\n"
                  : ", which said so " + run.ownerTouched() + " seconds ago\n");
    }
    if (run.state() == RunEntry.State.UNFINISHED) {
      text.append(run.id())
          .append(": ")
          .append(run.molecules())
          .append(
              run.molecules() > 0
                  ? " molecules recorded; --resume "
                      + run.id()
                      + " goes on, --replace begins anew\n"
                  : " molecules recorded; nothing is lost when the id is run again\n");
    }
    if (run.failure() != null) {
      text.append(run.id()).append(": ").append(run.failure().oneLine()).append('\n');
    }
  }

  private static String number(long value) {
    return value < 0 ? "" : String.valueOf(value);
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
