package org.crosswind.calc.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.crosswind.calc.fm.ArrayLosses.Collected;
import org.crosswind.model.insurance.EventLosses;
import org.junit.jupiter.api.Test;

/** The usual programme has an evaluator of its own: the bits are those of the general one. */
class SimpleTreesTest {
  @Test
  void theBitsAreThoseOfTheGeneralEvaluator() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int items = 1 + random.nextInt(40);
      int samples = new int[] {1, 5, 13, 30, 100}[random.nextInt(5)];
      FmStructure structure = FmCalculatorTest.random(random, items, false, 1).structure(2);
      assertThat(structure.simple).isTrue();
      FmCalculator calculator = new FmCalculator(structure, samples, false);
      // Two events in turn: nothing is left of the one before.
      for (int event = 0; event < 2; event++) {
        EventLosses losses = event(random, items, samples);
        Collected out = new Collected();
        calculator.process(losses, out, null);
        Collected general = new Collected();
        FmCalculator.dense(structure, samples).process(losses, general, null);
        assertThat(out.losses).as("seed %s", seed).isEqualTo(general.losses);
      }
    }
  }

  @Test
  void layersExtrasRulesAndGroupsThatCrossAreNotSimple() {
    Random random = new Random(1);
    assertThat(FmCalculatorTest.random(random, 5, false, 2).structure(2).simple).isFalse();
    assertThat(FmCalculatorTest.random(random, 5, false, 1).structure(1).simple).isFalse();
    Programmes minimum = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).itemOutputs(2, 1);
    minimum.policy(2, 1, 1, minimum.profile(11, 1, 2, 0, 0, 0, 0));
    assertThat(minimum.structure(2).simple).isFalse();
    // Items 1 and 3 in one group, 2 in another.
    Programmes crossed =
        Programmes.ofItems(3).link(2, 1, 1).link(2, 2, 2).link(2, 3, 1).itemOutputs(3, 1);
    assertThat(crossed.structure(2).simple).isFalse();
  }

  /** Some of the items, ascending, with some of the samples. */
  private static ArrayLosses event(Random random, int items, int samples) {
    int[] ids = new int[items];
    int count = 0;
    for (int id = 1; id <= items; id++) {
      if (random.nextInt(4) > 0 || id == items) {
        ids[count++] = id;
      }
    }
    float[][] losses = new float[count][samples];
    double density = random.nextInt(3) == 0 ? 0.02 : 0.8;
    for (float[] row : losses) {
      for (int k = 0; k < samples; k++) {
        row[k] = random.nextDouble() < density ? 1000 * random.nextFloat() : 0;
      }
    }
    return new ArrayLosses(7, Arrays.copyOf(ids, count), losses);
  }
}
