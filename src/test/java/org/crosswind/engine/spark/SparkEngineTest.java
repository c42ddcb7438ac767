package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.Engine;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@Timeout(120)
class SparkEngineTest {
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

  private static List<Outcome<Estimate>> outcomes(Engine engine, List<Molecule<Sample>> plan) {
    try (engine;
        Shared<double[]> weights = engine.share(new double[] {0.1, 0.2, 0.7})) {
      return engine.run(
          "estimates",
          plan,
          AtomFunctions.perAtom(s -> estimate(s, weights.value()), Sample::id, OnFailure.CONTINUE),
          ProgressListener.NONE);
    }
  }

  private static Estimate estimate(Sample sample, double[] weights) {
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

  private static List<Molecule<Sample>> plan(int atoms, int molecules) {
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
