package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.Engine;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.engine.TimeLimitedEngine;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.FmGoldens;
import org.crosswind.format.oasis.LossTable;
import org.crosswind.format.oasis.OasisConverter;
import org.crosswind.job.ExitCode;
import org.crosswind.job.HadoopSettings;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.model.run.FailureReason;
import org.crosswind.plan.Molecule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FmJobTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 64})
  void manyAnalysesInOnePoolWriteWhatThePipeWrites(int molecules) throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    List<FmAnalysis> analyses = FmRuns.goldens(out);
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);

    FmRun run = run(analyses, options(OnBadEvent.STOP, molecules, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.failedAnalyses()).isZero();
    assertThat(run.molecules()).isEqualTo(molecules == 0 ? 8 : molecules);
    assertThat(run.events()).isEqualTo(run.read());
    FmRuns.assertWritten(out, expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aBadEventStopsItsAnalysisAndNoOther(int molecules) throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    Map<String, byte[]> expected = FmRuns.pipe(List.of(good), temp);
    FmAnalysis bad =
        with(good, "bad", List.of(badStream(good, false).toString()), good.losses(), out);

    FmRun run = run(List.of(bad, good), options(OnBadEvent.STOP, molecules, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    assertThat(run.results().get(0).failure().orElseThrow().reason())
        .isEqualTo(FailureReason.UNKNOWN_REFERENCE);
    assertThat(run.results().get(0).failure().orElseThrow().where())
        .contains("bad.bin: byte")
        .contains("event 77, item 1000000");
    FmRuns.assertWritten(out, expected);
    assertThat(run(List.of(bad), options(OnBadEvent.STOP, molecules, null)).exitCode())
        .isEqualTo(ExitCode.NO_INPUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void badEventsAreLeftOutAndNamedWhenAskedFor(int molecules) throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    byte[] expected = FmRuns.pipe(List.of(good), temp).get(good.output());
    FmAnalysis bad =
        with(good, "bad", List.of(badStream(good, true).toString()), good.losses(), out);

    FmRun run = run(List.of(bad), options(OnBadEvent.SKIP, molecules, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    FmRun.Result result = run.results().get(0);
    assertThat(result.skipped()).isEqualTo(2);
    assertThat(result.read()).isEqualTo(result.events() + 2);
    assertThat(result.bad()).extracting(FmPart.BadEvent::eventId).containsExactly(77, 0);
    assertThat(result.bad().get(1).rest()).isTrue();
    assertThat(result.bad().get(1).failure().where()).matches(".*bad.bin: byte \\d+ .*");
    assertThat(result.bad().get(1).failure().message())
        .contains("the stream ends")
        .contains("the last whole event is 4, which ends at byte 792")
        .endsWith("and everything behind is left out");
    assertThat(Path.of(bad.output())).hasBinaryContent(expected);

    Path table = temp.resolve("failures.csv");
    new FmFailures(Storage.standard()).write(run, new org.apache.hadoop.fs.Path(table.toUri()));
    assertThat(Files.readAllLines(table)).hasSize(3);
    assertThat(Files.readAllLines(table).get(1))
        .startsWith(result.bad().get(0).event() + ",bad event 77,UNKNOWN_REFERENCE,");
    assertThat(Files.readAllLines(table).get(2))
        .startsWith(result.bad().get(1).event() + ",bad rest of the stream,MALFORMED,");
  }

  @Test
  void anEventThatHangsIsLeftOutAndNamedOrStopsItsAnalysisAndNoOther() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    Path stream = Files.copy(Path.of(good.inputs().get(0)), temp.resolve("hangs.bin"));
    FmAnalysis hangs = with(good, "hangs", List.of(stream.toString()), good.losses(), out);
    byte[] whole = FmRuns.pipe(List.of(good), temp).get(good.output());
    String key = LossStreams.outputs(whole).get(0);
    String first = key.substring(0, key.indexOf('/') + 1);
    String where = stream + ": event " + key.substring(0, key.indexOf('/'));

    FmRun run = runHanging(List.of(hangs, good), options(OnBadEvent.SKIP, 3, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    FmRun.Result result = run.results().get(0);
    assertThat(result.skipped()).isEqualTo(1);
    assertThat(result.read()).isEqualTo(run.results().get(1).read());
    assertThat(result.bad().get(0).failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
    assertThat(result.bad().get(0).failure().where()).isEqualTo(where);
    assertThat(result.bad().get(0).failure().message()).contains("took longer than 2s");
    assertThat(LossStreams.outputs(Files.readAllBytes(Path.of(hangs.output()))))
        .isEqualTo(LossStreams.outputs(whole).stream().filter(k -> !k.startsWith(first)).toList());
    assertThat(Path.of(good.output())).hasBinaryContent(whole);

    FmRun stopped = runHanging(List.of(hangs, good), options(OnBadEvent.STOP, 3, null));
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    assertThat(stopped.results().get(0).failure().orElseThrow().where()).isEqualTo(where);
    assertThat(Path.of(good.output())).hasBinaryContent(whole);
    assertThat(runHanging(List.of(hangs), options(OnBadEvent.STOP, 1, null)).exitCode())
        .isEqualTo(ExitCode.INTERNAL);
  }

  /** Hangs at the first event of a stream, under a time limit. */
  private static FmRun runHanging(List<FmAnalysis> analyses, FmOptions options) {
    try (LocalEngine engine = new LocalEngine(2)) {
      Engine limited = TimeLimitedEngine.of(engine, Duration.ofSeconds(2));
      return new FmJob(new Hanging(limited), HadoopSettings.NONE, options, ProgressListener.NONE)
          .run(analyses);
    }
  }

  private record Hanging(Engine engine) implements Engine {
    @Override
    public <T, R> void runAsCompleted(
        String description,
        List<Molecule<T>> molecules,
        MoleculeFunction<T, R> function,
        ProgressListener progress,
        MoleculeListener<T, R> finished) {
      MoleculeFunction<T, R> hanging =
          molecule -> {
            CurrentMolecule.get().tell(new HangAtTheFirst());
            return function.apply(molecule);
          };
      engine.runAsCompleted(description, molecules, hanging, progress, finished);
    }

    @Override
    public <V> Shared<V> share(V value) {
      return engine.share(value);
    }

    @Override
    public int parallelism() {
      return engine.parallelism();
    }

    @Override
    public String name() {
      return engine.name();
    }

    @Override
    public void close() {}
  }

  /** Never comes back from the first event of a stream. */
  private static final class HangAtTheFirst implements CurrentMolecule.AtomListener {
    private boolean atTheBeginning;

    @Override
    public void at(int index, Supplier<String> where) {
      atTheBeginning = where.get().endsWith("hangs.bin: byte 8");
    }

    @Override
    public void part(long number) {
      while (atTheBeginning && number == 0) {
        LockSupport.parkNanos(1_000_000);
        if (Thread.currentThread().isInterrupted()) {
          CurrentMolecule.get().requireWanted();
        }
      }
    }
  }

  @Test
  void whatIsToleratedIsNotComplainedOf() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    FmAnalysis bad =
        with(good, "bad", List.of(badStream(good, true).toString()), good.losses(), out);
    FmOptions all =
        new FmOptions(OnBadEvent.SKIP, FmCompatibility.STANDARD, 0, Optional.empty(), 1);
    assertThat(run(List.of(bad), all).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anAnalysisThatCannotBeReadFailsByItselfWithItsReason() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    FmAnalysis noTables =
        new FmAnalysis(
            "noTables",
            temp.resolve("nowhere").toString(),
            good.inputs(),
            2,
            Losses.GROSS,
            out.resolve("noTables.bin").toString(),
            Optional.empty(),
            false);
    FmAnalysis noStream =
        with(good, "noStream", List.of(temp.resolve("no.bin").toString()), good.losses(), out);
    Path text = temp.resolve("text.bin");
    Files.writeString(text, "event_id,item_id\n");
    FmAnalysis noLosses = with(good, "noLosses", List.of(text.toString()), good.losses(), out);

    FmRun run = run(List.of(noTables, noStream, noLosses), options(OnBadEvent.SKIP, 0, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(run.results())
        .extracting(result -> result.failure().orElseThrow().message())
        .satisfiesExactly(
            m -> assertThat(m).contains("fm_programme is required"),
            m -> assertThat(m).contains("no such file"),
            m -> assertThat(m).contains("unsupported stream type"));
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void severalStreamsAreReadOneAfterTheOtherAndMustAgree() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    String gul = good.inputs().get(0);
    FmAnalysis twice = with(good, "twice", List.of(gul, gul), good.losses(), out);
    Map<String, byte[]> expected = FmRuns.pipe(List.of(twice), temp);
    run(List.of(twice), options(OnBadEvent.STOP, 7, null));
    FmRuns.assertWritten(out, expected);

    byte[] bytes = Files.readAllBytes(Path.of(gul));
    bytes[4]++;
    Path other = temp.resolve("other.bin");
    Files.write(other, bytes);
    FmAnalysis unlike = with(good, "unlike", List.of(gul, other.toString()), good.losses(), out);
    FmRun run = run(List.of(unlike), options(OnBadEvent.STOP, 7, null));
    assertThat(run.results().get(0).failure().orElseThrow().message()).contains("the header is");
  }

  @Test
  void aStreamWithoutEventsGivesAHeader() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis good = FmRuns.golden(goldenNamed("share-20100"), out);
    Path empty = temp.resolve("empty.bin");
    Files.write(empty, Arrays.copyOf(Files.readAllBytes(Path.of(good.inputs().get(0))), 8));
    FmAnalysis nothing = with(good, "nothing", List.of(empty.toString()), good.losses(), out);
    assertThat(run(List.of(nothing), options(OnBadEvent.STOP, 0, null)).exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllBytes(Path.of(nothing.output()))).hasSize(8).startsWith(1, 0, 0, 2);
  }

  @Test
  void theLossTableHoldsTheStreamInOrder() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis both =
        FmRuns.goldens(out).stream()
            .filter(analysis -> analysis.losses() == Losses.BOTH)
            .findFirst()
            .orElseThrow();
    Path tables = temp.resolve("tables");
    run(List.of(both), options(OnBadEvent.STOP, 1, tables.toString()));

    Path run = tables.resolve("run_id=" + both.runId());
    assertThat(tables.toFile().list()).containsExactly("run_id=" + both.runId());
    for (String perspective : List.of("gross", "net")) {
      Path part = run.resolve("perspective=" + perspective).resolve("part-00000.parquet");
      Path stream = temp.resolve(perspective + ".bin");
      new OasisConverter(Storage.standard())
          .stream(path(part), path(stream), Optional.empty(), LossTable.OUTPUT_ID);
      assertThat(stream)
          .hasSameBinaryContentAs(
              Path.of(
                  perspective.equals("gross") ? both.output() : both.netOutput().orElseThrow()));
    }
  }

  @Test
  void anOutputThatIsALinkLeadsToItsFileAndOneThatIsAPipeOrFolderIsRefused() throws Exception {
    Path out = Files.createDirectory(temp.resolve("out"));
    FmAnalysis golden = FmRuns.golden(goldenNamed("share-20100"), out);
    byte[] expected = FmRuns.pipe(List.of(golden), temp).get(golden.output());
    FmAnalysis linked = with(golden, "linked", golden.inputs(), golden.losses(), out);
    FmAnalysis pipe = with(golden, "pipe", golden.inputs(), golden.losses(), out);
    FmAnalysis folder = with(golden, "folder", golden.inputs(), golden.losses(), out);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(Path.of(linked.output()), elsewhere.resolve("il.bin"));
    assertThat(new ProcessBuilder("mkfifo", pipe.output()).start().waitFor()).isZero();
    Files.createDirectory(Path.of(folder.output()));

    FmRun run = run(List.of(linked, pipe, folder), options(OnBadEvent.STOP, 3, null));

    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    assertThat(link).isSymbolicLink();
    assertThat(elsewhere.resolve("il.bin")).hasBinaryContent(expected);
    assertThat(run.results().get(1).failure().orElseThrow().oneLine())
        .contains("pipe.bin: is a device or pipe, expected a file");
    assertThat(run.results().get(2).failure().orElseThrow().oneLine())
        .contains("folder.bin: is a folder, expected a file");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("linked.bin", "pipe.bin", "folder.bin");
    assertThat(elsewhere.toFile().list()).containsExactly("il.bin");
  }

  /**
   * A good stream with an event of an unknown item before it and perhaps half an item behind it.
   */
  private Path badStream(FmAnalysis good, boolean cutOff) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(good.inputs().get(0)));
    Path file = temp.resolve("bad.bin");
    try (OutputStream stream = Files.newOutputStream(file)) {
      stream.write(bytes, 0, 8);
      stream.write(words(77, 1_000_000, 1, Float.floatToIntBits(5f), 0, 0));
      stream.write(bytes, 8, bytes.length - 8);
      if (cutOff) {
        stream.write(words(78, 1, -1));
      }
    }
    return file;
  }

  private static byte[] words(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }

  private static FmAnalysis with(
      FmAnalysis like, String name, List<String> inputs, Losses losses, Path out) {
    return new FmAnalysis(
        name,
        like.staticFolder(),
        inputs,
        like.allocationRule(),
        losses,
        out.resolve(name + ".bin").toString(),
        Optional.empty(),
        like.sortOutput());
  }

  private static Path goldenNamed(String name) {
    return FmGoldens.cases().stream()
        .filter(golden -> golden.endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static FmOptions options(OnBadEvent onBadEvent, int molecules, String lossTable) {
    return new FmOptions(
        onBadEvent, FmCompatibility.STANDARD, molecules, Optional.ofNullable(lossTable), 0);
  }

  private static FmRun run(List<FmAnalysis> analyses, FmOptions options) {
    try (LocalEngine engine = new LocalEngine(2)) {
      return new FmJob(engine, HadoopSettings.NONE, options, ProgressListener.NONE).run(analyses);
    }
  }
}
