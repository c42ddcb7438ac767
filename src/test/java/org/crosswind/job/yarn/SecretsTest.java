package org.crosswind.job.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night with secrets in its settings, on executors that are JVMs of their own: none of them is in
 * anything that the night leaves behind or says, nor in a command line while it runs.
 */
@Tag("yarn")
@Tag("slow")
class SecretsTest {
  private static final String SECRET = "hunter2-";

  @TempDir Path folder;

  @Test
  void noSecretIsInAnyOutputNorInTheListOfProcesses() throws Exception {
    Path events = Files.createDirectories(folder.resolve("events"));
    Path settings = Files.createDirectories(folder.resolve("settings"));
    Path spark =
        Files.writeString(
            settings.resolve("spark.conf"),
            String.join(
                "\n",
                "spark.authenticate true",
                "spark.authenticate.secret " + SECRET + "authenticate",
                "spark.hadoop.fs.s3a.secret.key " + SECRET + "s3a",
                "spark.hadoop.feed.api.token " + SECRET + "token",
                "spark.ssl.ui.keyPassword " + SECRET + "key",
                "spark.eventLog.enabled true",
                "spark.eventLog.dir file:" + events,
                ""));
    Path demo = folder.resolve("demo");
    try (Submission inputs =
        Submission.start(
            folder.resolve("first"),
            Map.of(),
            List.of(
                "demo",
                "--inputs-only",
                "--sets",
                "20",
                "--scenarios",
                "50",
                "--output",
                demo.toString()))) {
      assertThat(inputs.exitCode()).as(inputs::tail).isZero();
    }
    Path config = settings.resolve("night.conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "include file(\"" + demo.resolve("demo-input/demo.conf") + "\")",
            "crosswind.run { id = night, replace = false, tolerated-failures = 0.5 }",
            "crosswind.limits = [ { name = cva, scope = netting-set, measure = cva, max = 0 } ]",
            "crosswind.alerts = [ {",
            "  name = chat, webhook = \"http://127.0.0.1:9/" + SECRET + "path\", retries = 0",
            "  headers { Authorization = \"Bearer " + SECRET + "header\" }",
            "} ]",
            ""));
    Set<String> commandLines = new HashSet<>();
    List<String> words =
        List.of(
            "xva",
            "--config",
            config.toString(),
            "--master",
            "local-cluster[1,1,1024]",
            "--properties-file",
            spark.toString(),
            "--driver-memory",
            "512m");
    try (Submission night =
        Submission.start(folder.resolve("night"), Map.of("CROSSWIND_LOG_LEVEL", "debug"), words)) {
      while (night.isAlive()) {
        ProcessHandle.current()
            .descendants()
            .forEach(process -> commandLines.add(commandLine(process)));
        Thread.sleep(100);
      }
      assertThat(night.exitCode()).as(night::tail).isIn(0, 5);
    }
    assertThat(commandLines).anyMatch(line -> line.contains("CoarseGrainedExecutorBackend"));
    assertThat(commandLines).noneMatch(line -> line.contains(SECRET));
    List<Path> written = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(settings))
          .forEach(written::add);
    }
    assertThat(written).anyMatch(file -> file.startsWith(events));
    assertThat(written).anyMatch(file -> file.endsWith("demo/night/manifest.json"));
    for (Path file : written) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(text.contains(SECRET)).as("%s has a secret", file).isFalse();
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // ended meanwhile
    }
  }
}
