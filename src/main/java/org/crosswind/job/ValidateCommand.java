package org.crosswind.job;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crosswind.format.file.Storage;
import org.crosswind.job.bootstrap.BootstrapCheck;
import org.crosswind.job.config.JobConfig;
import org.crosswind.job.fm.FmCheck;
import org.crosswind.job.panel.PanelCheck;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks for everything that would fail tonight, and says how much memory the night needs. */
@Command(
    name = "validate",
    header = {"Checks configuration and inputs, computes nothing; says how much memory.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Checks the inputs of a job and computes nothing. Prints every problem, one a line, and then how",
      "much memory the job needs, from the sizes of its inputs, with the command for this machine and",
      "for YARN. Runs in a plain JVM.",
      "",
      "xva: all keys, every row of book and curves, every reference, every model's parameter, the",
      "presence of every cube; with --cubes each cube is read too. panel (a configuration with",
      "crosswind.panel.input, or --prices): every price is read. fm: the static tables of one folder or",
      "of all analyses of a manifest, and their streams (of large ones a part, unless --streams).",
      "bootstrap (--table): every row.",
      "",
      "Exit code 0 when a run would have no failure, 2 for the configuration, 3 otherwise.",
      ""
    },
    footer = {
      "",
      "Example: crosswind validate --config night.conf",
      "Example: crosswind validate --static input --in gul.bin --allocation-rule 2",
      "Example: crosswind validate --manifest runs.csv --cores 5",
      "Example: crosswind validate --table losses.csv --column loss --group region"
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  /** One of these. */
  private static final class What {
    @ArgGroup(exclusive = false)
    private ConfigOptions config;

    @ArgGroup(exclusive = false)
    private StaticTables tables;

    @Option(
        names = "--manifest",
        paramLabel = "FILE",
        description = "The manifest of many analyses of the financial module.")
    private String manifest;

    @Option(
        names = "--prices",
        paramLabel = "PATH",
        description = "Prices of a market panel: a folder of files, or a Parquet table.")
    private String prices;

    @ArgGroup(exclusive = false)
    private Column column;
  }

  /** One analysis of the financial module. */
  private static final class StaticTables {
    @Option(
        names = {"-p", "--static"},
        required = true,
        paramLabel = "FOLDER",
        description = "Static tables of the financial module.")
    private String folder;

    @Option(
        names = {"-i", "--in"},
        arity = "1..*",
        paramLabel = "FILE",
        description = "Its loss streams; without them nothing is said about memory.")
    private List<String> inputs = List.of();

    @Option(
        names = {"-a", "--allocation-rule"},
        defaultValue = "2",
        paramLabel = "N",
        description =
            "0 needs outputs for the top groups, 1 to 3 for the items. Default: ${DEFAULT-VALUE}.")
    private int allocationRule;
  }

  /** What bootstrap would read. */
  private static final class Column {
    @Option(
        names = "--table",
        required = true,
        paramLabel = "TABLE",
        description = "A table for bootstrap, as its --in.")
    private String table;

    @Option(
        names = "--column",
        required = true,
        paramLabel = "NAME",
        description = "The column of numbers.")
    private String column;

    @Option(names = "--group", paramLabel = "NAME", description = "The column of groups.")
    private String group;

    @Option(names = "--strata", paramLabel = "NAME", description = "The column of strata.")
    private String strata;

    @Option(
        names = {"-b", "--replicates"},
        defaultValue = "1000",
        paramLabel = "N",
        description = "Samples to draw. Default: ${DEFAULT-VALUE}.")
    private int replicates;

    @Option(
        names = {"-s", "--statistic"},
        split = ",",
        paramLabel = "NAME",
        description = "What to estimate; only how many there are matters. Default: mean.")
    private List<String> statistics = List.of("mean");
  }

  @Option(
      names = "--cubes",
      description = "Reads every cube: shape, checksum, tenors, NaN and infinities.")
  private boolean cubes;

  @Option(
      names = "--streams",
      description = "Reads loss streams whole, however large: every event is whole, the largest.")
  private boolean streams;

  @Option(
      names = "--cores",
      defaultValue = "4",
      paramLabel = "N",
      description = "Cores of an executor, for its memory. Default: ${DEFAULT-VALUE}.")
  private int cores;

  @Override
  public Integer call() throws IOException {
    if (cores < 1) {
      throw new ParameterException(spec.commandLine(), "--cores " + cores + ", expected 1 or more");
    }
    if (what.config != null) {
      return configured();
    }
    if (what.prices != null) {
      JobConfig config =
          JobConfig.withoutFile(
              List.of("panel.input=" + ConfigUtil.quoteString(what.prices)), Clock.systemUTC());
      return panel(config, "panel --input " + MemoryNeed.quoted(what.prices));
    }
    return what.column == null ? fm() : bootstrap(what.column);
  }

  /** A configuration is of {@code xva}, of {@code panel}, or of both. */
  private int configured() throws IOException {
    JobConfig config = what.config.load(Clock.systemUTC());
    String words = words(what.config);
    boolean hasPanel = !config.panel().input().isEmpty();
    boolean hasXva = !config.xva().book().isEmpty() || !config.xva().curves().isEmpty();
    int code = hasXva || !hasPanel ? xva(config, "xva" + words) : 0;
    return Math.max(code, hasPanel ? panel(config, "panel" + words) : 0);
  }

  private static String words(ConfigOptions options) {
    StringBuilder words = new StringBuilder(" --config ");
    words.append(MemoryNeed.quoted(options.file().toString()));
    options.sets().forEach(set -> words.append(" --set ").append(MemoryNeed.quoted(set)));
    return words.append(" --once").toString();
  }

  private int fm() {
    FmCheck check = new FmCheck(Storage.standard(), System.out, streams);
    String words;
    if (what.manifest != null) {
      check.manifest(what.manifest);
      words = "fm --manifest " + MemoryNeed.quoted(what.manifest);
    } else {
      StaticTables tables = what.tables;
      check.analysis(tables.folder, tables.allocationRule, tables.inputs);
      List<String> all = new ArrayList<>(List.of("fm", "--static", tables.folder, "--in"));
      all.addAll(tables.inputs);
      all.addAll(List.of("--allocation-rule", "" + tables.allocationRule, "--out", "il.bin"));
      words = String.join(" ", all.stream().map(MemoryNeed::quoted).toList());
    }
    System.err.println(
        "validate: " + check.errors() + " errors, " + check.warnings() + " warnings");
    return end(check.errors(), check.memory(), words + " --once");
  }

  private int xva(JobConfig config, String words) throws IOException {
    XvaCheck check = new XvaCheck(config.xva(), config.bootstrap(), cubes);
    long problems = check.run(System.out);
    count(check.nettingSets() + " netting sets", problems);
    return end(problems, check.memory(), words);
  }

  private int panel(JobConfig config, String words) {
    PanelCheck check = new PanelCheck(config.panel(), Storage.standard(), System.out);
    check.run();
    count(check.summary(), check.problems());
    return end(check.problems(), check.memory(), words);
  }

  private int bootstrap(Column column) {
    BootstrapCheck check = new BootstrapCheck(Storage.standard(), System.out);
    check.run(column.table, column.column, column.group, column.strata);
    count(check.summary(), check.problems());
    StringBuilder words = new StringBuilder("bootstrap");
    word(words, "--in", column.table);
    word(words, "--column", column.column);
    word(words, "--group", column.group);
    word(words, "--strata", column.strata);
    word(words, "--replicates", "" + column.replicates);
    word(words, "--statistic", String.join(",", column.statistics));
    return end(
        check.problems(),
        check.memory(column.statistics.size(), column.replicates),
        words.toString());
  }

  private static void word(StringBuilder words, String option, String value) {
    if (value != null) {
      words.append(' ').append(option).append(' ').append(MemoryNeed.quoted(value));
    }
  }

  private static void count(String what, long problems) {
    System.err.println(
        "validate: "
            + what
            + ", "
            + (problems == 0
                ? "no problem"
                : problems + (problems == 1 ? " problem" : " problems")));
  }

  private int end(long problems, Optional<MemoryNeed> memory, String words) {
    memory.ifPresent(need -> System.out.print(need.text(words, cores)));
    return (problems == 0 ? ExitCode.DONE : ExitCode.NO_INPUT).code();
  }
}
