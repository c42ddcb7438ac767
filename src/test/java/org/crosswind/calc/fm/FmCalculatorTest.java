package org.crosswind.calc.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.crosswind.calc.fm.ArrayLosses.Collected;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class FmCalculatorTest {
  @Test
  void limitOfZeroPaysNothing() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).itemOutputs(2, 1);
    p.policy(2, 1, 1, p.profile(14, 0, 0, 0, 0, 0, 0));
    Collected out = ArrayLosses.gross(p.structure(2), 100, 300);
    assertThat(out.losses.get(1)).isEmpty();
    assertThat(out.losses.get(2)).isEmpty();
  }

  @Test
  void aLimitIsSharedByTheLossesOfTheItems() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).itemOutputs(2, 1);
    p.policy(2, 1, 1, p.profile(14, 0, 0, 0, 0, 200, 0));
    Collected out = ArrayLosses.gross(p.structure(2), 100, 300);
    assertThat(out.loss(1, 1)).isEqualTo(50);
    assertThat(out.loss(2, 1)).isEqualTo(150);
  }

  @Test
  void ruleOneSharesEveryLayerByInput() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 2).itemOutputs(2, 2);
    p.policy(2, 1, 1, p.profile(12, 100, 0, 0, 0, 0, 0)).policy(2, 2, 1, 1);
    p.link(3, 1, 1).link(3, 2, 1);
    p.policy(3, 1, 1, p.profile(2, 0, 0, 0, 0, 100, 1));
    p.policy(3, 1, 2, p.profile(2, 0, 0, 0, 100, 1000, 1));
    Collected out = ArrayLosses.gross(p.structure(1), 200, 300);
    assertThat(out.loss(1, 1)).isEqualTo(40);
    assertThat(out.loss(3, 1)).isEqualTo(60);
    assertThat(out.loss(2, 1)).isEqualTo(120);
    assertThat(out.loss(4, 1)).isEqualTo(180);
  }

  @Test
  void rulesZeroAndOneKeepWhatIsBelowARestart() {
    for (int rule : new int[] {0, 1, 2}) {
      Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1);
      p.policy(2, 1, 1, p.profile(14, 0, 0, 0, 0, 200, 0));
      p.link(3, -1, 1).link(3, -2, 1).policy(3, 1, 1, p.profile(12, 20, 0, 0, 0, 0, 0));
      p.itemOutputs(rule == 0 ? 1 : 2, 1);
      Collected out = ArrayLosses.gross(p.structure(rule), 1000, 300);
      float total = out.loss(1, 1) + (rule == 0 ? 0 : out.loss(2, 1));
      assertThat(total).as("rule %s", rule).isCloseTo(180, within(1e-3f));
      if (rule == 0) {
        assertThat(ArrayLosses.gross(p.structure(0, FmCompatibility.FMPY), 1000, 300).loss(1, 1))
            .isEqualTo(1280);
      }
    }
  }

  @Test
  void termsBelowARestartActOnceWhateverTheLayersAbove() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).itemOutputs(2, 2);
    p.policy(2, 1, 1, p.profile(12, 100, 0, 0, 0, 0, 0));
    p.link(3, -1, 1).link(3, -2, 1);
    p.policy(3, 1, 1, p.profile(2, 0, 0, 0, 0, 500, 1));
    p.policy(3, 1, 2, p.profile(2, 0, 0, 0, 500, 500, 1));
    Collected out = ArrayLosses.gross(p.structure(2), 500, 500);
    assertThat(out.loss(1, 1) + out.loss(3, 1)).isCloseTo(500, within(1e-3f));
    assertThat(out.loss(2, 1) + out.loss(4, 1)).isCloseTo(400, within(1e-3f));
  }

  @Test
  void ruleZeroWritesTheSumOfTheLayersBelowACrossLayerGroup() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1);
    p.policy(2, 1, 1, p.profile(2, 0, 0, 0, 0, 100, 1));
    p.policy(2, 1, 2, p.profile(2, 0, 0, 0, 100, 300, 1));
    p.link(3, 1, 1).policy(3, 1, 1, p.profile(14, 0, 0, 0, 0, 250, 0)).output(1, 1, 1);
    assertThat(ArrayLosses.gross(p.structure(0), 200, 300).loss(1, 1)).isEqualTo(250);
    assertThat(ArrayLosses.gross(p.structure(0, FmCompatibility.FMPY), 200, 300).loss(1, 1))
        .isEqualTo(62.5f);
  }

  @Test
  void aSinglePolicyBetweenLayersAndTheTopActsOnAllLayers() {
    Programmes p = Programmes.ofItems(2);
    int a = p.profile(2, 0, 0, 0, 0, 100, 1);
    int b = p.profile(2, 0, 0, 0, 100, 300, 1);
    p.link(2, 1, 1).link(2, 2, 1).policy(2, 1, 1, a).policy(2, 1, 2, b);
    p.link(3, 1, 1).policy(3, 1, 1, p.profile(14, 0, 0, 0, 0, 200, 0));
    p.link(4, 1, 1).policy(4, 1, 1, p.profile(14, 0, 0, 0, 0, 100, 0));
    p.itemOutputs(2, 2);
    Collected out = ArrayLosses.gross(p.structure(2), 200, 300);
    float total = 0;
    for (int k = 1; k <= 4; k++) {
      total += out.loss(k, 1);
    }
    assertThat(total).isCloseTo(100, within(1e-3f));
    assertThat(out.loss(1, 1) + out.loss(3, 1)).isCloseTo(25, within(1e-3f));
  }

  @Test
  void differentNumbersOfLayersAboveOneAnotherAreRefused() {
    Programmes p = Programmes.ofItems(1).link(2, 1, 1).link(3, 1, 1).output(1, 1, 1);
    p.policy(2, 1, 1, 1).policy(2, 1, 2, 1);
    p.policy(3, 1, 1, 1).policy(3, 1, 2, 1).policy(3, 1, 3, 1);
    assertThatThrownBy(() -> p.structure(2))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("group 1 of level 3 has 3 layers above groups with 2");
  }

  @Test
  void ruleTwentyOneUsesTheInsuredValue() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).insured(1000).insured(3000);
    p.policy(2, 1, 1, p.profile(21, 0.1, 0, 4000, 0, 0, 0)).itemOutputs(2, 1);
    Collected out = ArrayLosses.gross(p.structure(2), 1000, 1000);
    assertThat(out.loss(1, 1) + out.loss(2, 1)).isEqualTo(1600);
    Collected reference = ArrayLosses.gross(p.structure(2, FmCompatibility.FMPY), 1000, 1000);
    assertThat(reference.loss(1, 1) + reference.loss(2, 1)).isEqualTo(2000);
  }

  @Test
  void itemsThatAreUnknownOrTwiceAreRefused() {
    Programmes p = Programmes.ofItems(2).itemOutputs(2, 1);
    FmCalculator calculator = new FmCalculator(p.structure(2), 1, false);
    Collected out = new Collected();
    assertThatThrownBy(
            () ->
                calculator.process(
                    new ArrayLosses(7, new int[] {1, 3}, new float[][] {{1}, {1}}), out, null))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("event 7, item 3")
        .hasMessageContaining("expected 1 to 2");
    assertThatThrownBy(
            () ->
                calculator.process(
                    new ArrayLosses(7, new int[] {2, 1, 2}, new float[][] {{1}, {1}, {1}}),
                    out,
                    null))
        .hasMessageContaining("item 2 is twice");
  }

  /** Policies of up to five items in groups of up to two, with and without minimum deductibles. */
  static Programmes random(Random random, int items, boolean extras, int layers) {
    Programmes p = Programmes.ofItems(items);
    int groups = 0;
    int tops = 0;
    for (int i = 1; i <= items; i++) {
      groups += i == 1 || random.nextBoolean() ? 1 : 0;
      p.link(2, i, groups);
    }
    int[] rules =
        extras ? new int[] {7, 8, 11, 13, 10, 1, 12} : new int[] {1, 2, 3, 12, 14, 39, 34};
    for (int g = 1; g <= groups; g++) {
      int rule = rules[random.nextInt(rules.length)];
      p.policy(2, g, 1, p.profile(rule, 64 * random.nextInt(4), 100, 300, 10, 500, 0.75));
      tops += g == 1 || random.nextInt(3) == 0 ? 1 : 0;
      p.link(3, g, tops);
    }
    for (int t = 1; t <= tops; t++) {
      for (int k = 1; k <= layers; k++) {
        p.policy(3, t, k, p.profile(2, 8, 0, 0, 200 * (k - 1), 200, 0.5));
      }
    }
    return p.itemOutputs(items, layers);
  }

  private static ArrayLosses randomEvent(Random random, int items, int samples, double density) {
    int[] ids = new int[items];
    float[][] losses = new float[items][samples];
    for (int i = 0; i < items; i++) {
      ids[i] = i + 1;
      for (int k = 0; k < samples; k++) {
        losses[i][k] = random.nextDouble() < density ? 1000 * random.nextFloat() : 0;
      }
    }
    return new ArrayLosses(7, ids, losses);
  }

  private static Collected compute(FmStructure structure, ArrayLosses event, int samples) {
    Collected out = new Collected();
    new FmCalculator(structure, samples, false).process(event, out, null);
    return out;
  }

  @Test
  void grossIsAtMostInputAndNetIsTheRest() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      FmStructure structure = random(random, 6, false, 1).structure(1 + random.nextInt(2));
      ArrayLosses event = randomEvent(random, 6, 5, 0.8);
      Collected gross = new Collected();
      Collected net = new Collected();
      new FmCalculator(structure, 5, false).process(event, gross, net);
      for (int i = 0; i < 6; i++) {
        for (int k = 1; k <= 5; k++) {
          float input = event.samples()[i][k - 1];
          float paid = gross.loss(i + 1, k);
          assertThat(paid).as("seed %s", seed).isBetween(0f, input * 1.000001f);
          assertThat(paid + net.loss(i + 1, k)).isCloseTo(input, within(input * 1e-6f));
        }
      }
    }
  }

  @Test
  void theSharesOfTheItemsSumToTheLossOfTheTopGroups() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int layers = 1 + random.nextInt(3);
      Programmes p = random(random, 6, random.nextBoolean(), layers);
      ArrayLosses event = randomEvent(random, 6, 5, 0.8);
      Collected items = compute(p.structure(2), event, 5);
      // Outputs of rule 0 are found by the same numbers: those of top group t and layer k.
      Collected tops = compute(p.structure(0), event, 5);
      for (int k = 1; k <= layers; k++) {
        for (int sample = 1; sample <= 5; sample++) {
          double shared = 0;
          double total = 0;
          for (int i = 1; i <= 6; i++) {
            int output = (i - 1) * layers + k;
            shared += items.loss(output, sample);
            total += tops.losses.containsKey(output) ? tops.loss(output, sample) : 0;
          }
          assertThat(shared).as("seed %s", seed).isCloseTo(total, within(1e-5 * total + 1e-3));
        }
      }
    }
  }

  @Test
  void scalingMoneyAndLossesScalesResults() {
    Programmes p = Programmes.ofItems(3).link(2, 1, 1).link(2, 2, 1).link(2, 3, 2);
    Programmes q = Programmes.ofItems(3).link(2, 1, 1).link(2, 2, 1).link(2, 3, 2);
    for (Programmes x : new Programmes[] {p, q}) {
      double f = x == p ? 1 : 1024;
      x.policy(2, 1, 1, x.profile(7, 10 * f, 30 * f, 60 * f, 0, 500 * f, 0));
      x.policy(2, 2, 1, x.profile(1, 10.3 * f, 0, 0, 0, 333.3 * f, 0));
      x.link(3, 1, 1)
          .link(3, 2, 1)
          .policy(3, 1, 1, x.profile(2, 5 * f, 0, 0, 70 * f, 400 * f, 0.3));
      x.itemOutputs(3, 1);
    }
    Random random = new Random(1);
    ArrayLosses event = randomEvent(random, 3, 9, 0.9);
    float[][] scaled = new float[3][9];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 9; k++) {
        scaled[i][k] = 1024 * event.samples()[i][k];
      }
    }
    Collected a = compute(p.structure(2), event, 9);
    Collected b = compute(q.structure(2), new ArrayLosses(7, event.ids(), scaled), 9);
    for (int i = 1; i <= 3; i++) {
      for (int k = 1; k <= 9; k++) {
        assertThat(b.loss(i, k)).isEqualTo(1024 * a.loss(i, k));
      }
    }
  }

  @Test
  void fewSamplesInManyGiveTheBitsOfFewSamples() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int layers = 1 + random.nextInt(2);
      FmStructure structure = random(random, 6, random.nextBoolean(), layers).structure(2);
      ArrayLosses few = randomEvent(random, 6, 7, 0.9);
      float[][] spread = new float[6][700];
      for (int i = 0; i < 6; i++) {
        for (int k = 0; k < 7; k++) {
          spread[i][k * 97 + 3] = few.samples()[i][k];
        }
      }
      Collected a = compute(structure, few, 7);
      Collected b = compute(structure, new ArrayLosses(7, few.ids(), spread), 700);
      for (int output = 1; output <= 6 * layers; output++) {
        for (int k = 0; k < 7; k++) {
          assertThat(b.loss(output, k * 97 + 4))
              .as("seed %s", seed)
              .isEqualTo(a.loss(output, k + 1));
        }
        assertThat(b.losses.get(output)).hasSameSizeAs(a.losses.get(output));
      }
    }
  }

  @Test
  void itemsInAnyOrderGiveTheSameLosses() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int layers = 1 + random.nextInt(3);
      FmStructure structure = random(random, 8, random.nextBoolean(), layers).structure(2);
      ArrayLosses event = randomEvent(random, 8, 5, 0.8);
      int[] ids = event.ids().clone();
      float[][] samples = event.samples().clone();
      for (int i = ids.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int id = ids[i];
        ids[i] = ids[j];
        ids[j] = id;
        float[] row = samples[i];
        samples[i] = samples[j];
        samples[j] = row;
      }
      Collected a = compute(structure, event, 5);
      Collected b = compute(structure, new ArrayLosses(7, ids, samples), 5);
      for (int output = 1; output <= 8 * layers; output++) {
        for (int k = 1; k <= 5; k++) {
          assertThat(b.loss(output, k))
              .as("seed %s", seed)
              .isCloseTo(a.loss(output, k), within(1e-5f * a.loss(output, k) + 1e-3f));
        }
      }
    }
  }

  @Test
  void aStructureWrittenAndReadGivesTheSameLosses() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      FmStructure structure = random(random, 6, true, 2).structure(2);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      structure.writeTo(new DataOutputStream(bytes));
      FmStructure copy =
          FmStructure.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      ArrayLosses event = randomEvent(random, 6, 5, 0.8);
      assertThat(compute(copy, event, 5).losses).isEqualTo(compute(structure, event, 5).losses);
    }
  }

  @Test
  void anExplanationFollowsTheLossThroughTheLevels() {
    Programmes p = Programmes.ofItems(2).link(2, 1, 1).link(2, 2, 1).itemOutputs(2, 1);
    p.policy(2, 1, 1, p.profile(11, 0, 40, 0, 0, 0, 0));
    p.link(3, 1, 1).policy(3, 1, 1, p.profile(14, 0, 0, 0, 0, 200, 0));
    ArrayLosses event = new ArrayLosses(7, new int[] {1, 2}, new float[][] {{100}, {300}});
    FmExplanation explanation = new FmExplainer(p.structure(2), 1).explain(event, 2, 1);
    assertThat(explanation.steps()).hasSize(3);
    assertThat(explanation.steps().get(1).policies().get(0).before()).isEqualTo(400);
    assertThat(explanation.steps().get(1).policies().get(0).after()).isEqualTo(360);
    assertThat(explanation.steps().get(2).layers().get(0).itemLoss()).isEqualTo(150);
    assertThat(explanation.outputs()).containsExactly(new FmExplanation.Output(2, 150));
    assertThat(explanation.text())
        .contains("event 7, item 2, sample 1")
        .contains("rule 11, deductible, minimum (minimum deductible 40.0)")
        .contains("deducted 40.0");
    assertThatThrownBy(() -> new FmExplainer(twoItemsStructure(), 1).explain(event, 9, 1))
        .hasMessageContaining("item 9 has no loss");
  }

  private static FmStructure twoItemsStructure() {
    return Programmes.ofItems(2).itemOutputs(2, 1).structure(2);
  }
}
