package org.crosswind.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.crosswind.format.Tables;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.run.RunId;
import org.crosswind.report.LatestRun;
import org.crosswind.report.Retention;

/**
 * The configuration of a run: {@code --set} over the run's file over {@code conf/reference.conf}.
 *
 * @param run the keys under {@code crosswind.run}
 * @param xva the keys under {@code crosswind.xva}
 * @param panel the keys under {@code crosswind.panel}
 * @param bootstrap the keys under {@code crosswind.bootstrap}
 * @param resolved the whole of it as JSON, defaults included, for the manifest
 */
public record JobConfig(
    RunConfig run, XvaConfig xva, PanelConfig panel, BootstrapSettings bootstrap, String resolved) {
  private static final String ROOT = "crosswind";
  private static final Receivers UNREAD =
      Receivers.unread("the configuration that names the receivers cannot be read");

  /** Checks that nothing is null. */
  public JobConfig {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(xva, "xva");
    Objects.requireNonNull(panel, "panel");
    Objects.requireNonNull(bootstrap, "bootstrap");
    Objects.requireNonNull(resolved, "resolved");
  }

  /**
   * Reads and validates.
   *
   * @param file the run's HOCON file on the local file system
   * @param sets {@code key=value} from the command line, later ones win; the key may omit {@code
   *     crosswind.}
   * @param clock tells the date that names a run without an id
   * @throws ConfigException with every problem found
   */
  public static JobConfig load(Path file, List<String> sets, Clock clock) {
    return load(parse(file), file.toString(), sets, clock);
  }

  /** As the other; what is wrong is thrown with those who are to be told of it. */
  private static JobConfig load(Config own, String name, List<String> sets, Clock clock) {
    try {
      return resolved(own, name, sets, clock);
    } catch (ConfigException e) {
      throw e.of(
          ReceiverKeys.read(readable(sets).withFallback(own).withFallback(defaults()), clock));
    }
  }

  /** Those overrides that can be read. */
  private static Config readable(List<String> sets) {
    Config overrides = ConfigFactory.empty();
    for (String set : sets) {
      try {
        overrides = overrides(List.of(set)).withFallback(overrides);
      } catch (ConfigException e) {
        continue; // told among the problems
      }
    }
    return overrides;
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException("configuration file " + file + " does not exist").of(UNREAD);
    }
    try {
      return ConfigFactory.parseFile(
          file.toAbsolutePath().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException("cannot read " + file + ": " + e.getMessage()).of(UNREAD);
    }
  }

  /**
   * Reads and validates a configuration that has no file: {@code --set} over the defaults.
   *
   * @param sets as for {@link #load}
   * @param clock tells the date that names a run without an id
   * @throws ConfigException with every problem found
   */
  public static JobConfig withoutFile(List<String> sets, Clock clock) {
    return load(ConfigFactory.empty(), "the command line", sets, clock);
  }

  /**
   * Whether a key has a value of its own.
   *
   * @param file the run's file, null for none
   * @param sets {@code key=value} from the command line
   * @param key with or without {@code crosswind.}
   * @throws ConfigException when the file cannot be read; overrides that cannot be are passed over
   */
  public static boolean isSet(Path file, List<String> sets, String key) {
    Config own = file == null ? ConfigFactory.empty() : parse(file);
    Config all = readable(sets).withFallback(own);
    String path = key.startsWith(ROOT + ".") ? key : ROOT + "." + key;
    try {
      return all.hasPath(path);
    } catch (com.typesafe.config.ConfigException.NotResolved e) {
      return !all.withFallback(defaults())
          .resolve()
          .getValue(path)
          .equals(defaults().getValue(path));
    }
  }

  private static JobConfig resolved(Config own, String name, List<String> sets, Clock clock) {
    Config overrides = overrides(sets);
    Config defaults = defaults();
    Config resolved;
    try {
      resolved = overrides.withFallback(own).withFallback(defaults).resolve();
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException("cannot resolve " + name + ": " + e.getMessage());
    }
    List<String> problems = new ArrayList<>(unknownKeys(resolved, defaults));
    Keys keys = new Keys(resolved, Path.of("").toAbsolutePath());
    XvaConfig xva = XvaConfig.read(keys);
    RunConfig run = run(keys, xva, clock);
    PanelConfig panel = PanelConfig.read(keys);
    BootstrapSettings bootstrap = BootstrapKeys.read(keys);
    problems.addAll(keys.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new JobConfig(run, xva, panel, bootstrap, render(resolved));
  }

  private static RunConfig run(Keys keys, XvaConfig xva, Clock clock) {
    String id = keys.text("crosswind.run.id");
    if (id.isEmpty()) {
      id = LocalDate.now(clock).toString();
    } else if (!RunId.isValid(id) || id.equals(LatestRun.FILE)) {
      keys.problem(
          "crosswind.run.id",
          RunId.RULE + ", and not '" + LatestRun.FILE + "', which names the run to read");
    }
    int threads = keys.count("crosswind.run.threads", 0, 4096);
    String output = keys.path("crosswind.run.output");
    if (output.isEmpty()) {
      keys.problem("crosswind.run.output", "a folder");
    }
    Start start = keys.choice("crosswind.run.start", Start.class);
    boolean replace = keys.flag("crosswind.run.replace");
    if (replace && start != Start.NEW) {
      keys.add(
          "crosswind.run.replace = true contradicts crosswind.run.start: expected one of them");
    }
    return new RunConfig(
        id,
        output,
        keys.choice("crosswind.run.format", Tables.Format.class),
        replace,
        start,
        new Retention(
            keys.count("crosswind.run.retention.keep", 0, 1_000_000),
            keys.count("crosswind.run.retention.days", 0, 1_000_000)),
        keys.choice("crosswind.run.engine", EngineChoice.class),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        keys.count("crosswind.run.molecules", 0, 1_000_000),
        keys.choice("crosswind.run.kernels", KernelVariant.class),
        keys.number("crosswind.run.tolerated-failures", 0, 1),
        folderMode(keys),
        WatchConfig.read(keys, xva.settings().pfeQuantiles()));
  }

  private static String folderMode(Keys keys) {
    String mode = keys.text("crosswind.security.run-folder-mode");
    if (!mode.isEmpty() && !mode.matches("0?7[0-7][0-7]")) {
      keys.problem(
          "crosswind.security.run-folder-mode",
          "octal digits in quotes that leave the owner everything, as in \"750\"");
    }
    return mode;
  }

  private static Config overrides(List<String> sets) {
    List<String> problems = new ArrayList<>();
    Config overrides = ConfigFactory.empty();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        problems.add("--set " + set + ": expected key=value");
        continue;
      }
      String key = set.substring(0, equals).trim();
      String path = key.equals(ROOT) || key.startsWith(ROOT + ".") ? key : ROOT + "." + key;
      String value = set.substring(equals + 1).trim();
      try {
        overrides = parse(path, value).withFallback(overrides);
      } catch (com.typesafe.config.ConfigException e) {
        problems.add("--set " + set + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return overrides;
  }

  /**
   * The value as HOCON where that can be read; else, as paths with a colon, as a plain text. On a
   * command line nobody writes comments: # and // belong to a path.
   */
  private static Config parse(String path, String value) {
    boolean structured = value.startsWith("[") || value.startsWith("{") || value.startsWith("\"");
    if (!structured && (value.contains("#") || value.contains("//"))) {
      return ConfigFactory.parseString(path + " = " + ConfigUtil.quoteString(value));
    }
    try {
      return ConfigFactory.parseString(path + " = " + (value.isEmpty() ? "\"\"" : value));
    } catch (com.typesafe.config.ConfigException e) {
      return ConfigFactory.parseString(path + " = " + ConfigUtil.quoteString(value));
    }
  }

  /** The defaults as the program reads them; the same file that a person reads. */
  static Config defaults() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                JobConfig.class.getResourceAsStream("/org/crosswind/job/reference.conf"),
                "reference.conf is not in the jar"),
            StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> unknownKeys(Config resolved, Config defaults) {
    Set<String> known = new TreeSet<>();
    defaults.entrySet().forEach(entry -> known.add(entry.getKey()));
    List<String> problems = new ArrayList<>();
    resolved
        .entrySet()
        .forEach(
            entry -> {
              if (!known.contains(entry.getKey())) {
                String file = entry.getValue().origin().filename();
                String place =
                    file == null
                        ? ""
                        : " (" + file + ":" + entry.getValue().origin().lineNumber() + ")";
                problems.add(
                    entry.getKey() + place + ": unknown key" + suggestion(entry.getKey(), known));
              }
            });
    problems.sort(null);
    return problems;
  }

  private static String suggestion(String key, Set<String> known) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    String best = null;
    int bestDistance = 4;
    for (String candidate : known) {
      int distance =
          Math.min(
              distance(key, candidate),
              distance(last, candidate.substring(candidate.lastIndexOf('.') + 1)) + 1);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best == null ? "" : ", did you mean " + best + "?";
  }

  /** Levenshtein's distance, ignoring case. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String render(Config resolved) {
    return resolved
        .getConfig(ROOT)
        .root()
        .render(ConfigRenderOptions.concise().setFormatted(true).setJson(true));
  }
}
