package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.RunDirectory.IfExists;
import org.crosswind.report.RunEntry.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose process dies at a named step, or is taken for dead and wakes up again. */
class RunTakeoverTest {
  private static final String ID = "2026-11-20";
  private static final int MOLECULES = 3;

  @TempDir java.nio.file.Path folder;

  private final Configuration conf = new Configuration();
  private java.nio.file.Path output;

  /** A local disk, and a file system that is reached as HDFS is. */
  enum Kind {
    LOCAL,
    MOUNTED
  }

  /** Stands for the process being killed: nothing after it is executed. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void makeOutput() throws IOException {
    output = Files.createDirectories(folder.resolve("out"));
    conf.set("fs.viewfs.impl.disable.cache", "true");
    conf.set("fs.viewfs.mounttable.test.link./out", output.toUri().toString());
  }

  private Path root(Kind kind) {
    return new Path(kind == Kind.LOCAL ? output.toUri().toString() : "viewfs://test/out");
  }

  private static Clock clock() {
    return Clock.fixed(Instant.parse("2026-11-20T01:02:03Z"), ZoneOffset.UTC);
  }

  /** What a job does, with records; goes on with what is recorded. */
  private void night(RunStorage storage, Kind kind, IfExists ifExists) throws IOException {
    RunDirectory run = RunDirectory.open(storage, root(kind), ID, ifExists, clock());
    if (run.isResumed()) {
      run.sweep();
    } else {
      run.journal().begin(plan());
      run.journal().stage("stage1", new RunPlan.Stage(MOLECULES, MOLECULES, "cut", Map.of()));
    }
    List<RunJournal.Finished> recorded = run.journal().finished("stage1");
    List<RunJournal.Finished> damaged = run.journal().damaged(recorded);
    run.journal().forget("stage1", damaged);
    for (int molecule = 0; molecule < MOLECULES; molecule++) {
      int number = molecule;
      if (recorded.stream().noneMatch(done -> done.number() == number)
          || damaged.stream().anyMatch(done -> done.number() == number)) {
        compute(storage, run, molecule);
      }
    }
    run.write(RunManifest.FILE, manifest());
    run.publish();
    run.moveLatest();
    run.settle();
    run.close();
  }

  private void compute(RunStorage storage, RunDirectory run, int molecule) throws IOException {
    Path table = run.table("results");
    try (PartLedger ledger = PartLedger.open()) {
      PartFile.write(
          storage,
          table,
          PartFile.name(molecule, "csv"),
          (fs, file) -> {
            try (OutputStream out = fs.create(file, false)) {
              out.write(text(molecule));
            }
          });
      storage.before("record", table);
      run.journal()
          .address("stage1")
          .record(conf, new RunJournal.Finished(molecule, ledger.parts(), new byte[] {1}));
    }
  }

  private static byte[] text(int molecule) {
    return ("rows of " + molecule).getBytes(StandardCharsets.UTF_8);
  }

  private static RunPlan plan() {
    return new RunPlan(
        "xva", "1", "abc", "then", JsonNodeFactory.instance.objectNode(), List.of(), Map.of());
  }

  private static byte[] manifest() {
    RunRecorder recorder =
        new RunRecorder(ID, "xva", Program.running("none"), clock(), System::nanoTime);
    recorder.finished(RunManifest.Status.DONE, 0, false);
    return recorder.manifest().json();
  }

  private RunStorage mortal(Kind kind, int step) throws IOException {
    return new RunStorage(conf, root(kind)) {
      private int left = step;

      @Override
      void before(String what, Path path) {
        if (left-- == 0) {
          throw new Death();
        }
      }
    };
  }

  /** The process that holds the lock is this one, which lives: make it one that has ended. */
  private void bury() throws IOException {
    java.nio.file.Path lock = output.resolve("." + ID + ".lock");
    if (Files.exists(lock)) {
      RunOwner me = RunOwner.parse(Files.readString(lock)).orElseThrow();
      Files.writeString(
          lock,
          new RunOwner(me.token(), me.host(), me.machine(), me.pid(), "another", me.user(), "then")
              .json());
      Files.deleteIfExists(output.resolve("..%s.lock.crc".formatted(ID)));
    }
  }

  private Runs runs(Kind kind) {
    return Runs.in(conf, root(kind), clock());
  }

  private void assertWhole() throws IOException {
    java.nio.file.Path run = output.resolve(ID);
    assertThat(run.resolve("_SUCCESS")).exists();
    for (int molecule = 0; molecule < MOLECULES; molecule++) {
      assertThat(run.resolve("results").resolve(PartFile.name(molecule, "csv")))
          .hasBinaryContent(text(molecule));
    }
    assertThat(output.resolve("latest")).hasContent(ID);
    try (Stream<java.nio.file.Path> all = Files.walk(output)) {
      assertThat(
              all.map(path -> output.relativize(path).toString())
                  .filter(name -> !name.isEmpty() && !name.endsWith(".crc")))
          .containsExactlyInAnyOrder(
              "latest",
              ID,
              ID + "/_SUCCESS",
              ID + "/manifest.json",
              ID + "/results",
              ID + "/results/part-00000.csv",
              ID + "/results/part-00001.csv",
              ID + "/results/part-00002.csv");
    }
  }

  /** What {@code --once} does. */
  private void once(RunStorage storage, Kind kind) throws IOException {
    if (!runs(kind).isUnfinished(ID) && runs(kind).finished(ID).isPresent()) {
      runs(kind).completePublication(ID);
    } else {
      night(storage, kind, IfExists.RESUME);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyStepOfRunningAndPublishingIsMendedByOnce(Kind kind) throws IOException {
    int steps = 0;
    for (boolean died = true; died; steps++) {
      try {
        night(mortal(kind, steps), kind, IfExists.REFUSE);
        died = false;
      } catch (Death e) {
        bury();
        java.nio.file.Path latest = output.resolve("latest");
        if (Files.exists(latest)) { // moves last
          assertThat(output.resolve(ID + "/_SUCCESS")).exists();
        }
        once(new RunStorage(conf, root(kind)), kind);
      }
      assertWhole();
      empty();
    }
    assertThat(steps).isGreaterThan(25);
  }

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyStepOfReplacingIsMendedByOnce(Kind kind) throws IOException {
    int steps = 0;
    for (boolean died = true; died; steps++) {
      night(new RunStorage(conf, root(kind)), kind, IfExists.REFUSE);
      try {
        night(mortal(kind, steps), kind, IfExists.REPLACE);
        died = false;
      } catch (Death e) {
        bury();
        if (Files.exists(output.resolve("." + ID + ".lock"))) {
          Files.createFile(output.resolve("." + ID + ".heartbeat-2"));
        }
        once(new RunStorage(conf, root(kind)), kind);
      }
      assertWhole();
      empty();
    }
    assertThat(steps).isGreaterThan(25);
  }

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyStepOfResumingIsMendedByResumingAgain(Kind kind) throws IOException {
    int steps = 0;
    for (boolean died = true; died; steps++) {
      assertThatThrownBy(() -> night(mortal(kind, 14), kind, IfExists.REFUSE))
          .isInstanceOf(Death.class);
      bury();
      assertThat(runs(kind).isUnfinished(ID)).isTrue();
      try {
        night(mortal(kind, steps), kind, IfExists.RESUME);
        died = false;
      } catch (Death e) {
        bury();
        once(new RunStorage(conf, root(kind)), kind);
      }
      assertWhole();
      empty();
    }
    assertThat(steps).isGreaterThan(20);
  }

  private void empty() throws IOException {
    org.apache.commons.io.FileUtils.cleanDirectory(output.toFile());
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatWakesUpAfterItWasTakenForDeadCanNeitherWriteNorPublish(Kind kind)
      throws IOException {
    RunStorage storage = new RunStorage(conf, root(kind));
    RunDirectory paused = RunDirectory.open(storage, root(kind), ID, IfExists.REFUSE, clock());
    paused.journal().begin(plan());
    paused.journal().stage("stage1", new RunPlan.Stage(MOLECULES, MOLECULES, "cut", Map.of()));
    compute(storage, paused, 0);
    Path table = paused.table("results");
    bury();
    night(storage, kind, IfExists.RESUME);
    assertThatThrownBy(
            () ->
                PartFile.write(conf, table, PartFile.name(1, "csv"), (fs, file) -> fs.create(file)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(paused::requireHeld).isInstanceOf(FailureException.class);
    assertThatThrownBy(paused::publish)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("taken over");
    paused.close();
    assertWhole();
  }

  @Test
  void aProcessThatIsSeenToLiveIsNeverTakenForDead() throws IOException {
    try (RunDirectory run =
        RunDirectory.open(conf, root(Kind.LOCAL), ID, IfExists.REFUSE, clock())) {
      Files.setLastModifiedTime(
          output.resolve("." + ID + ".lock"),
          FileTime.from(Instant.now().minus(Duration.ofDays(3))));
      assertThatThrownBy(
              () -> RunDirectory.open(conf, root(Kind.LOCAL), ID, IfExists.REPLACE, clock()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("a run of this name is under way (process ");
      assertThat(runs(Kind.LOCAL).list())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.state()).isEqualTo(State.RUNNING);
                assertThat(entry.ownerTouched()).isBetween(3L * 86_400, 3L * 86_400 + 600);
              });
      assertThat(run.isResumed()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatADeathAfterTheEndOfARunWithoutAFolderLeavesGoes(Kind kind) throws IOException {
    RunDirectory.open(new RunStorage(conf, root(kind)), root(kind), ID, IfExists.REFUSE, clock());
    Files.createFile(output.resolve("." + ID + ".heartbeat"));
    runs(kind).tidy(ID); // it lives
    assertThat(output.resolve("." + ID + ".heartbeat")).exists();
    assertThat(runs(kind).isUnfinished(ID)).isFalse();
    bury();
    runs(kind).tidy(ID);
    assertThat(output).isEmptyDirectory();
    runs(kind).tidy(ID);
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void aWithheldRunIsPromotedByForceOnly() throws IOException {
    RunStorage storage = new RunStorage(conf, root(Kind.LOCAL));
    try (RunDirectory run =
        RunDirectory.open(storage, root(Kind.LOCAL), ID, IfExists.REFUSE, clock())) {
      RunRecorder recorder =
          new RunRecorder(ID, "xva", Program.running("none"), clock(), System::nanoTime);
      recorder.finished(RunManifest.Status.DONE_WITH_COMPLAINTS, 5, true);
      run.write(RunManifest.FILE, recorder.manifest().json());
      run.publish();
      run.settle();
    }
    assertThatThrownBy(() -> runs(Kind.LOCAL).promote(ID, false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("was withheld (exit code 5)")
        .hasMessageContaining("--force");
    assertThat(runs(Kind.LOCAL).promote(ID, true)).isEmpty();
    assertThat(output.resolve("latest")).hasContent(ID);
  }
}
