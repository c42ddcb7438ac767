package org.crosswind.job.fm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.crosswind.format.table.AnalysesTable;
import org.crosswind.format.table.AnnualLossesTable;
import org.crosswind.format.table.BreachesTable;
import org.crosswind.format.table.FailuresTable;
import org.crosswind.format.table.MetricsTable;
import org.crosswind.format.table.PortfolioLossesTable;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The names that the outputs of a run have in its folder. A name stays inside, since the folder
 * appears whole or not at all, and takes the place of no table of the run and of no folder that
 * another output needs. Hidden names are the run's own.
 */
final class FmNames implements UnaryOperator<String> {
  /** Tables of a run, which are folders or files of these names. */
  static final Set<String> TABLES =
      Set.of(
          AnalysesTable.SCHEMA.name(),
          AnnualLossesTable.SCHEMA.name(),
          FailuresTable.SCHEMA.name(),
          PortfolioLossesTable.SCHEMA.name(),
          BreachesTable.SCHEMA.name(),
          MetricsTable.SCHEMA.name());

  private static final Set<String> FILES = Set.of("manifest.json", "metrics.json");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}:\\\\]");

  private final TreeSet<String> taken = new TreeSet<>();

  /**
   * Makes the name of an output of what a person wrote for it. Two may be the same here.
   *
   * @return the name with {@code /} between folders, without {@code .} and {@code ..}
   * @throws FailureException INVALID, with what is wrong with it, when it is absolute, leads out of
   *     the folder or is not free
   */
  @Override
  public String apply(String text) {
    String name = inside(text);
    for (String other : taken) {
      if (other.startsWith(name + "/") || name.startsWith(other + "/")) {
        throw refused("is a file and a folder: there is " + other + " too", "other names");
      }
    }
    taken.add(name);
    return name;
  }

  private static String inside(String text) {
    if (text.startsWith("/") || SCHEME.matcher(text).matches()) {
      throw refused("is absolute", "a name inside the folder of the run, which appears as a whole");
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : text.split("/", -1)) {
      if (part.equals("..") && parts.pollLast() == null) {
        throw refused(
            "leads out of the folder of the run",
            "a name inside it, since a run appears whole or not at all");
      }
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.addLast(part);
      }
    }
    String name = String.join("/", parts);
    if (name.isEmpty() || text.endsWith("/")) {
      throw refused("names no file", "a name inside the folder of the run");
    }
    if (ODD.matcher(name).find()) {
      throw refused("has a character that not every file system takes", "a plain name");
    }
    for (String part : parts) {
      if (part.startsWith(".") || part.startsWith("_")) {
        throw refused("is a hidden name", "one that begins with neither '.' nor '_'");
      }
    }
    String first = parts.getFirst();
    if (FILES.contains(first)
        || TABLES.contains(first.replaceFirst("\\.(parquet|csv|json)$", ""))) {
      throw refused("is the place of a table of the run", "another name");
    }
    return name;
  }

  private static FailureException refused(String found, String expected) {
    return FailureException.of(FailureReason.INVALID, "", found + ", expected " + expected);
  }
}
