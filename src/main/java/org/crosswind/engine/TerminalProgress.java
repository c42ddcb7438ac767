package org.crosswind.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells a person how far a run has come: {@code xva: 412 netting sets: 206 of 412 (50 %), 2 failed,
 * 34.3/s, 6 s gone, 6 s left}. On a terminal it is one line that is rewritten, at most ten times a
 * second; elsewhere (a log file, a pipe) it is a whole line now and then, so that a night of
 * progress is a screen of text. The first call is silent, the last one always shows.
 *
 * <p>Rate and time left are averages from the start of the run. Time comes from a clock that never
 * goes back. Not thread-safe; engines call one after the other.
 */
public final class TerminalProgress implements ProgressListener, AutoCloseable {
  /** How often a line appears where there is no terminal. */
  public static final Duration LINE_EVERY = Duration.ofSeconds(30);

  private static final Duration REWRITE_EVERY = Duration.ofMillis(100);
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final boolean rewriting;
  private final long everyNanos;
  private final int columns;

  private long startedAt;
  private long shownAt;
  private int shownLength;

  private TerminalProgress(
      PrintStream out, LongSupplier nanoTime, boolean rewriting, Duration every, int columns) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.rewriting = rewriting;
    this.everyNanos = every.toNanos();
    this.columns = columns;
  }

  /**
   * One line, rewritten in place.
   *
   * @param out the terminal
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   * @param columns the width of the terminal; longer text is cut, since a wrapped line cannot be
   *     rewritten
   */
  public static TerminalProgress rewriting(PrintStream out, LongSupplier nanoTime, int columns) {
    return new TerminalProgress(out, nanoTime, true, REWRITE_EVERY, columns);
  }

  /**
   * Whole lines, without control characters.
   *
   * @param out a file or a pipe
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   * @param every the shortest time between two lines, but for the last one
   */
  public static TerminalProgress lines(PrintStream out, LongSupplier nanoTime, Duration every) {
    return new TerminalProgress(out, nanoTime, false, every, Integer.MAX_VALUE);
  }

  /** Rewrites when standard error is a terminal, and otherwise prints a line every half minute. */
  public static TerminalProgress onStandardError(PrintStream standardError) {
    return standardErrorIsTerminal()
        ? rewriting(standardError, System::nanoTime, columnsOfTerminal())
        : lines(standardError, System::nanoTime, LINE_EVERY);
  }

  @Override
  public void progressed(String description, long atomsDone, long atomsFailed, long atomsTotal) {
    long now = nanoTime.getAsLong();
    if (atomsDone == 0) {
      startedAt = now;
      shownAt = now;
      return;
    }
    boolean last = atomsDone == atomsTotal;
    if (!last && now - shownAt < everyNanos) {
      return;
    }
    shownAt = now;
    String text = text(description, atomsDone, atomsFailed, atomsTotal, (now - startedAt) / NANOS);
    if (rewriting) {
      rewrite(text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1)));
    } else {
      out.println(text);
    }
    if (last) {
      close();
    }
    out.flush();
  }

  /** Ends a line that was still to be rewritten, so that the next output starts on its own. */
  @Override
  public void close() {
    if (shownLength > 0) {
      out.println();
      out.flush();
      shownLength = 0;
    }
  }

  private void rewrite(String text) {
    out.print('\r' + text + " ".repeat(Math.max(0, shownLength - text.length())));
    shownLength = text.length();
  }

  private static String text(
      String description, long done, long failed, long total, double seconds) {
    StringBuilder text = new StringBuilder(description);
    text.append(String.format(Locale.ROOT, ": %d of %d (%d %%)", done, total, 100 * done / total));
    if (failed > 0) {
      text.append(", ").append(failed).append(" failed");
    }
    double rate = seconds > 0 ? done / seconds : 0;
    if (rate > 0) {
      text.append(String.format(Locale.ROOT, rate < 10 ? ", %.2g/s" : ", %.0f/s", rate));
    }
    text.append(", ").append(duration(seconds)).append(" gone");
    if (done < total && rate > 0) {
      text.append(", ").append(duration((total - done) / rate)).append(" left");
    }
    return text.toString();
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /** Java only knows whether input and output are a terminal; Linux knows it of each stream. */
  private static boolean standardErrorIsTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path descriptor = Path.of("/proc/self/fd/2");
    try {
      return Files.exists(descriptor)
          ? descriptor.toRealPath().toString().matches("/dev/(pts/.*|tty.*|console)")
          : System.console() != null;
    } catch (IOException e) {
      return false; // a pipe or a deleted file has no path
    }
  }

  private static int columnsOfTerminal() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80;
  }
}
