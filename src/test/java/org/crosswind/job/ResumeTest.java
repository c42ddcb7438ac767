package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.Retention;
import org.crosswind.report.RunEntry;
import org.crosswind.report.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A night that was interrupted and goes on, in one process. */
class ResumeTest {
  private static final int SETS = 12;

  @TempDir Path folder;
  private TestBook book;
  private Path config;

  @BeforeEach
  void makeBook() throws IOException {
    book = new TestBook(folder, SETS, 20);
    config = book.config("night", "run.molecules = " + SETS);
  }

  /** Stands for the end of the process, as far as one can have it without ending the tests. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private XvaRun run(int threads, ProgressListener progress, String... sets) throws IOException {
    JobConfig resolved = JobConfig.load(config, List.of(sets), Clock.systemUTC());
    try (LocalEngine engine = new LocalEngine(threads)) {
      return new XvaJob(
              "xva", resolved, config, engine, Platform.PLAIN, Clock.systemUTC(), progress)
          .run();
    }
  }

  private XvaRun resume(int threads, String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("run.start=resume");
    return run(threads, ProgressListener.NONE, all.toArray(String[]::new));
  }

  /** Dies when so many netting sets are done; molecules of one set each. */
  private void die(int done, String... sets) {
    assertThatThrownBy(
            () ->
                run(
                    1,
                    (what, atoms, failed, total) -> {
                      if (atoms >= done) {
                        throw new Death();
                      }
                    },
                    sets))
        .isInstanceOf(Death.class);
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  /** All files of a run but manifest and metrics, with their bytes. */
  private static Map<String, String> tables(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String name = run.relativize(file).toString();
        if (!name.equals("manifest.json") && !name.startsWith("metrics")) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  private Map<String, String> uninterrupted(String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("run.id=whole");
    return tables(Path.of(run(2, ProgressListener.NONE, all.toArray(String[]::new)).folderName()));
  }

  @Test
  void aResumedNightThatResamplesHasTheBookOfAnUninterruptedOne() throws IOException {
    String[] resampling = {"bootstrap.replicates=20", "bootstrap.shared-scenarios=true"};
    Map<String, String> expected = uninterrupted(resampling);
    assertThat(expected.keySet()).anyMatch(name -> name.startsWith("book/"));
    die(5, resampling);
    assertThat(tables(Path.of(resume(2, resampling).folderName()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, SETS - 1})
  void aResumedNightIsBitIdenticalAndComputesOnlyWhatIsMissing(int done) throws IOException {
    Map<String, String> expected = uninterrupted();
    die(done);
    assertThat(out("night")).doesNotExist();
    assertThat(out("latest")).hasContent("whole\n");
    List<Long> computed = new ArrayList<>();
    XvaRun resumed =
        run(1, (what, atoms, failed, total) -> computed.add(total), "run.start=resume");
    // One set more may have been recorded by the thread than the driver has seen.
    assertThat(computed.get(0)).isBetween(SETS - done - 2L, (long) SETS - done);
    assertThat(tables(out("night"))).isEqualTo(expected);
    assertThat(resumed.summaries()).hasSize(SETS - 1);
    assertThat(resumed.failures()).hasSize(1);
    assertThat(out("latest")).hasContent("night\n");
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("latest", "night", "whole");
    }
    JsonNode manifest = new ObjectMapper().readTree(out("night/manifest.json").toFile());
    assertThat(manifest.get("counts").get(0).get("inputs").asInt()).isEqualTo(SETS);
    assertThat(manifest.get("counts").get(0).get("failures").asInt()).isEqualTo(1);
    assertThat(manifest.get("exit_code").asInt()).isZero();
  }

  @Test
  void anUnfinishedNightIsNotBegunAnewUnlessAsked() throws IOException {
    die(4);
    assertThatThrownBy(() -> run(1, ProgressListener.NONE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("an unfinished run has this id")
        .hasMessageContaining("--resume night")
        .hasMessageContaining("--replace");
    assertThat(run(1, ProgressListener.NONE, "run.replace=true").summaries()).hasSize(SETS - 1);
  }

  @Test
  void aFinishedNightIsRefusedWithBothWords() throws IOException {
    run(1, ProgressListener.NONE);
    assertThatThrownBy(() -> run(1, ProgressListener.NONE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("--replace")
        .hasMessageContaining("--resume");
  }

  @Test
  void anotherClusterAndAnotherWishGoOnWithTheRecordedPlan() throws IOException {
    Map<String, String> expected = uninterrupted("run.molecules=0", "run.threads=2");
    die(4, "run.molecules=0");
    // The run began with one thread, so four molecules; the whole one with two.
    resume(3, "run.molecules=7");
    assertThat(TableRows.read(out("night"), "profiles"))
        .isEqualTo(TableRows.read(out("whole"), "profiles"));
    assertThat(tables(out("night"))).containsKey("results/part-00003.parquet");
    assertThat(tables(out("night"))).doesNotContainKey("results/part-00004.parquet");
    assertThat(expected).containsKey("results/part-00004.parquet");
  }

  @Test
  void aNightThatDiesAgainWhileResumingLosesNothing() throws IOException {
    Map<String, String> expected = uninterrupted();
    die(3);
    die(2, "run.start=resume");
    die(2, "run.start=resume");
    resume(2);
    assertThat(tables(out("night"))).isEqualTo(expected);
  }

  @Test
  void tablesOfOneFileAreResumedToo() throws IOException {
    Map<String, String> expected = uninterrupted("run.format=csv");
    die(6, "run.format=csv");
    resume(1, "run.format=csv");
    assertThat(tables(out("night"))).isEqualTo(expected);
  }

  @Test
  void whatIsDamagedIsComputedAgain() throws IOException {
    Map<String, String> expected = uninterrupted();
    die(8);
    Path unfinished;
    try (Stream<Path> all = Files.list(folder.resolve("out"))) {
      unfinished = all.filter(p -> p.toString().contains(".tmp-")).findFirst().orElseThrow();
    }
    Files.write(unfinished.resolve("results/part-00000.parquet"), new byte[0]);
    Files.delete(unfinished.resolve("profiles/part-00001.parquet"));
    Path record = unfinished.resolve("_journal/stage1-00002.done");
    Files.write(record, Arrays.copyOf(Files.readAllBytes(record), 40));
    byte[] bytes = Files.readAllBytes(unfinished.resolve("results/part-00003.parquet"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(unfinished.resolve("results/part-00003.parquet"), bytes);
    Files.writeString(unfinished.resolve("results/part-00011.parquet"), "of nobody");
    resume(1);
    assertThat(tables(out("night"))).isEqualTo(expected);
  }

  @Test
  void aChangedInputIsNamedAndNothingIsResumed() throws IOException {
    die(5);
    Path curves = folder.resolve("curves.csv");
    String before = Files.readString(curves);
    Files.writeString(curves, before.replaceFirst("0\\.0", "0.1"));
    assertThatThrownBy(() -> resume(1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("curves.csv")
        .hasMessageContaining("has changed since the run read it")
        .hasMessageContaining("--replace");
    // Put back, even at a later time: tables are known by their content.
    Files.writeString(curves, before);
    assertThat(resume(1).summaries()).hasSize(SETS - 1);
  }

  @Test
  void aReplacedCubeIsNamedAndNothingIsResumed() throws IOException {
    die(5);
    Path cube = recordFile();
    Files.setLastModifiedTime(cube, FileTime.fromMillis(1_000_000));
    assertThatThrownBy(() -> resume(1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(cube.getFileName().toString())
        .hasMessageContaining("of the cubes");
  }

  private Path recordFile() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cubes"))) {
      return all.filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void aCubeReplacedWhileTheNightReadsItPublishesNothing() throws IOException {
    Path cube = recordFile();
    assertThatThrownBy(
            () ->
                run(
                    1,
                    (what, atoms, failed, total) -> {
                      try {
                        Files.setLastModifiedTime(cube, FileTime.fromMillis(1_000_000));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(cube.getFileName().toString())
        .hasMessageContaining("nothing is published");
    assertThat(out("night")).doesNotExist();
    assertThat(out("latest")).doesNotExist();
  }

  @Test
  void aChangedConfigurationNamesTheKey() throws IOException {
    die(5);
    assertThatThrownBy(() -> resume(1, "xva.probability=cumulative"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("xva.probability was \"interval\", now it is \"cumulative\"");
    assertThat(resume(1, "run.threads=3", "run.kernels=scalar").exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void nothingToResumeIsSaid() {
    assertThatThrownBy(() -> resume(1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("there is no unfinished run of this id");
    assertThat(folder.resolve("out/.night.lock")).doesNotExist();
  }

  @Test
  void onceBeginsGoesOnAndLeavesAlone() throws IOException {
    JobConfig once = JobConfig.load(config, List.of("run.start=once"), Clock.systemUTC());
    Configuration hadoop = new Configuration();
    assertThat(JobRun.finished(once.run(), hadoop, Clock.systemUTC())).isEmpty();
    die(3, "run.start=once");
    assertThat(JobRun.finished(once.run(), hadoop, Clock.systemUTC())).isEmpty();
    run(1, ProgressListener.NONE, "run.start=once");
    assertThat(JobRun.finished(once.run(), hadoop, Clock.systemUTC()))
        .hasValueSatisfying(manifest -> assertThat(manifest.exitCode()).isZero());
  }

  @Test
  void aDeathBeforeLatestMovedIsMendedByTheNextCall() throws IOException {
    run(1, ProgressListener.NONE);
    Files.delete(out("latest"));
    Files.createDirectories(out("night/_journal"));
    assertThat(runs().list())
        .extracting(RunEntry::state)
        .containsExactly(RunEntry.State.PUBLISHING);
    JobConfig once = JobConfig.load(config, List.of("run.start=resume"), Clock.systemUTC());
    assertThat(JobRun.finished(once.run(), new Configuration(), Clock.systemUTC())).isPresent();
    assertThat(out("latest")).hasContent("night\n");
    assertThat(out("night/_journal")).doesNotExist();
  }

  private Runs runs() {
    return Runs.in(
        new Configuration(),
        new org.apache.hadoop.fs.Path(folder.resolve("out").toUri()),
        Clock.systemUTC());
  }

  @Test
  void runsAreListedPromotedAndPruned() throws IOException {
    for (String id : List.of("a", "b", "c")) {
      run(1, ProgressListener.NONE, "run.id=" + id);
    }
    die(4, "run.id=d");
    assertThat(runs().list()).extracting(RunEntry::id).containsExactly("a", "b", "c", "d");
    assertThat(runs().list())
        .extracting(RunEntry::state)
        .containsExactly(
            RunEntry.State.DONE,
            RunEntry.State.DONE,
            RunEntry.State.DONE,
            RunEntry.State.UNFINISHED);
    RunEntry unfinished = runs().list().get(3);
    assertThat(unfinished.molecules()).isBetween(4, 6);
    assertThat(unfinished.failure().message()).contains("Death");
    assertThat(runs().promote("a", false)).hasValue("c");
    assertThat(out("latest")).hasContent("a\n");
    assertThatThrownBy(() -> runs().promote("d", true)).isInstanceOf(FailureException.class);
    // The newest is kept by count, the oldest because it is the latest.
    assertThat(runs().prune(new Retention(1, 0), true)).containsExactly("b");
    assertThat(out("b")).exists();
    assertThat(runs().prune(new Retention(1, 0), false)).containsExactly("b");
    assertThat(out("b")).doesNotExist();
    assertThat(runs().prune(new Retention(1, 1), false)).isEmpty();
    assertThat(runs().list()).extracting(RunEntry::id).containsExactly("a", "c", "d");
    run(1, ProgressListener.NONE, "run.id=e", "run.retention.keep=1");
    assertThat(runs().list()).extracting(RunEntry::id).containsExactly("d", "e");
  }
}
