package org.crosswind.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a job needs of its driver and executors, from the sizes of what it reads, by the formulas of
 * the page Operations, "Memory". All sizes are bytes of heap beside {@link #BASE} for Spark and the
 * JVM; they are upper figures, and Spark adds its overhead for what is no heap.
 *
 * @param because what was found in the inputs and makes the need, a line each, for people
 * @param driver on the driver
 * @param shared once on each executor: what is broadcast
 * @param task on an executor for each of its cores
 * @param coreSeconds about how long one core would compute, for the number of executors
 */
public record MemoryNeed(
    List<String> because, long driver, long shared, long task, double coreSeconds) {
  /** Heap of a driver or executor that does nothing yet, and room for the collector. */
  public static final long BASE = 1L << 30;

  private static final long STEP = 256L << 20;

  /** Of the base; so little more needs no step more. */
  private static final long SPARE = 64L << 20;

  private static final int SECONDS_WANTED = 60;

  // Bytes a cell: values, sorted, order, drops.
  private static final long CELL = 32;
  private static final int CELL_RESAMPLED = 12;
  private static final int CELL_FROM_TEXT = 24;

  /** Copies the list and refuses sizes below zero. */
  public MemoryNeed {
    because = List.copyOf(because);
    if (driver < 0 || shared < 0 || task < 0 || !(coreSeconds >= 0)) {
      throw new IllegalArgumentException(driver + " " + shared + " " + task + " " + coreSeconds);
    }
  }

  /**
   * A night of XVA.
   *
   * @param sets netting sets of the book
   * @param models of each set
   * @param scenarios of the largest cube
   * @param tenors of the largest cube
   * @param text whether that cube is text, which is read into memory of its own
   * @param cells of all cubes
   * @param replicates resamples of the scenarios, 0 for none
   */
  public static MemoryNeed xva(
      long sets,
      int models,
      long scenarios,
      long tenors,
      boolean text,
      double cells,
      int replicates) {
    long task = cube(scenarios, tenors, text);
    long driver = 1024L * sets * (1 + models);
    List<String> because = new ArrayList<>();
    because.add(
        format(
            "%,d netting sets, %d models; largest cube %,d scenarios x %,d tenors%s: %s a task",
            sets, models, scenarios, tenors, text ? " in text" : "", megabytes(task)));
    if (replicates > 0) {
      long sum = 8L * (replicates + scenarios) * (2 + models);
      long branches = log2(sets);
      long counts = Math.max(8L << 20, 64 * scenarios);
      long resampling = CELL_RESAMPLED * scenarios * tenors + sum * (1 + 2 * branches) + counts;
      task += resampling;
      driver += sum * (1 + branches);
      because.add(
          format("%,d replicates: %s a task more", (long) replicates, megabytes(resampling)));
    }
    // Ten nanoseconds a cell and model; resampling costs up to sixty plain estimates in thousand.
    double seconds = 10e-9 * cells * models * (1 + 0.06 * replicates);
    return new MemoryNeed(because, driver, 0, task, seconds);
  }

  /** Bytes that a task needs for a cube, resampling apart. */
  static long cube(long scenarios, long tenors, boolean text) {
    return (CELL + (text ? CELL_FROM_TEXT : 0)) * scenarios * tenors;
  }

  private static long log2(long count) {
    return (long) Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, count) - 1);
  }

  /**
   * One analysis of the financial module, or many that share a structure.
   *
   * @param nodes items and groups of all levels
   * @param staticRows rows of all static tables
   * @param samples greatest sample index of the streams
   * @param treeRows nodes times layers of the largest tree that is computed at once
   * @param extras whether nodes keep deductibles and limits beside their losses
   * @param largestEvent bytes of it
   * @param streamBytes of all streams
   */
  public static MemoryNeed fm(
      long nodes,
      long staticRows,
      int samples,
      long treeRows,
      boolean extras,
      long largestEvent,
      long streamBytes) {
    long structure = 50 * nodes;
    long rows = 4L * (samples + 3L) * treeRows * (extras ? 4 : 1);
    long task = 12 * nodes + rows + rows / 2 + 4 * largestEvent;
    return new MemoryNeed(
        List.of(
            format(
                "%,d nodes, %,d static rows; largest tree %,d rows of %,d samples%s, largest event"
                    + " %s: %s a task, %s an executor",
                nodes,
                staticRows,
                treeRows,
                (long) samples,
                extras ? " with extras" : "",
                megabytes(largestEvent),
                megabytes(task),
                megabytes(2 * structure))),
        2 * structure + 40 * staticRows,
        2 * structure,
        task,
        streamBytes / 250e6);
  }

  /**
   * A market panel.
   *
   * @param prices of all stocks
   * @param largestStock prices of the stock with most of them
   * @param replicates resamples of each day
   */
  public static MemoryNeed panel(long prices, long largestStock, int replicates) {
    long task = 40 * largestStock;
    return new MemoryNeed(
        List.of(
            format(
                "%,d prices, %,d of one stock: %s on the driver",
                prices, largestStock, megabytes(48 * prices))),
        48 * prices,
        0,
        task,
        1e-6 * prices + 6e-9 * prices * replicates);
  }

  /**
   * Intervals of a column.
   *
   * @param rows of the table
   * @param largestGroup rows of the largest group
   * @param groups how many
   * @param statistics of each group
   * @param replicates of each statistic
   */
  public static MemoryNeed bootstrap(
      long rows, long largestGroup, long groups, int statistics, int replicates) {
    long kept = 8L * statistics * replicates;
    return new MemoryNeed(
        List.of(
            format(
                "%,d rows in %,d groups, the largest of %,d; %,d replicates of %d statistics",
                rows, groups, largestGroup, (long) replicates, statistics)),
        48 * rows + 200 * groups + kept * groups,
        16 * rows,
        40 * largestGroup + 2 * kept,
        10e-9 * rows * replicates * Math.max(1, statistics));
  }

  /** Two jobs in one application: structures and driver add up, the larger task counts. */
  public MemoryNeed and(MemoryNeed other) {
    List<String> both = new ArrayList<>(because);
    both.addAll(other.because);
    return new MemoryNeed(
        both,
        driver + other.driver,
        shared + other.shared,
        Math.max(task, other.task),
        coreSeconds + other.coreSeconds);
  }

  /** Heap of the driver in MiB, a multiple of 256. */
  public long driverMegabytes() {
    return rounded(BASE + driver);
  }

  /** Heap of an executor in MiB, a multiple of 256. */
  public long executorMegabytes(int cores) {
    return rounded(BASE + shared + cores * task);
  }

  /** Heap in MiB of one process that is driver and executor, as {@code --master local[N]} is. */
  public long localMegabytes(int cores) {
    return rounded(BASE + driver + shared + cores * task);
  }

  private static long rounded(long bytes) {
    return (bytes - SPARE + STEP - 1) / STEP * (STEP >> 20);
  }

  /** Executors of so many cores that compute in about a minute. */
  public long executors(int cores) {
    return Math.max(1, (long) Math.ceil(coreSeconds / SECONDS_WANTED / cores));
  }

  /**
   * The suggestion, for people: what it follows from, the settings, and the command for YARN.
   *
   * @param command the words of the command, quoted for a shell where need be
   * @param cores of an executor
   */
  public String text(String command, int cores) {
    StringBuilder text = new StringBuilder("memory, by the formulas of the page Operations:\n");
    because.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append(
        format(
            "  driver: %s + %s; executor of %d cores: %s + %s + %d x %s%n",
            megabytes(BASE),
            megabytes(driver),
            (long) cores,
            megabytes(BASE),
            megabytes(shared),
            (long) cores,
            megabytes(task)));
    text.append("in one process, with as many threads:\n  submit/crosswind ").append(command);
    text.append(
        format(
            " --master 'local[%d]' --driver-memory %s\n",
            (long) cores, setting(localMegabytes(cores))));
    text.append(
        "on YARN, for about a minute of computing (with Kerberos: --principal, --keytab):\n");
    text.append("  submit/crosswind ").append(command).append(" \\\n");
    text.append("    --master yarn --deploy-mode cluster \\\n");
    text.append(
        format(
            "    --driver-memory %s --executor-memory %s --executor-cores %d \\\n",
            setting(driverMegabytes()), setting(executorMegabytes(cores)), (long) cores));
    text.append("    --conf spark.dynamicAllocation.enabled=true");
    text.append(" --conf spark.dynamicAllocation.shuffleTracking.enabled=true \\\n");
    text.append(format("    --conf spark.dynamicAllocation.maxExecutors=%d\n", executors(cores)));
    return text.toString();
  }

  /** A size as Spark's options take it: {@code 1792m}, {@code 4g}. */
  static String setting(long megabytes) {
    return megabytes % 1024 == 0 ? megabytes / 1024 + "g" : megabytes + "m";
  }

  private static String megabytes(long bytes) {
    return bytes == BASE ? "1 GB" : format("%,d MB", (bytes + (1L << 20) - 1) >> 20);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  /** A word as a shell takes it. */
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
