package org.crosswind.job.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.crosswind.engine.MoleculeText;
import org.crosswind.engine.TaskListener;
import org.crosswind.engine.TaskReport;
import org.crosswind.report.Metric;

/**
 * Gathers what tasks cost. A straggler is a task slower than some times the median of all; its
 * atoms are named, since an atom that is slow every night is a cube to look at.
 */
final class TaskMetrics implements TaskListener {
  private static final double[] QUANTILES = {0, 0.5, 0.9, 0.99, 1};
  private static final int MOST_STRAGGLERS = 20;

  private final double stragglerFactor;
  private final List<TaskReport> done = new ArrayList<>();
  private long failedAttempts;
  private double gcSeconds;
  private long read;
  private long written;
  private long spilled;
  private long peakHeap;

  TaskMetrics(double stragglerFactor) {
    this.stragglerFactor = stragglerFactor;
  }

  @Override
  public synchronized void ended(TaskReport task) {
    gcSeconds += task.gcSeconds();
    read += task.bytesRead();
    written += task.bytesWritten();
    spilled += task.spilledBytes();
    peakHeap = Math.max(peakHeap, task.heapBytes());
    if (task.succeeded()) {
      done.add(task);
    } else {
      failedAttempts++;
    }
  }

  synchronized void addTo(List<Metric> metrics) {
    double[] seconds = done.stream().mapToDouble(TaskReport::seconds).sorted().toArray();
    metrics.add(Metric.of("tasks", seconds.length, "", "tasks that were completed"));
    metrics.add(
        Metric.of("task_attempts_failed", failedAttempts, "", "attempts at tasks that failed"));
    for (double q : QUANTILES) {
      metrics.add(
          Metric.labelled(
              "task_seconds",
              "quantile",
              String.valueOf(q),
              seconds.length == 0 ? Double.NaN : seconds[place(q, seconds.length)],
              "seconds",
              "quantiles of the time that completed tasks took"));
    }
    metrics.add(
        Metric.of(
            "task_seconds_sum",
            Arrays.stream(seconds).sum(),
            "seconds",
            "time of all completed tasks"));
    metrics.add(
        Metric.of("task_gc_seconds", gcSeconds, "seconds", "garbage collection while tasks ran"));
    metrics.add(Metric.of("task_read_bytes", read, "bytes", "what tasks read from file systems"));
    metrics.add(Metric.of("task_written_bytes", written, "bytes", "what tasks wrote to them"));
    metrics.add(
        Metric.of("task_spilled_bytes", spilled, "bytes", "memory that went to local disks"));
    metrics.add(
        Metric.of(
            "task_peak_heap_bytes", peakHeap, "bytes", "the fullest heap seen while a task ran"));
    stragglers(metrics, seconds);
  }

  private void stragglers(List<Metric> metrics, double[] seconds) {
    double limit = seconds.length == 0 ? 0 : stragglerFactor * seconds[place(0.5, seconds.length)];
    List<TaskReport> slow =
        done.stream()
            .filter(task -> task.seconds() > limit)
            .sorted(
                Comparator.comparingDouble(TaskReport::seconds)
                    .reversed()
                    .thenComparing(TaskReport::molecule))
            .toList();
    metrics.add(
        Metric.of(
            "stragglers",
            slow.size(),
            "",
            String.format(Locale.ROOT, "tasks slower than %s times the median", stragglerFactor)));
    for (TaskReport task : slow.subList(0, Math.min(MOST_STRAGGLERS, slow.size()))) {
      metrics.add(
          Metric.labelled(
              "straggler_seconds",
              "task",
              MoleculeText.of(task.molecule(), task.firstAtom(), task.lastAtom())
                  + " on "
                  + task.host(),
              task.seconds(),
              "seconds",
              "time of the slowest stragglers"));
    }
  }

  private static int place(double quantile, int size) {
    return (int) Math.round(quantile * (size - 1));
  }
}
