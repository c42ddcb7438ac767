package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command in a process of its own, killed with SIGKILL: no hook of it runs. */
@Tag("slow")
class DriverDeathTest {
  private static final int SETS = 60;
  private static final long SEED = 20261120;

  @TempDir Path folder;

  private Process start(String... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    line.addAll(List.of(words));
    Path err = Files.createTempFile(folder, "err", ".txt");
    return new ProcessBuilder(line)
        .redirectError(err.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What the last process that was started said. */
  private String said() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      StringBuilder text = new StringBuilder();
      for (Path file :
          (Iterable<Path>)
              all.filter(f -> f.getFileName().toString().startsWith("err")).sorted()::iterator) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  private Process night(Path config, String id, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "xva",
                "--config",
                config.toString(),
                "--set",
                "run.id=" + id,
                "--set",
                "run.engine=local",
                "--set",
                "run.threads=2",
                "--set",
                "run.molecules=" + SETS));
    words.addAll(List.of(more));
    return start(words.toArray(String[]::new));
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly(); // SIGKILL
    process.waitFor();
  }

  /**
   * All files of a run but manifest and metrics, with their bytes; of Parquet without the footer,
   * where parquet-mr lists the encodings of a column in the order of a hash that every JVM chooses
   * anew.
   */
  private static Map<String, String> tables(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String name = run.relativize(file).toString();
        if (!name.equals("manifest.json") && !name.startsWith("metrics")) {
          byte[] bytes = Files.readAllBytes(file);
          int length = bytes.length;
          if (name.endsWith(".parquet")) {
            length -= 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length - 8);
          }
          files.put(name, HexFormat.of().formatHex(bytes, 0, length));
        }
      }
    }
    return files;
  }

  @Test
  void tenKillsAtRandomMomentsLoseAndDoubleNothing() throws Exception {
    TestBook book = new TestBook(folder, SETS, 300);
    Path config = book.config("night", "");
    long from = System.nanoTime();
    assertThat(end(night(config, "whole"))).as(said()).isZero();
    long whole = System.nanoTime() - from;
    Map<String, String> expected = tables(folder.resolve("out/whole"));
    Random random = new Random(SEED);
    int unfinished = 0;
    for (int i = 0; i < 10; i++) {
      String id = "night-" + i;
      // Mostly while it computes; the JVM needs the first part of the time to start.
      Process first = night(config, id);
      TimeUnit.NANOSECONDS.sleep((long) (whole * (0.35 + 0.7 * random.nextDouble())));
      kill(first);
      boolean left = isUnfinished(id);
      unfinished += left ? 1 : 0;
      if (i % 3 == 2) { // killed again while it resumes
        Process second = night(config, id, "--once");
        TimeUnit.NANOSECONDS.sleep((long) (whole * (0.35 + 0.4 * random.nextDouble())));
        kill(second);
      }
      if (left && i % 3 != 2) {
        assertThat(end(night(config, id))).as("begun anew without a word").isEqualTo(3);
        assertThat(said()).contains("--resume " + id, "--replace");
      }
      assertThat(end(night(config, id, "--once")))
          .as("run %d of seed %d: %s", i, SEED, said())
          .isZero();
      Map<String, String> tables = tables(folder.resolve("out").resolve(id));
      assertThat(tables.keySet()).as("run %d of seed %d", i, SEED).isEqualTo(expected.keySet());
      for (Map.Entry<String, String> file : expected.entrySet()) {
        assertThat(tables.get(file.getKey()).equals(file.getValue()))
            .as("run %d of seed %d: bytes of %s", i, SEED, file.getKey())
            .isTrue();
      }
      JsonNode count =
          new ObjectMapper()
              .readTree(folder.resolve("out").resolve(id).resolve("manifest.json").toFile())
              .get("counts")
              .get(0);
      assertThat(count.get("inputs").asInt()).isEqualTo(SETS);
      assertThat(count.get("results").asInt()).isEqualTo(SETS - 1);
      assertThat(folder.resolve("out/latest")).hasContent(id);
    }
    assertThat(unfinished).as("kills that left an unfinished run").isPositive();
    try (Stream<Path> hidden = Files.list(folder.resolve("out"))) {
      assertThat(hidden.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".")))
          .as("left behind")
          .isEmpty();
    }
  }

  private boolean isUnfinished(String id) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
      return all.anyMatch(
          path ->
              path.toString().contains("." + id + ".tmp-") && path.toString().endsWith(".done"));
    }
  }

  @Test
  void ofTwoNightsStartedAtOnceOneRunsAndTheOtherNamesIt() throws Exception {
    TestBook book = new TestBook(folder, SETS, 300);
    Path config = book.config("night", "");
    Process one = night(config, "twice");
    Process two = night(config, "twice");
    List<Integer> codes = List.of(end(one), end(two));
    assertThat(codes).as(said()).containsExactlyInAnyOrder(0, 3);
    Process winner = codes.get(0) == 0 ? one : two;
    assertThat(said()).contains("a run of this name is under way (process " + winner.pid());
    assertThat(folder.resolve("out/twice/_SUCCESS")).exists();
    assertThat(TableRows.read(folder.resolve("out/twice"), "failures")).hasSize(1);
  }
}
