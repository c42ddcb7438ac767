package org.crosswind.job.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One {@code submit/crosswind} as a process of its own, with its two outputs in files. */
final class Submission implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private Submission(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param folder working directory, and where the outputs go
   * @param environment beside this process's
   */
  static Submission start(Path folder, Map<String, String> environment, List<String> words)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of("submit/crosswind").toAbsolutePath().toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("CROSSWIND_JAR", jar().toString()); // as it was built, whatever changed
    builder.environment().putAll(environment);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Submission(builder.start(), out, err);
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("crosswind-.*\\.jar"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  /** Waits for its end, eight minutes at most. */
  int exitCode() throws InterruptedException {
    return exitCode(Duration.ofMinutes(8));
  }

  /** Waits for its end. */
  int exitCode(Duration most) throws InterruptedException {
    assertThat(process.waitFor(most.toSeconds(), TimeUnit.SECONDS)).as(this::tail).isTrue();
    return process.exitValue();
  }

  /** The process and all that it started. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** The ends of both outputs, for messages. */
  String tail() {
    try {
      return "standard output:\n" + lastLines(out) + "\nstandard error:\n" + lastLines(err);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String lastLines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
