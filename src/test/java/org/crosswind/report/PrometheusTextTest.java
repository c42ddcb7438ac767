package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTextTest {
  @TempDir Path folder;

  @Test
  void helpAndTypeStandOnceBeforeTheValuesOfAName() {
    String text =
        PrometheusText.text(
            List.of(
                Metric.labelled("failures", "reason", "IO", 2, "", "by reason"),
                Metric.of("run_seconds", 1.5, "seconds", "how long"),
                Metric.labelled("failures", "reason", "MISSING", 0, "", "by reason")),
            Map.of("command", "xva"));
    assertThat(text)
        .isEqualTo(
            """
            # HELP crosswind_failures by reason
            # TYPE crosswind_failures gauge
            crosswind_failures{command="xva",reason="IO"} 2
            crosswind_failures{command="xva",reason="MISSING"} 0
            # HELP crosswind_run_seconds how long
            # TYPE crosswind_run_seconds gauge
            crosswind_run_seconds{command="xva"} 1.5
            """);
  }

  @Test
  void textIsEscapedAndNumbersThatAreNoneHaveTheirWords() {
    String text =
        PrometheusText.text(
            List.of(
                Metric.labelled("a", "limit", "x \"y\" \\ \n", Double.NaN, "", "back\\slash\nline"),
                Metric.of("b", Double.POSITIVE_INFINITY, "", "h"),
                Metric.of("c", Double.NEGATIVE_INFINITY, "", "h"),
                Metric.of("d", 1e300, "", "h")),
            Map.of());
    assertThat(text.lines())
        .contains(
            "# HELP crosswind_a back\\\\slash\\nline",
            "crosswind_a{limit=\"x \\\"y\\\" \\\\ \\n\"} NaN",
            "crosswind_b +Inf",
            "crosswind_c -Inf",
            "crosswind_d 1.0E300");
  }

  @Test
  void theFileIsReplacedInOneStepAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("x.prom"), "old");
    PrometheusText.write(file, "new\n");
    assertThat(file).hasContent("new\n");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorAndLeavesNothing() {
    assertThatThrownBy(() -> PrometheusText.write(folder.resolve("none/x.prom"), "new\n"))
        .isInstanceOf(IOException.class);
  }
}
