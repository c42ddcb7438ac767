package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.ExitCode;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.JobRun;
import org.crosswind.job.Platform;
import org.crosswind.job.config.JobConfig;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.InputFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many analyses in one run that was interrupted and goes on. */
class FmResumeTest {
  private static final int MOLECULES = 64;

  @TempDir Path temp;
  private Path out;
  private List<FmAnalysis> analyses;

  @BeforeEach
  void makeFolder() throws IOException {
    out = Files.createDirectory(temp.resolve("out"));
    List<FmAnalysis> all = FmRuns.goldens(out); // a run of them all takes seconds
    analyses = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 4) {
      analyses.add(all.get(i));
    }
  }

  /** Stands for the end of the process. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private FmRun run(int threads, ProgressListener progress, String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("run.id=many.fm");
    all.add("run.output=\"" + temp + "\"");
    FmOptions options =
        new FmOptions(
            OnBadEvent.STOP,
            FmCompatibility.STANDARD,
            MOLECULES,
            Optional.of(temp.resolve("tables").toString()),
            0);
    try (LocalEngine engine = new LocalEngine(threads);
        JobRun job =
            JobRun.open(
                "fm",
                JobConfig.withoutFile(all, Clock.systemUTC()).run(),
                "{}",
                Platform.PLAIN,
                Clock.systemUTC())) {
      FmRun run =
          new FmJob(engine, HadoopSettings.NONE, options, progress).run(analyses, job, this::files);
      job.finish(run.exitCode(), false, job.directory().publishedPath());
      return run;
    }
  }

  private InputFiles files() throws IOException {
    InputFiles.Builder files = new InputFiles.Builder();
    for (FmAnalysis analysis : analyses) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(analysis.inputs().get(0));
      files.listing(
          org.apache.hadoop.fs.FileSystem.getLocal(new org.apache.hadoop.conf.Configuration()),
          "losses",
          path);
    }
    return files.build();
  }

  private void die(int threads, int slices, String... sets) {
    assertThatThrownBy(
            () ->
                run(
                    threads,
                    (what, done, failed, total) -> {
                      if (done >= slices) {
                        throw new Death();
                      }
                    },
                    sets))
        .isInstanceOf(Death.class);
  }

  private List<String> hidden(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".") && !name.endsWith(".crc"))
          .toList();
    }
  }

  private long tableFiles() throws IOException {
    try (Stream<Path> all = Files.walk(temp.resolve("tables"))) {
      return all.filter(path -> path.toString().endsWith(".parquet")).count();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 60})
  void aResumedRunWritesWhatAnUninterruptedOneWrites(int slices) throws IOException {
    if (slices > 1) {
      analyses = FmRuns.goldens(out);
    }
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    die(2, slices);
    assertThat(hidden(out)).isNotEmpty();
    List<Long> totals = new ArrayList<>();
    FmRun run = run(3, (what, done, failed, total) -> totals.add(total), "run.start=resume");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.events()).isEqualTo(run.read()).isPositive();
    FmRuns.assertWritten(out, expected);
    assertThat(hidden(temp)).isEmpty();
    assertThat(tableFiles()).isGreaterThanOrEqualTo(analyses.size());
    long files = tableFiles();
    run(1, ProgressListener.NONE);
    assertThat(tableFiles()).isEqualTo(files);
  }

  @Test
  void deathAfterDeathLosesNothing() throws IOException {
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    die(1, 4);
    die(2, 8, "run.start=resume");
    die(1, 1, "run.start=resume");
    die(2, 6, "run.start=resume");
    assertThat(run(2, ProgressListener.NONE, "run.start=resume").exitCode())
        .isEqualTo(ExitCode.DONE);
    FmRuns.assertWritten(out, expected);
    assertThat(hidden(temp)).isEmpty();
  }

  @Test
  void damagedStreamsAndPartsAreComputedAgain() throws IOException {
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    die(2, 15);
    int damaged = damage();
    for (int more = 0; damaged == 0 && more < 20; more++) {
      // It died when every stream that was begun was whole; the next slice begins another.
      die(2, 1, "run.start=resume");
      damaged = damage();
    }
    assertThat(damaged).isPositive();
    run(2, ProgressListener.NONE, "run.start=resume");
    FmRuns.assertWritten(out, expected);
    assertThat(hidden(temp)).isEmpty();
  }

  @Test
  void aPartThatNoRecordNamesIsNotBelieved() throws IOException {
    analyses = new ArrayList<>(analyses.subList(0, 5));
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    die(1, 2);
    String last = Path.of(analyses.get(4).output()).getFileName().toString();
    try (Stream<Path> all = Files.list(out)) {
      Path parts =
          all.filter(path -> path.getFileName().toString().startsWith("." + last + ".parts-"))
              .findFirst()
              .orElseThrow();
      // A power cut takes what is in a file, and leaves its name.
      for (int molecule = 0; molecule < MOLECULES; molecule++) {
        Path part = parts.resolve(FmTask.partName(molecule));
        if (!Files.exists(part)) {
          Files.write(part, new byte[100]);
        }
      }
    }
    run(2, ProgressListener.NONE, "run.start=resume");
    FmRuns.assertWritten(out, expected);
    assertThat(hidden(temp)).isEmpty();
  }

  /** Changes a bit of every hidden file of losses that has some; how many it changed. */
  private int damage() throws IOException {
    int damaged = 0;
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        if (file.toString().contains(".joined-") || file.toString().contains(".parts-")) {
          byte[] bytes = Files.readAllBytes(file);
          if (bytes.length > 20) {
            bytes[bytes.length - 9] ^= 4;
            Files.write(file, bytes);
            damaged++;
          }
        }
      }
    }
    return damaged;
  }

  @Test
  void anUnfinishedRunIsDiscardedWithAllItLeftWhenReplaced() throws IOException {
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    die(2, 15);
    assertThatThrownBy(() -> run(1, ProgressListener.NONE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--replace");
    run(2, ProgressListener.NONE, "run.replace=true");
    FmRuns.assertWritten(out, expected);
    assertThat(hidden(temp)).isEmpty();
  }

  @Test
  void aChangedStreamIsNamed() throws IOException {
    Path copy = temp.resolve("copy.bin");
    FmAnalysis first = analyses.get(0);
    Files.copy(Path.of(first.inputs().get(0)), copy);
    analyses.set(
        0,
        new FmAnalysis(
            first.runId(),
            first.staticFolder(),
            List.of(copy.toString()),
            first.allocationRule(),
            first.losses(),
            first.output(),
            first.netOutput(),
            first.sortOutput()));
    die(1, 20);
    Files.setLastModifiedTime(copy, FileTime.fromMillis(1_000_000));
    assertThatThrownBy(() -> run(1, ProgressListener.NONE, "run.start=resume"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("copy.bin");
  }
}
