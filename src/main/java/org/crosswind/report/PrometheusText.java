package org.crosswind.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Metrics in Prometheus' text format 0.0.4, for the textfile collector of its node exporter: {@code
 * HELP} and {@code TYPE} once for each name, then its values. Every name begins with {@code
 * crosswind_}; every value is a gauge, since it is of one run. The file is replaced in one step, so
 * that a scrape sees the old one or the new one.
 */
public final class PrometheusText {
  private static final String PREFIX = "crosswind_";

  private PrometheusText() {}

  /**
   * The metrics as text.
   *
   * @param common labels that every value gets, such as the command
   */
  public static String text(List<Metric> metrics, Map<String, String> common) {
    Map<String, StringBuilder> families = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      StringBuilder family =
          families.computeIfAbsent(
              metric.name(),
              name ->
                  new StringBuilder()
                      .append("# HELP " + PREFIX + name + " " + helpText(metric.help()) + "\n")
                      .append("# TYPE " + PREFIX + name + " gauge\n"));
      Map<String, String> labels = new LinkedHashMap<>(common);
      if (!metric.label().isEmpty()) {
        labels.put(metric.label(), metric.of());
      }
      family.append(PREFIX).append(metric.name());
      String separator = "{";
      for (Map.Entry<String, String> label : labels.entrySet()) {
        family.append(separator).append(label.getKey()).append("=\"");
        family.append(labelText(label.getValue())).append('"');
        separator = ",";
      }
      family.append(labels.isEmpty() ? " " : "} ").append(number(metric.value())).append('\n');
    }
    return String.join("", families.values());
  }

  /**
   * Replaces a file on this machine's disk.
   *
   * @throws IOException when that is not possible; then an older file is what it was
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("is a folder, expected a file");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) { // a device or pipe stays one
      Files.writeString(target, text, StandardCharsets.UTF_8);
      return;
    }
    if (Files.isSymbolicLink(target) && Files.exists(target)) {
      target = target.toRealPath();
    }
    // The collector reads files that end in .prom; this one does not.
    Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String helpText(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String labelText(String text) {
    return helpText(text).replace("\"", "\\\"");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value); // NaN too
  }
}
