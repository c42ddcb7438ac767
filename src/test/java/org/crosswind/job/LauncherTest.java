package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code submit/crosswind} hands to a spark-submit, here a script that writes its words down.
 */
class LauncherTest {
  @TempDir Path folder;

  private Path spark;
  private Path config;

  @BeforeEach
  void makeASpark() throws IOException {
    spark = folder.resolve("spark");
    Files.createDirectories(spark.resolve("bin"));
    says("exit 0");
    config = Files.writeString(folder.resolve("night.conf"), "crosswind {}\n");
  }

  private void says(String rest) throws IOException {
    Path script = spark.resolve("bin/spark-submit");
    Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n" + rest + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Said(int exitCode, List<String> out, String err) {
    /** The values of an option, in order. */
    List<String> values(String option) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i + 1 < out.size(); i++) {
        if (out.get(i).equals(option)) {
          values.add(out.get(i + 1));
        }
      }
      return values;
    }
  }

  private Said launch(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of("submit/crosswind").toAbsolutePath() + ""));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", spark.toString());
    builder.environment().put("CROSSWIND_JAR", config.toString()); // any file: nothing is run
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path err = folder.resolve("err");
    builder.redirectError(err.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return new Said(exitCode, out.lines().toList(), Files.readString(err));
  }

  @Test
  void whatTheClusterNeedsGoesToSparkAndTheRestToTheCommand() throws Exception {
    Said said =
        launch(
            "xva",
            "--config",
            config.toString(),
            "--principal",
            "risk@BANK",
            "--keytab=/etc/security/risk.keytab",
            "--queue",
            "night",
            "--master",
            "yarn",
            "--proxy-user",
            "desk",
            "--once",
            "--conf",
            "spark.dynamicAllocation.enabled=true");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.values("--principal")).containsExactly("risk@BANK");
    assertThat(said.values("--keytab")).containsExactly("/etc/security/risk.keytab");
    assertThat(said.values("--queue")).containsExactly("night");
    assertThat(said.values("--proxy-user")).containsExactly("desk");
    assertThat(said.values("--conf")).contains("spark.dynamicAllocation.enabled=true");
    int jar = said.out().indexOf(config.toString());
    assertThat(said.out().subList(jar + 1, said.out().size()))
        .containsExactly("xva", "--config", config.toString(), "--once");
  }

  @Test
  void inClusterModeTheConfigurationGoesAlongAndThereIsOneAttempt() throws Exception {
    Said said =
        launch("xva", "--config", config + "", "--files", "a.conf", "--deploy-mode", "cluster");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.values("--files")).containsExactly("a.conf", "a.conf," + config);
    assertThat(said.values("--conf")).contains("spark.yarn.maxAppAttempts=1");
    assertThat(said.values("--config")).containsExactly("night.conf");
    Said asked =
        launch(
            "xva",
            "--config",
            config + "",
            "--deploy-mode",
            "cluster",
            "--conf",
            "spark.yarn.maxAppAttempts=3");
    assertThat(asked.values("--conf"))
        .contains("spark.yarn.maxAppAttempts=3")
        .doesNotContain("spark.yarn.maxAppAttempts=1");
  }

  @Test
  void theExitCodeOfADriverOnTheClusterComesBack() throws Exception {
    says("echo 'diagnostics: EndedWith: crosswind ended with exit code 4' >&2; exit 1");
    Said four = launch("xva", "--config", config + "", "--deploy-mode", "cluster");
    assertThat(four.exitCode()).isEqualTo(4);
    assertThat(four.err()).contains("diagnostics");
    says("exit 1");
    assertThat(launch("xva", "--config", config + "", "--deploy-mode", "cluster").exitCode())
        .isEqualTo(1);
    says("exit 0");
    assertThat(launch("xva", "--config", config + "", "--deploy-mode", "cluster").exitCode())
        .isZero();
  }
}
