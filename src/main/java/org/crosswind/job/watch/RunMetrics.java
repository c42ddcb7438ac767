package org.crosswind.job.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosswind.format.table.MetricsTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;
import org.crosswind.report.Metric;
import org.crosswind.report.Reconciliation;
import org.crosswind.report.RunManifest;

/** Makes the metrics of a run of what its manifest and its tasks know, and writes them. */
final class RunMetrics {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunMetrics() {}

  static List<Metric> of(
      RunManifest manifest,
      List<Failure> failures,
      List<Breach> breaches,
      TaskMetrics tasks,
      double seconds) {
    List<Metric> metrics = new ArrayList<>();
    where(manifest, metrics);
    for (Reconciliation count : manifest.counts()) {
      metrics.add(what("inputs", count, count.inputs(), "what was read, by unit"));
      metrics.add(what("results", count, count.results(), "what has a result, by unit"));
      metrics.add(what("failed", count, count.failures(), "what has none, by unit"));
    }
    failures(failures, metrics);
    breaches(breaches, metrics);
    metrics.add(
        Metric.of("run_seconds", seconds, "seconds", "from the opening of the run to its metrics"));
    for (RunManifest.Stage stage : manifest.stages()) {
      metrics.add(
          Metric.labelled(
              "stage_seconds", "stage", stage.name(), stage.seconds(), "seconds", "by stage"));
    }
    for (RunManifest.Output output : manifest.outputs()) {
      metrics.add(
          Metric.labelled("table_rows", "table", output.table(), output.rows(), "", "by table"));
      metrics.add(
          Metric.labelled(
              "table_bytes", "table", output.table(), output.bytes(), "bytes", "by table"));
    }
    tasks.addTo(metrics);
    driver(metrics);
    return metrics;
  }

  private static void where(RunManifest manifest, List<Metric> metrics) {
    String version = manifest.program().version();
    metrics.add(Metric.labelled("program", "version", version, 1, "info", "which program ran"));
    if (manifest.place() != null) {
      String engine = manifest.place().engine();
      String kernels = manifest.place().kernels();
      metrics.add(Metric.labelled("engine", "engine", engine, 1, "info", "who ran the tasks"));
      metrics.add(Metric.labelled("kernels", "kernels", kernels, 1, "info", "which kernels ran"));
      metrics.add(
          Metric.of("parallelism", manifest.place().parallelism(), "", "tasks at the same time"));
    }
  }

  private static Metric what(String name, Reconciliation count, long value, String help) {
    return Metric.labelled(name, "what", count.what(), value, "", help);
  }

  /** Every reason, those with no failure too: a dashboard must see a zero as zero. */
  private static void failures(List<Failure> failures, List<Metric> metrics) {
    Map<FailureReason, Long> counts = new EnumMap<>(FailureReason.class);
    for (Failure failure : failures) {
      counts.merge(failure.reason(), 1L, Long::sum);
    }
    for (FailureReason reason : FailureReason.values()) {
      metrics.add(
          Metric.labelled(
              "failures",
              "reason",
              reason.name(),
              counts.getOrDefault(reason, 0L),
              "",
              "failures by reason"));
    }
  }

  private static void breaches(List<Breach> breaches, List<Metric> metrics) {
    Map<String, Long> counts = new TreeMap<>();
    for (Breach breach : breaches) {
      counts.merge(breach.limit().name(), 1L, Long::sum);
    }
    metrics.add(Metric.of("breaches", breaches.size(), "", "breaches of all limits"));
    counts.forEach(
        (limit, count) ->
            metrics.add(
                Metric.labelled("limit_breaches", "limit", limit, count, "", "breaches by limit")));
  }

  private static void driver(List<Metric> metrics) {
    double gc = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      gc += Math.max(0, collector.getCollectionTime()) / 1e3;
    }
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    metrics.add(
        Metric.of("driver_gc_seconds", gc, "seconds", "garbage collection since the JVM started"));
    metrics.add(
        Metric.of(
            "driver_peak_heap_bytes", peak, "bytes", "peaks of the driver's heap pools together"));
  }

  static void write(List<Metric> metrics, RowSink rows) {
    for (Metric metric : metrics) {
      rows.setString(MetricsTable.METRIC, metric.name());
      if (!metric.label().isEmpty()) {
        rows.setString(MetricsTable.LABEL, metric.label());
        rows.setString(MetricsTable.OF, metric.of());
      }
      rows.setDouble(MetricsTable.VALUE, metric.value());
      rows.setString(MetricsTable.UNIT, metric.unit());
      rows.endRow();
    }
  }

  /** A member a metric: its value, or an object with a value for each value of its label. */
  static byte[] json(RunManifest manifest, List<Metric> metrics) {
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", manifest.runId());
    json.put("command", manifest.command());
    for (Metric metric : metrics) {
      ObjectNode place = metric.label().isEmpty() ? json : json.withObject("/" + metric.name());
      String name = metric.label().isEmpty() ? metric.name() : metric.of();
      if (metric.value() == Math.rint(metric.value()) && Math.abs(metric.value()) < 1L << 53) {
        place.put(name, (long) metric.value());
      } else if (Double.isFinite(metric.value())) {
        place.put(name, metric.value());
      } else {
        place.putNull(name);
      }
    }
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics are plain data", e);
    }
  }
}
