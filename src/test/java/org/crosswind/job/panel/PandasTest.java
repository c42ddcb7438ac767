package org.crosswind.job.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Realised measures, features and performance against pandas, an implementation that shares no line
 * with ours. Needs a Python with pandas: {@code python3}, or what the system property {@code
 * crosswind.python} names; without one the test is skipped and says so.
 */
class PandasTest {
  private static final String PYTHON = System.getProperty("crosswind.python", "python3");

  @TempDir Path folder;

  @Test
  void figuresAreThoseOfPandas() throws Exception {
    assumeTrue(
        python(List.of("-c", "import pandas")).code() == 0,
        PYTHON + " has no pandas: the comparison is skipped");
    Path prices = new TestPanel(4, 40, 50, 5, 11).write(folder.resolve("prices"));
    PanelRun run =
        PanelJobTest.local(
            prices,
            folder.resolve("out"),
            2,
            "run.format=csv",
            "panel.alignment.index=own",
            "panel.bootstrap.replicates=0",
            "panel.features.moving-average=5",
            "panel.features.volatility=5",
            "panel.features.rsi=5",
            "panel.features.risk-free-rate=0.02");
    Path script =
        Path.of(PandasTest.class.getResource("compare_with_pandas.py").toURI()).toAbsolutePath();

    Ended compared = python(List.of(script.toString(), prices.toString(), run.folderName()));

    assertThat(compared.output().strip()).isEqualTo("equal");
    assertThat(compared.code()).isZero();
  }

  private record Ended(int code, String output) {}

  private static Ended python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) { // there is no such program
      return new Ended(127, e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
