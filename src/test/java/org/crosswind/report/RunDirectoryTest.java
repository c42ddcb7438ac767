package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.crosswind.model.run.FailureException;
import org.crosswind.report.RunDirectory.IfExists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
  private static final String ID = "2026-11-20";

  @TempDir java.nio.file.Path folder;

  private final Configuration conf = new Configuration();
  private java.nio.file.Path output;

  /** A local disk, and a file system that is reached as HDFS is: by FileContext's rename. */
  enum Kind {
    LOCAL,
    MOUNTED
  }

  @BeforeEach
  void makeOutput() throws IOException {
    output = Files.createDirectories(folder.resolve("out"));
    conf.set("fs.viewfs.impl.disable.cache", "true"); // each test has its own mount
    conf.set("fs.viewfs.mounttable.test.link./out", output.toUri().toString());
  }

  @ParameterizedTest
  @EnumSource
  void aRunAppearsWholeWithSuccessInIt(Kind kind) throws IOException {
    try (RunDirectory run = open(kind, IfExists.REFUSE)) {
      run.write(RunManifest.FILE, bytes("{}"));
      writePart(run, "results", 0, "abc");
      writePart(run, "results", 1, "def");
      assertThat(published()).doesNotExist();
      run.publish();
    }
    assertThat(visibleFiles())
        .containsExactly(
            ID + "/_SUCCESS",
            ID + "/manifest.json",
            ID + "/results/part-00000.csv",
            ID + "/results/part-00001.csv");
    assertThat(published().resolve("results/part-00001.csv")).hasContent("def");
    assertThat(hiddenEntries()).isEmpty();
  }

  @Test
  void aLocalDiskGetsNoChecksumFilesNotEvenThoseOfOthers() throws IOException {
    try (RunDirectory run = open(Kind.LOCAL, IfExists.REFUSE)) {
      writePart(run, "results", 0, "abc");
      Files.write(
          java.nio.file.Path.of(run.path().toUri().getPath(), "results", ".x.parquet.crc"),
          new byte[8]);
      run.publish();
    }
    try (Stream<java.nio.file.Path> all = Files.walk(output)) {
      assertThat(all).noneMatch(path -> path.toString().endsWith(".crc"));
    }
  }

  @Test
  void aRunThatIsNotPublishedLeavesNothing() throws IOException {
    try (RunDirectory run = open(Kind.LOCAL, IfExists.REFUSE)) {
      writePart(run, "results", 0, "abc");
    }
    assertThat(visibleFiles()).isEmpty();
    assertThat(hiddenEntries()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFinishedRunIsNotOverwritten(Kind kind) throws IOException {
    publish(kind, IfExists.REFUSE, "old");
    assertThatThrownBy(() -> open(kind, IfExists.REFUSE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("/" + ID + ": a finished run of this name exists already");
    assertThat(published().resolve("results/part-00000.csv")).hasContent("old");
    assertThat(hiddenEntries()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFinishedRunIsReplacedWhenAskedTo(Kind kind) throws IOException {
    publish(kind, IfExists.REFUSE, "old");
    publish(kind, IfExists.REPLACE, "new");
    assertThat(published().resolve("results/part-00000.csv")).hasContent("new");
    assertThat(hiddenEntries()).isEmpty();
  }

  @Test
  void aReplacementThatIsNotPublishedLeavesTheOldRun() throws IOException {
    publish(Kind.LOCAL, IfExists.REFUSE, "old");
    try (RunDirectory run = open(Kind.LOCAL, IfExists.REPLACE)) {
      writePart(run, "results", 0, "new");
    }
    assertThat(published().resolve("results/part-00000.csv")).hasContent("old");
    assertThat(published().resolve("_SUCCESS")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyStepLeavesNothingThatLooksFinishedAndTheNextRunWorks(Kind kind)
      throws IOException {
    int steps = 0;
    for (boolean died = true; died; steps++) {
      died = diesAt(steps, kind, IfExists.REFUSE, "first");
      if (died && Files.exists(published())) {
        assertThat(published().resolve("_SUCCESS")).exists();
        assertThat(published().resolve("results/part-00000.csv")).hasContent("first");
      }
      buryDeadProcess();
      publish(kind, IfExists.REPLACE, "second " + steps);
      assertThat(published().resolve("results/part-00000.csv")).hasContent("second " + steps);
      assertThat(hiddenEntries()).isEmpty();
      deleteTree(published());
    }
    assertThat(steps).isGreaterThan(7);
  }

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyStepOfAReplacementKeepsOneOfTheTwoRuns(Kind kind) throws IOException {
    int steps = 0;
    boolean oldWasAside = false;
    for (boolean died = true; died; steps++) {
      publish(kind, IfExists.REPLACE, "old");
      died = diesAt(steps, kind, IfExists.REPLACE, "new");
      oldWasAside |= !Files.exists(published());
      buryDeadProcess();
      // Whoever opens the name next finds the old run or the new one, complete.
      assertThatThrownBy(() -> open(kind, IfExists.REFUSE)).isInstanceOf(FailureException.class);
      assertThat(published().resolve("_SUCCESS")).exists();
      assertThat(Files.readString(published().resolve("results/part-00000.csv")))
          .isIn("old", "new");
      assertThat(hiddenEntries()).isEmpty();
    }
    assertThat(steps).isGreaterThan(9);
    assertThat(oldWasAside).as("one of the deaths was between the two renames").isTrue();
  }

  @Test
  void aFileSystemThatFailsWhileReplacingPutsTheOldRunBack() throws IOException {
    publish(Kind.LOCAL, IfExists.REFUSE, "old");
    RunStorage failing =
        new RunStorage(conf, root(Kind.LOCAL)) {
          @Override
          void move(Path from, Path to) throws IOException {
            if (from.getName().contains(".tmp-")) {
              throw new IOException("no space left on device");
            }
            super.move(from, to);
          }
        };
    try (RunDirectory run =
        RunDirectory.open(failing, root(Kind.LOCAL), ID, IfExists.REPLACE, clock())) {
      writePart(run, "results", 0, "new");
      assertThatThrownBy(run::publish)
          .isInstanceOf(FailureException.class)
          .hasMessageEndingWith(ID + ": no space left on device [IO]");
    }
    assertThat(published().resolve("results/part-00000.csv")).hasContent("old");
    assertThat(hiddenEntries()).isEmpty();
  }

  @Test
  void twoRunsOfOneNameAreKeptApart() throws IOException {
    try (RunDirectory first = open(Kind.LOCAL, IfExists.REFUSE)) {
      assertThatThrownBy(() -> open(Kind.LOCAL, IfExists.REPLACE))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("a run of this name is under way (process ")
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
      writePart(first, "results", 0, "first");
      first.publish();
    }
    assertThat(published().resolve("results/part-00000.csv")).hasContent("first");
  }

  @Test
  void aLockWhoseOwnerDiedBeforeItWasWrittenHoldsForHalfAMinuteOnly() throws IOException {
    java.nio.file.Path lock = output.resolve("." + ID + ".lock");
    Files.createFile(lock);
    Files.setLastModifiedTime(lock, FileTime.from(clock().instant().minus(Duration.ofSeconds(20))));
    assertThatThrownBy(() -> open(Kind.LOCAL, IfExists.REFUSE))
        .hasMessageContaining("owner not yet written");
    Files.setLastModifiedTime(lock, FileTime.from(clock().instant().minus(Duration.ofSeconds(40))));
    publish(Kind.LOCAL, IfExists.REFUSE, "mine");
    assertThat(hiddenEntries()).isEmpty();
  }

  @Test
  void aLockThatNobodyTouchedForLongIsTakenOver() throws IOException {
    java.nio.file.Path lock = output.resolve("." + ID + ".lock");
    Files.writeString(lock, owner("elsewhere", "another machine"));
    Files.setLastModifiedTime(lock, FileTime.from(clock().instant().minus(Duration.ofMinutes(9))));
    assertThatThrownBy(() -> open(Kind.LOCAL, IfExists.REFUSE))
        .hasMessageContaining("under way (process 1 of night on elsewhere since 2026");
    // A clock that was set back makes it younger.
    Files.setLastModifiedTime(lock, FileTime.from(clock().instant().plus(Duration.ofDays(1))));
    assertThatThrownBy(() -> open(Kind.LOCAL, IfExists.REFUSE))
        .isInstanceOf(FailureException.class);
    Files.setLastModifiedTime(lock, FileTime.from(clock().instant().minus(Duration.ofMinutes(11))));
    publish(Kind.LOCAL, IfExists.REFUSE, "mine");
    assertThat(hiddenEntries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 5})
  void agesAreByTheClockOfTheFileSystemWhateverTheMachinesSay(int hours) throws IOException {
    conf.set("fs.file.impl", OtherClock.class.getName());
    conf.setBoolean("fs.file.impl.disable.cache", true);
    conf.setInt(OtherClock.HOURS, hours);
    RunStorage storage = new RunStorage(conf, root(Kind.LOCAL));
    Path path = RunDirectory.lockPath(root(Kind.LOCAL), ID);
    java.nio.file.Path file = output.resolve("." + ID + ".lock");
    RunLock mine = RunLock.take(storage, path, clock());
    mine.touch(clock().instant());
    assertThat(Duration.between(storage.touched(path), RunLock.now(storage, path, Instant.EPOCH)))
        .isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
    mine.release();

    // Somebody on another machine, whose life one cannot see.
    Files.writeString(file, owner("elsewhere", "another machine"));
    assertThat(RunLock.isHeld(storage, path, clock().instant())).isTrue();
    assertThatThrownBy(() -> RunLock.take(storage, path, clock()))
        .hasMessageContaining("under way (process 1 of night on elsewhere");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
    assertThat(RunLock.isHeld(storage, path, clock().instant())).isFalse();
    RunLock.take(storage, path, clock()).release();
    assertThat(hiddenEntries()).isEmpty();
  }

  /** The local disk as a server's whose clock is some hours off. */
  public static final class OtherClock extends RawLocalFileSystem {
    static final String HOURS = "test.clock.hours";

    private long off() {
      return Duration.ofHours(getConf().getInt(HOURS, 0)).toMillis();
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
      FileStatus real = super.getFileStatus(file);
      return new FileStatus(
          real.getLen(),
          real.isDirectory(),
          real.getReplication(),
          real.getBlockSize(),
          real.getModificationTime() + off(),
          real.getPath());
    }

    @Override
    public void setTimes(Path file, long modified, long accessed) throws IOException {
      super.setTimes(file, modified - off(), accessed);
    }
  }

  @Test
  void aRunWhoseLockWasTakenOverPublishesNothing() throws IOException {
    try (RunDirectory run = open(Kind.LOCAL, IfExists.REFUSE)) {
      writePart(run, "results", 0, "mine");
      Files.writeString(output.resolve("." + ID + ".lock"), owner("elsewhere", "unknown"));
      assertThatThrownBy(run::publish)
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("the lock of this run is gone or taken over");
    }
    assertThat(published()).doesNotExist();
    assertThat(output.resolve("." + ID + ".lock")).exists();
  }

  @Test
  void aRunIdMustBeAPlainName() {
    for (String bad : List.of("", ".", "..", "../x", "a/b", "_x", "a b", "x".repeat(129), "é")) {
      assertThatThrownBy(
              () -> RunDirectory.open(conf, root(Kind.LOCAL), bad, IfExists.REFUSE, clock()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("run.id: '" + bad + "' cannot name a folder");
    }
  }

  @Test
  void anOutputThatIsAFileIsRefused() throws IOException {
    Path file = new Path(Files.writeString(folder.resolve("file"), "x").toUri());
    assertThatThrownBy(() -> RunDirectory.open(conf, file, ID, IfExists.REFUSE, clock()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("file");
  }

  @ParameterizedTest
  @EnumSource
  void aSecondAttemptOfATaskIsHarmless(Kind kind) throws IOException {
    try (RunDirectory run = open(kind, IfExists.REFUSE)) {
      Path table = run.table("results");
      String name = PartFile.name(3, "csv");
      long inner =
          PartFile.write(
              conf,
              table,
              name,
              (fs, file) -> {
                // A speculative twin finishes first.
                PartFile.write(conf, table, name, (fs2, twin) -> writeText(fs2, twin, "rows"));
                writeText(fs, file, "rows");
              });
      assertThat(inner).isEqualTo(4);
      assertThat(PartFile.write(conf, table, name, (fs, f) -> writeText(fs, f, "rows")))
          .isEqualTo(4);
      assertThatThrownBy(
              () ->
                  PartFile.write(
                      conf,
                      table,
                      PartFile.name(4, "csv"),
                      (fs, file) -> {
                        writeText(fs, file, "half");
                        throw new IOException("killed");
                      }))
          .hasMessage("killed");
      writeText(run.fileSystem(), new Path(table, ".part-00005.csv.attempt-killed"), "half");
      run.publish();
    }
    assertThat(visibleFiles()).containsExactly(ID + "/_SUCCESS", ID + "/results/part-00003.csv");
    try (Stream<java.nio.file.Path> all = Files.list(published().resolve("results"))) {
      assertThat(all.filter(path -> !path.toString().endsWith(".crc"))).hasSize(1);
    }
  }

  @Test
  void aTaskThatOutlivesItsRunWritesNothing() throws IOException {
    Path table;
    try (RunDirectory run = open(Kind.LOCAL, IfExists.REFUSE)) {
      table = run.table("results");
    }
    assertThatThrownBy(() -> PartFile.write(conf, table, "x", (fs, f) -> writeText(fs, f, "rows")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is gone: its run is over");
    assertThat(hiddenEntries()).isEmpty();
  }

  /** Stands for the process being killed: nothing after it is executed, no close, no clean-up. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Runs until just before the given step; true if the run had so many steps. */
  private boolean diesAt(int step, Kind kind, IfExists ifExists, String content)
      throws IOException {
    RunStorage mortal =
        new RunStorage(conf, root(kind)) {
          private int left = step;

          @Override
          void before(String what, Path path) {
            if (left-- == 0) {
              throw new Death();
            }
          }
        };
    try {
      RunDirectory run = RunDirectory.open(mortal, root(kind), ID, ifExists, clock());
      run.write(RunManifest.FILE, bytes("{}"));
      Path table = run.table("results");
      PartFile.write(
          mortal, table, PartFile.name(0, "csv"), (fs, file) -> writeText(fs, file, content));
      run.publish();
      run.close();
      return false;
    } catch (Death e) {
      return true;
    }
  }

  /** The lock still names this living process: make it that of a process that has ended. */
  private void buryDeadProcess() throws IOException {
    java.nio.file.Path lock = output.resolve("." + ID + ".lock");
    if (Files.exists(lock)) {
      RunOwner me = RunOwner.parse(Files.readString(lock)).orElseThrow();
      RunOwner dead =
          new RunOwner(
              me.token(), me.host(), me.machine(), me.pid(), "another start", me.user(), "then");
      Files.writeString(lock, dead.json());
      Files.deleteIfExists(output.resolve("." + "." + ID + ".lock.crc"));
    }
  }

  private void publish(Kind kind, IfExists ifExists, String content) throws IOException {
    try (RunDirectory run = open(kind, ifExists)) {
      writePart(run, "results", 0, content);
      run.publish();
    }
  }

  private void writePart(RunDirectory run, String table, int molecule, String content)
      throws IOException {
    PartFile.write(
        conf,
        run.table(table),
        PartFile.name(molecule, "csv"),
        (fs, file) -> writeText(fs, file, content));
  }

  private static void writeText(org.apache.hadoop.fs.FileSystem fs, Path file, String text)
      throws IOException {
    try (OutputStream out = fs.create(file, false)) {
      out.write(bytes(text));
    }
  }

  private RunDirectory open(Kind kind, IfExists ifExists) {
    return RunDirectory.open(conf, root(kind), ID, ifExists, clock());
  }

  private Path root(Kind kind) {
    return new Path(kind == Kind.LOCAL ? output.toUri().toString() : "viewfs://test/out");
  }

  private static Clock clock() {
    return Clock.fixed(Instant.now(), ZoneOffset.UTC);
  }

  private java.nio.file.Path published() {
    return output.resolve(ID);
  }

  private List<String> visibleFiles() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(output)) {
      return all.filter(Files::isRegularFile)
          .map(path -> output.relativize(path).toString())
          .filter(path -> !path.startsWith(".") && !path.contains("/."))
          .sorted()
          .toList();
    }
  }

  private List<String> hiddenEntries() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.list(output)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".") && !name.endsWith(".crc"))
          .toList();
    }
  }

  private static String owner(String host, String machine) {
    return new RunOwner("t", host, machine, 1, "then", "night", "2026-11-20T00:00:00.000Z").json();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void deleteTree(java.nio.file.Path root) throws IOException {
    List<java.nio.file.Path> paths = new ArrayList<>();
    try (Stream<java.nio.file.Path> all = Files.walk(root)) {
      all.forEach(path -> paths.add(0, path));
    }
    paths.forEach(
        path -> {
          try {
            Files.delete(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
