package org.crosswind.job.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.ProgressListener;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log as a process writes it: its configuration is read when the JVM starts. */
class LogContextTest {
  /** Logs from the driver and from a molecule. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      LogContext.run("night \"1\"");
      LogContext.stage("compute");
      LoggerFactory.getLogger("org.crosswind.Driver").warn("two\nlines", new IOException("disk"));
      List<Molecule<Integer>> plan = List.of(new Molecule<>(0, List.of(new Atom<>(7, 1, 7))));
      try (LocalEngine engine = new LocalEngine(1)) {
        new WatchedEngine(engine, "night", java.time.Duration.ZERO, ProgressListener.NONE)
            .run(
                "xva: 1 netting set",
                plan,
                AtomFunctions.perAtom(
                    i -> {
                      LoggerFactory.getLogger("org.crosswind.Task").warn("slow");
                      return i;
                    },
                    i -> "book.csv:" + i,
                    OnFailure.CONTINUE),
                ProgressListener.NONE);
      }
    }
  }

  private static List<String> log(String format) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-Dlog4j2.configurationFile=conf/log4j2.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    builder.environment().put(LogContext.FORMAT_VARIABLE, format);
    builder.environment().remove("CROSSWIND_LOG_LEVEL");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    List<String> lines =
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }

  @Test
  void aLineIsAnObjectWithRunStageMoleculeAndAtom() throws Exception {
    List<String> lines = log("json");
    assertThat(lines).hasSize(2);
    JsonNode driver = new ObjectMapper().readTree(lines.get(0));
    assertThat(driver.get("level").asText()).isEqualTo("WARN");
    assertThat(driver.get("logger").asText()).isEqualTo("org.crosswind.Driver");
    assertThat(driver.get("run").asText()).isEqualTo("night \"1\"");
    assertThat(driver.get("stage").asText()).isEqualTo("compute");
    assertThat(driver.get("message").asText()).isEqualTo("two\nlines");
    assertThat(driver.get("exception").asText()).contains("java.io.IOException: disk");
    assertThat(driver.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    JsonNode task = new ObjectMapper().readTree(lines.get(1));
    assertThat(task.get("run").asText()).isEqualTo("night");
    assertThat(task.get("stage").asText()).isEqualTo("xva: 1 netting set");
    assertThat(task.get("molecule").asText()).isEqualTo("0");
    assertThat(task.get("atom").asText()).isEqualTo("book.csv:7");
    assertThat(task.get("message").asText()).isEqualTo("slow");
  }

  @Test
  void otherwiseItIsTextForAPerson() throws Exception {
    assertThat(log("").get(0)).matches("[\\d:]{8} WARN Driver: two");
    assertThat(log("xml").get(0)).matches("[\\d:]{8} WARN Driver: two");
  }
}
