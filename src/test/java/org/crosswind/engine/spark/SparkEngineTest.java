package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.esotericsoftware.kryo.Kryo;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.AtomFunction;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.engine.TaskReport;
import org.crosswind.engine.TaskReporting;
import org.crosswind.engine.TimeLimitedEngine;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@Timeout(120)
class SparkEngineTest {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            SparkSettings.application("engine-test", List.of(Payloads.class))
                .setMaster("local[2]"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void outcomesAreThoseOfTheLocalEngineToTheBit(int molecules) {
    List<Molecule<Sample>> plan = plan(100, molecules);
    List<Outcome<Estimate>> here = outcomes(new LocalEngine(2), plan);
    List<Outcome<Estimate>> there = outcomes(new SparkEngine(spark), plan);
    assertThat(there).isEqualTo(here).hasSize(100);
    assertThat(here).isEqualTo(outcomes(new LocalEngine(1), plan(100, 7)));
    assertThat(here.stream().filter(o -> o instanceof Failed).count()).isEqualTo(20);
  }

  @Test
  void anAtomThatHangsIsAFailedAtomAndTheOthersAreWhatTheyAre() {
    MoleculeFunction<Sample, Estimate> function =
        AtomFunctions.perAtom(
            s -> estimate(s, new double[] {1}), s -> "sample 5", OnFailure.CONTINUE);
    AtomFunction<Sample, Estimate> hanging =
        s -> {
          if (CurrentMolecule.get().atomText().equals("at atom 5 (sample 5)")) {
            NEVER.await();
          }
          return estimate(s, new double[] {1});
        };
    MoleculeFunction<Sample, Estimate> hangs =
        AtomFunctions.perAtom(hanging, s -> "sample 5", OnFailure.CONTINUE);
    List<Outcome<Estimate>> expected = runOn(new SparkEngine(spark), function);
    List<Outcome<Estimate>> outcomes =
        runOn(TimeLimitedEngine.of(new SparkEngine(spark), Duration.ofSeconds(1)), hangs);
    assertThat(outcomes).hasSameSizeAs(expected);
    for (int i = 0; i < outcomes.size(); i++) {
      if (i != 5) {
        assertThat(outcomes.get(i)).isEqualTo(expected.get(i));
      }
    }
    assertThat(((Failed<Estimate>) outcomes.get(5)).failure())
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(FailureReason.TIMED_OUT);
              assertThat(failure.where()).isEqualTo("sample 5");
              assertThat(failure.message()).contains("took longer than 1s");
            });
  }

  @Test
  void aTaskThatHangsOutsideOfItsAtomsEndsTheRunAndTheMoleculeIsNamed() {
    MoleculeFunction<Sample, Estimate> hangs =
        molecule -> {
          if (molecule.number() == 2) {
            NEVER.await();
          }
          return AtomFunctions.<Sample, Estimate>perAtom(s -> estimate(s, new double[] {1}))
              .apply(molecule);
        };
    assertThatThrownBy(
            () -> runOn(TimeLimitedEngine.of(new SparkEngine(spark), Duration.ofSeconds(1)), hangs))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("molecule 2 (")
        .hasMessageContaining("took longer than 1s, before its first atom; it was interrupted");
  }

  @Test
  void listenersHearWhatTasksCostAndNothingOfOtherJobs() {
    List<TaskReport> reports = new CopyOnWriteArrayList<>();
    SparkEngine engine = new SparkEngine(spark);
    List<Molecule<Sample>> plan = plan(20, 4);
    MoleculeFunction<Sample, Estimate> counts =
        molecule -> {
          CurrentMolecule.get().count(1000, 10);
          return AtomFunctions.<Sample, Estimate>perAtom(s -> estimate(s, new double[] {1}))
              .apply(molecule);
        };
    TaskReporting.Listening listening = engine.listen(reports::add);
    engine.run("heard", plan, counts, ProgressListener.NONE);
    spark.parallelize(List.of(1, 2, 3), 3).count();
    listening.close();
    engine.run("not heard", plan, counts, ProgressListener.NONE);
    assertThat(reports)
        .hasSize(4)
        .allSatisfy(
            report -> {
              assertThat(report.description()).isEqualTo("heard");
              assertThat(report.succeeded()).isTrue();
              assertThat(report.bytesRead()).isEqualTo(1000);
              assertThat(report.bytesWritten()).isEqualTo(10);
              assertThat(report.host()).isNotEmpty();
            });
    assertThat(reports).extracting(TaskReport::molecule).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(reports)
        .extracting(TaskReport::lastAtom)
        .containsExactlyInAnyOrderElementsOf(
            plan.stream().map(m -> m.atoms().get(m.atoms().size() - 1).index()).toList());
  }

  @Test
  void anExceptionThatStaysNamesTheMoleculeAndTheCause() {
    MoleculeFunction<Sample, Estimate> others =
        AtomFunctions.perAtom(s -> estimate(s, new double[] {1}));
    MoleculeFunction<Sample, Estimate> breaks =
        molecule -> {
          if (molecule.number() == 2) {
            throw new IOException("disk gone", new IllegalStateException("controller"));
          }
          return others.apply(molecule);
        };
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), breaks))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "job: molecule 2 (atoms 5 to 6) failed: java.io.IOException: disk gone;"
                + " caused by java.lang.IllegalStateException: controller")
        .hasCauseInstanceOf(SparkException.class);
  }

  @Test
  void aFailedAtomThatStopsTheRunIsNotRepeated() {
    MoleculeFunction<Sample, Estimate> stops =
        AtomFunctions.perAtom(
            sample -> {
              throw FailureException.of(FailureReason.MISSING, sample.id(), "no cube");
            },
            Sample::id,
            OnFailure.STOP);
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), stops))
        .isInstanceOf(EngineException.class)
        .hasMessageMatching(
            "job: molecule \\d \\(atoms? [0-9 to]+\\): atom \\d failed: S\\d: no cube \\[MISSING]");
  }

  @Test
  void outcomesThatDoNotMatchTheAtomsAreRefused() {
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), molecule -> List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("returned 0 outcomes for");
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), molecule -> null))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("returned null");
  }

  @Test
  void anUnregisteredClassIsNamedWithTheRemedy() {
    MoleculeFunction<Sample, Stray> function = AtomFunctions.perAtom(s -> new Stray(s.number()));
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), function))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(Stray.class.getName())
        .hasMessageContaining("spark.kryo.registrator, or use PayloadEncoding.JAVA");
  }

  @Test
  void anySerialisableClassTravelsWhenJavaSerialisationIsChosen() {
    List<Atom<Stray>> atoms =
        IntStream.range(0, 9).mapToObj(i -> new Atom<>(i, 1, new Stray(i))).toList();
    try (SparkEngine engine = new SparkEngine(spark, PayloadEncoding.JAVA)) {
      Shared<Stray> offset = engine.share(new Stray(100));
      List<Outcome<Stray>> outcomes =
          engine.run(
              "job",
              MoleculePlanner.equalCount(atoms, 4),
              AtomFunctions.perAtom(
                  s -> s.number() == 5 ? null : new Stray(s.number() + offset.value().number())),
              ProgressListener.NONE);
      assertThat(outcomes.get(8)).isEqualTo(new Done<>(8, new Stray(108)));
      assertThat(outcomes.get(5)).isEqualTo(new Done<>(5, null));
    }
  }

  @Test
  void aFunctionThatCannotTravelIsRefused() {
    Object here = new Object();
    MoleculeFunction<Sample, Estimate> captures =
        AtomFunctions.perAtom(s -> new Estimate(s.id() + here, 0, List.of(0.0, 0.0)));
    assertThatThrownBy(() -> runOn(new SparkEngine(spark), captures))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "job: the function cannot be sent by Java serialisation: captured value 1 of the lambda"
                + " in org.crosswind.engine.spark.SparkEngineTest, in ")
        .hasMessageEndingWith(" is a java.lang.Object, which is not java.io.Serializable");
  }

  @Test
  void aFailureIsTheSameOnTheOtherSide() {
    Failure failure = new Failure(FailureReason.NOT_COMPUTABLE, "Zürich:7", "weights sum to 0 €");
    MoleculeFunction<Sample, Estimate> function =
        AtomFunctions.perAtom(
            s -> {
              throw FailureException.of(
                  FailureReason.NOT_COMPUTABLE, "Zürich:7", "weights sum to 0 €");
            });
    assertThat(runOn(new SparkEngine(spark), function))
        .allSatisfy(o -> assertThat(((Failed<Estimate>) o).failure()).isEqualTo(failure));
  }

  @Test
  void jobsCarryTheDescriptionAndTheCallersPropertiesStay() throws Exception {
    List<Properties> jobs = new CopyOnWriteArrayList<>();
    List<String> stages = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.add(start.properties());
          }

          @Override
          public void onStageCompleted(SparkListenerStageCompleted stage) {
            stages.add(stage.stageInfo().name());
          }
        };
    spark.sc().addSparkListener(listener);
    spark.setJobGroup("mine", "my own");
    spark.setLocalProperty("spark.scheduler.pool", "night");
    try {
      runOn(new SparkEngine(spark), AtomFunctions.perAtom(s -> estimate(s, new double[] {1})));
      assertThat(spark.getLocalProperty("spark.jobGroup.id")).isEqualTo("mine");
      assertThat(spark.getLocalProperty("spark.job.description")).isEqualTo("my own");
      spark.sc().listenerBus().waitUntilEmpty();
      assertThat(jobs).hasSize(1);
      assertThat(jobs.get(0).getProperty("spark.job.description")).isEqualTo("job");
      assertThat(jobs.get(0).getProperty("spark.jobGroup.id")).startsWith("crosswind-");
      assertThat(jobs.get(0).getProperty("spark.scheduler.pool")).isEqualTo("night");
      assertThat(stages).containsExactly("job");
    } finally {
      spark.clearJobGroup();
      spark.setLocalProperty("spark.scheduler.pool", null);
      spark.sc().removeSparkListener(listener);
    }
  }

  @Test
  void outcomesArriveOnTheCallersThreadAsMoleculesFinish() {
    List<Thread> threads = new ArrayList<>();
    List<Long> done = new ArrayList<>();
    new SparkEngine(spark)
        .runAsCompleted(
            "job",
            plan(20, 10),
            AtomFunctions.<Sample, Estimate>perAtom(s -> estimate(s, new double[] {1})),
            (description, atomsDone, failed, total) -> done.add(atomsDone),
            (molecule, outcomes) -> threads.add(Thread.currentThread()));
    assertThat(threads).hasSize(10).containsOnly(Thread.currentThread());
    assertThat(done).hasSize(11).startsWith(0L).endsWith(20L).isSorted();
  }

  @Test
  void anInterruptedCallerCancelsTheJob() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    GATE.set(inside);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    MoleculeFunction<Sample, Estimate> endless =
        molecule -> {
          GATE.get().countDown();
          Thread.sleep(TimeUnit.HOURS.toMillis(1));
          return List.of();
        };
    Thread caller =
        new Thread(() -> thrown.set(catchThrowable(() -> runOn(new SparkEngine(spark), endless))));
    caller.start();
    inside.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(EngineException.class).hasMessage("job: interrupted");
    spark.sc().listenerBus().waitUntilEmpty();
    assertThat(spark.statusTracker().getActiveJobIds()).isEmpty();
  }

  @Test
  void noMoleculesNeedNoJob() {
    assertThat(new SparkEngine(spark).run("job", List.of(), m -> null, ProgressListener.NONE))
        .isEmpty();
  }

  @Test
  void nameAndParallelismAreThoseOfTheMaster() {
    Engine engine = new SparkEngine(spark);
    assertThat(engine.name()).isEqualTo("spark local[2]");
    assertThat(engine.parallelism()).isEqualTo(2);
  }

  private static <R> List<Outcome<R>> runOn(Engine engine, MoleculeFunction<Sample, R> function) {
    return engine.run("job", plan(8, 4), function, ProgressListener.NONE);
  }

  static List<Outcome<Estimate>> outcomes(Engine engine, List<Molecule<Sample>> plan) {
    try (engine;
        Shared<double[]> weights = engine.share(new double[] {0.1, 0.2, 0.7})) {
      return engine.run(
          "estimates",
          plan,
          AtomFunctions.perAtom(s -> estimate(s, weights.value()), Sample::id, OnFailure.CONTINUE),
          ProgressListener.NONE);
    }
  }

  static Estimate estimate(Sample sample, double[] weights) {
    if (sample.number() % 10 == 3) {
      throw FailureException.of(FailureReason.INVALID, sample.id(), "ends in 3");
    }
    if (sample.number() % 10 == 7) {
      throw new IllegalStateException("ends in 7");
    }
    double sum = 0;
    for (int i = 0; i < sample.values().length; i++) {
      sum += Math.exp(-sample.values()[i]) * weights[i % weights.length];
    }
    return new Estimate(sample.id(), sum, List.of(sum, 1 / sum));
  }

  static List<Molecule<Sample>> plan(int atoms, int molecules) {
    List<Atom<Sample>> list = new ArrayList<>();
    for (int i = 0; i < atoms; i++) {
      double[] values = new double[50 + 20 * i];
      for (int k = 0; k < values.length; k++) {
        values[k] = Math.sin(i * 31.0 + k);
      }
      list.add(new Atom<>(i, values.length, new Sample("S" + i, i, values)));
    }
    return MoleculePlanner.equalCost(list, molecules);
  }

  /** Reaches the task, which runs in this JVM. */
  private static final AtomicReference<CountDownLatch> GATE = new AtomicReference<>();

  /** A class that nobody registered. */
  record Stray(int number) implements Serializable {}

  /** An input. */
  record Sample(String id, int number, double[] values) {}

  /** A result. */
  record Estimate(String id, double value, List<Double> both) {}

  /** Registers both. */
  public static final class Payloads implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
      WireSerializer.register(
          kryo,
          Sample.class,
          (k, out, sample) -> {
            out.writeString(sample.id());
            out.writeInt(sample.number());
            WireArrays.write(out, sample.values());
          },
          (k, in) -> new Sample(in.readString(), in.readInt(), WireArrays.readDoubles(in)));
      WireSerializer.register(
          kryo,
          Estimate.class,
          (k, out, estimate) -> {
            out.writeString(estimate.id());
            out.writeDouble(estimate.value());
            out.writeDouble(estimate.both().get(1));
          },
          (k, in) -> {
            String id = in.readString();
            double value = in.readDouble();
            return new Estimate(id, value, List.of(value, in.readDouble()));
          });
    }
  }
}
