package org.crosswind.model.insurance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * All problems of one analysis' static tables. Of each kind the first {@value #KEPT_PER_KIND}
 * errors and as many warnings are kept in full, the rest counted, so that a broken file of a
 * million rows does not fill the memory.
 */
public final class FmReport {
  /** How many problems of a kind are kept in full. */
  public static final int KEPT_PER_KIND = 1000;

  private static final int SHOWN = 50;

  private final String folder;
  private final List<FmProblem> errors = new ArrayList<>();
  private final List<FmProblem> warnings = new ArrayList<>();
  private final Map<FmProblem.Kind, Long> errorCounts = new EnumMap<>(FmProblem.Kind.class);
  private final Map<FmProblem.Kind, Long> warningCounts = new EnumMap<>(FmProblem.Kind.class);

  FmReport(String folder) {
    this.folder = folder;
  }

  void error(FmProblem.Kind kind, Supplier<String> where, Supplier<String> found, String expected) {
    add(true, kind, where, found, expected);
  }

  void warning(
      FmProblem.Kind kind, Supplier<String> where, Supplier<String> found, String expected) {
    add(false, kind, where, found, expected);
  }

  /** An error or a warning, by {@code error}. */
  void add(
      boolean error,
      FmProblem.Kind kind,
      Supplier<String> where,
      Supplier<String> found,
      String expected) {
    long before = (error ? errorCounts : warningCounts).merge(kind, 1L, Long::sum) - 1;
    if (before < KEPT_PER_KIND) {
      (error ? errors : warnings)
          .add(new FmProblem(kind, error, where.get(), found.get(), expected));
    }
  }

  /** The folder that was looked at. */
  public String folder() {
    return folder;
  }

  /** What forbids to run the analysis, in the order of finding; see the class on how many. */
  public List<FmProblem> errors() {
    return List.copyOf(errors);
  }

  /** What is odd but has a well-defined result. */
  public List<FmProblem> warnings() {
    return List.copyOf(warnings);
  }

  /** How many errors of each kind, the ones not kept included. */
  public Map<FmProblem.Kind, Long> errorCounts() {
    return Map.copyOf(errorCounts);
  }

  /** How many warnings of each kind, the ones not kept included. */
  public Map<FmProblem.Kind, Long> warningCounts() {
    return Map.copyOf(warningCounts);
  }

  /** Whether the analysis can be run. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  /**
   * Ends here when there are errors.
   *
   * @throws FailureException INVALID at the folder, with the first {@value #SHOWN} errors, one a
   *     line, and how many there are of each kind
   */
  public void throwIfInvalid() {
    if (!isValid()) {
      throw new FailureException(new Failure(FailureReason.INVALID, folder, errorText(SHOWN)));
    }
  }

  /**
   * The errors as text, one a line below a line of counts.
   *
   * @param shown how many at most
   */
  public String errorText(int shown) {
    return text(errors, errorCounts, "error", shown);
  }

  /**
   * The warnings as text, one a line below a line of counts.
   *
   * @param shown how many at most
   */
  public String warningText(int shown) {
    return text(warnings, warningCounts, "warning", shown);
  }

  private static String text(
      List<FmProblem> problems, Map<FmProblem.Kind, Long> counts, String noun, int shown) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d %s%s", total, noun, total == 1 ? "" : "s"));
    if (total > 1) {
      List<String> kinds = new ArrayList<>();
      counts.forEach((kind, count) -> kinds.add(String.format(Locale.ROOT, "%,d %s", count, kind)));
      text.append(" (").append(String.join(", ", kinds)).append(')');
    }
    int printed = Math.min(shown, problems.size());
    for (FmProblem problem : problems.subList(0, printed)) {
      text.append("\n  ").append(problem.oneLine());
    }
    if (printed < total) {
      text.append(String.format(Locale.ROOT, "\n  ... and %,d more", total - printed));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return errorText(SHOWN) + "\n" + warningText(SHOWN);
  }
}
