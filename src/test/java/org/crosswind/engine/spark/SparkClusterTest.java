package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on executors that are JVMs of their own, some of which die. */
@Tag("spark")
@Tag("slow")
class SparkClusterTest {
  private static final Pattern SCALA = Pattern.compile("spark-core_(\\d+\\.\\d+)-");

  @TempDir Path folder;

  @Test
  void executorsOfTheirOwnGiveTheSameBitsEvenWhenOneIsLost() throws Exception {
    Path report = folder.resolve("report");
    Path log = folder.resolve("log");
    Path marks = Files.createDirectories(folder.resolve("marks"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The module options that a JVM of Spark needs, which this JVM was given too.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=local-cluster[2,1,1024]",
            "-Dspark.ui.enabled=false",
            "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            ClusterDriver.class.getName(),
            marks.toString(),
            report.toString()));
    ProcessBuilder driver = new ProcessBuilder(command);
    driver.directory(folder.toFile());
    driver.environment().put("SPARK_HOME", sparkHome().toString());
    driver.environment().put("SPARK_SCALA_VERSION", scalaVersion());
    driver.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = driver.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the driver ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      removeLinks();
    }
    assertThat(process.exitValue()).as(() -> tail(log)).isZero();
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

  /** A Spark installation as far as starting executors needs one: a folder of links to the jars. */
  private Path sparkHome() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("spark-home/jars"));
    for (String entry : classpath()) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path link = jars.resolve(jar.getFileName());
      if (entry.endsWith(".jar") && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    return jars.getParent();
  }

  /** The jars stay where they are. */
  private void removeLinks() throws IOException {
    try (Stream<Path> links = Files.list(folder.resolve("spark-home/jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  private static String scalaVersion() {
    Matcher scala = SCALA.matcher(System.getProperty("java.class.path"));
    assertThat(scala.find()).as("spark-core is on the classpath").isTrue();
    return scala.group(1);
  }

  private static String[] classpath() {
    return System.getProperty("java.class.path").split(File.pathSeparator, -1);
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
