package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program in a process of its own, which a test watches from outside and kills. */
final class DriverProcess {
  private final Process process;
  private final Path err;

  private DriverProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /**
   * Starts it: a JVM that is made to live for seconds.
   *
   * @param folder for what it says
   * @param master Spark's, for commands that run on Spark
   * @param words of the command line
   */
  static DriverProcess start(Path folder, String master, List<String> words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:+Ignore"))
        .forEach(line::add);
    line.addAll(List.of("-Xmx640m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of("-Xshare:auto", "-Dspark.master=" + master, "-Dspark.ui.enabled=false"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(words);
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(line)
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new DriverProcess(process, err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its end, five minutes at most; the exit code. */
  int end() throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** What it said on standard error. */
  String said() throws IOException {
    return Files.readString(err);
  }

  /**
   * Kills it with SIGKILL, so that no hook of it runs, when its run has come to a moment.
   *
   * @param output the folder of the run's folder
   * @param id of the run
   * @param records how many molecules it must have recorded; of a run that goes on, since this
   *     process has taken it over, all that were recorded before count too
   * @param later how long after it is seen to have them
   * @param before the folders of the run that are not this process's
   */
  void killAt(Path output, String id, int records, Duration later, Set<Path> before)
      throws IOException, InterruptedException {
    while (process.isAlive() && !isAt(output, id, records, before)) {
      TimeUnit.MILLISECONDS.sleep(4);
    }
    if (process.isAlive()) {
      TimeUnit.NANOSECONDS.sleep(later.toNanos());
    }
    process.destroyForcibly();
    process.waitFor();
  }

  private static boolean isAt(Path output, String id, int records, Set<Path> before)
      throws IOException {
    if (Files.exists(output.resolve(id))) {
      return true; // published
    }
    for (Path folder : unfinished(output, id)) {
      if (!before.contains(folder) && records(folder) >= records) {
        return true;
      }
    }
    return false;
  }

  /** The hidden folders of a run that is not published. */
  static Set<Path> unfinished(Path output, String id) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (Path entry : list(output)) {
      if (entry.getFileName().toString().startsWith("." + id + ".tmp-")) {
        folders.add(entry);
      }
    }
    return folders;
  }

  /** How many molecules are recorded in a folder of a run. */
  static int records(Path folder) throws IOException {
    int records = 0;
    for (Path entry : list(folder.resolve("_journal"))) {
      String name = entry.getFileName().toString();
      if (name.endsWith(".done") && !name.startsWith(".")) {
        records++;
      }
    }
    return records;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // not yet, or no more
    }
  }
}
