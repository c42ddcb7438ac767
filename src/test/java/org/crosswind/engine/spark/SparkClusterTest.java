package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on executors that are JVMs of their own, some of which die. */
@Tag("spark")
@Tag("slow")
class SparkClusterTest {
  @TempDir Path folder;

  @Test
  void executorsOfTheirOwnGiveTheSameBitsEvenWhenOneIsLost() throws Exception {
    Path report = folder.resolve("report");
    Path marks = Files.createDirectories(folder.resolve("marks"));
    int exitCode =
        ClusterProcess.run(
            folder, ClusterDriver.class.getName(), marks.toString(), report.toString());
    assertThat(exitCode).as(() -> ClusterProcess.tail(folder)).isZero();
    List<String> lines = Files.readAllLines(report);
    assertThat(lines)
        .startsWith(
            "1 equal",
            "3 equal",
            "64 equal",
            "java payloads equal",
            "equal after a lost executor",
            "an executor was lost")
        .hasSize(8);
    assertThat(lines.get(6))
        .matches(
            "hopeless: molecule \\d+ \\(atom 41\\) failed 4 times: ExecutorLostFailure .*137.*");
    assertThat(lines.get(7))
        .matches(
            "hopeless: molecule \\d+ \\(atom 42\\) failed 4 times:"
                + " java\\.io\\.IOException: no such block");
  }
}
