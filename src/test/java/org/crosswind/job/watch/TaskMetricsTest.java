package org.crosswind.job.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.engine.TaskReport;
import org.crosswind.report.Metric;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static TaskReport task(int molecule, double seconds, boolean succeeded) {
    return new TaskReport(
        "xva",
        molecule,
        10 * molecule,
        10 * molecule + 9,
        succeeded,
        seconds,
        0.5,
        100,
        10,
        1,
        1000 + molecule,
        "host1");
  }

  private static List<Metric> metrics(TaskReport... tasks) {
    TaskMetrics metrics = new TaskMetrics(3);
    for (TaskReport task : tasks) {
      metrics.ended(task);
    }
    List<Metric> all = new ArrayList<>();
    metrics.addTo(all);
    return all;
  }

  private static List<Metric> named(List<Metric> metrics, String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).toList();
  }

  private static double value(List<Metric> metrics, String name) {
    return named(metrics, name).get(0).value();
  }

  @Test
  void attemptsAreAddedUpAndOnlyCompletedOnesAreTimed() {
    List<Metric> all =
        metrics(task(0, 1, true), task(1, 2, true), task(2, 100, false), task(2, 3, true));
    assertThat(value(all, "tasks")).isEqualTo(3);
    assertThat(value(all, "task_attempts_failed")).isEqualTo(1);
    assertThat(value(all, "task_seconds_sum")).isEqualTo(6);
    assertThat(value(all, "task_gc_seconds")).isEqualTo(2);
    assertThat(value(all, "task_read_bytes")).isEqualTo(400);
    assertThat(value(all, "task_written_bytes")).isEqualTo(40);
    assertThat(value(all, "task_spilled_bytes")).isEqualTo(4);
    assertThat(value(all, "task_peak_heap_bytes")).isEqualTo(1002);
    assertThat(named(all, "task_seconds"))
        .extracting(Metric::of, Metric::value)
        .contains(
            org.assertj.core.groups.Tuple.tuple("0.0", 1.0),
            org.assertj.core.groups.Tuple.tuple("0.5", 2.0),
            org.assertj.core.groups.Tuple.tuple("1.0", 3.0));
  }

  @Test
  void aStragglerIsNamedWithItsAtoms() {
    List<Metric> all =
        metrics(
            task(0, 1, true),
            task(1, 1, true),
            task(2, 3, true),
            task(3, 3.5, true),
            task(4, 1, true));
    assertThat(value(all, "stragglers")).isEqualTo(1);
    assertThat(named(all, "straggler_seconds"))
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.of()).isEqualTo("molecule 3 (atoms 30 to 39) on host1");
              assertThat(metric.value()).isEqualTo(3.5);
            });
  }

  @Test
  void aRunWithoutTasksHasNoQuantiles() {
    List<Metric> all = metrics();
    assertThat(value(all, "tasks")).isZero();
    assertThat(value(all, "task_seconds")).isNaN();
    assertThat(value(all, "stragglers")).isZero();
  }
}
