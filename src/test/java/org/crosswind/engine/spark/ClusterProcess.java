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

/**
 * Runs a main class as the driver of {@code local-cluster[2,1,1024]}: a JVM of its own, since the
 * executors are started by what stands in the driver's environment.
 */
public final class ClusterProcess {
  private static final Pattern SCALA = Pattern.compile("spark-core_(\\d+\\.\\d+)-");

  private ClusterProcess() {}

  /**
   * Runs it to its end, five minutes at most.
   *
   * @param folder for Spark's home, the log, and as working directory
   * @return the exit code; the log is in {@code folder/log}
   */
  public static int run(Path folder, String mainClass, String... arguments) throws Exception {
    Process process = start(folder, List.of(), mainClass, List.of(arguments));
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the driver ends").isTrue();
      return process.exitValue();
    } finally {
      end(folder, process);
    }
  }

  /** Ends what has not ended, with its executors. */
  public static void end(Path folder, Process process) throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    removeLinks(folder);
  }

  /**
   * Starts it.
   *
   * @param options of its JVM, which win over ours
   */
  public static Process start(
      Path folder, List<String> options, String mainClass, List<String> arguments)
      throws IOException {
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
            "-Dspark.executor.memory=1g",
            "-Dspark.executor.extraClassPath=" + System.getProperty("java.class.path"),
            "-Dspark.ui.enabled=false",
            "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    ProcessBuilder driver = new ProcessBuilder(command);
    driver.directory(folder.toFile());
    driver.environment().put("SPARK_HOME", sparkHome(folder).toString());
    driver.environment().put("SPARK_SCALA_VERSION", scalaVersion());
    driver.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return driver.start();
  }

  /** The last lines of the driver's log. */
  public static String tail(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A Spark installation as far as starting executors needs one: a folder of links to the jars. */
  private static Path sparkHome(Path folder) throws IOException {
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
  private static void removeLinks(Path folder) throws IOException {
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
}
