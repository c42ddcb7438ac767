package org.crosswind.calc.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.crosswind.model.insurance.Occurrences;
import org.crosswind.model.insurance.PeriodWeights;
import org.crosswind.model.insurance.SummaryXref;
import org.crosswind.model.insurance.TableSource;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class AnnualLossesTest {
  private static final TableSource XREF = TableSource.text("fmsummaryxref.csv");

  /** Event 7 twice in period 1, event 4 in period 2; event 9 never. */
  private static final Occurrences THREE = occurrences(2, new int[] {7, 4, 7}, new int[] {1, 2, 1});

  private static Occurrences occurrences(int periods, int[] events, int[] periodNo) {
    return new Occurrences(
        events, periodNo, new long[0], false, periods, TableSource.rows("occurrences"));
  }

  private static SummaryIndex index(int[]... rows) {
    int[][] columns = new int[3][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 3; c++) {
        columns[c][r] = rows[r][c];
      }
    }
    return SummaryIndex.of(Optional.of(new SummaryXref(columns[0], columns[1], columns[2], XREF)));
  }

  /** Outputs 1 and 2 with two samples; all worked by hand below. */
  private static void threeEvents(AnnualLosses losses) {
    losses.beginEvent(4);
    losses.output(1, 100, 80 + 140);
    losses.endEvent();
    losses.beginEvent(7);
    losses.output(1, 10, 0 + 30);
    losses.output(2, 4, 4 + 0);
    losses.endEvent();
    losses.beginEvent(9);
    losses.output(2, 1000, 1000 + 3000);
    losses.endEvent();
  }

  @Test
  void twoPeriodsWithAnEventTwiceInOneAreAsWorkedByHand() {
    // Period 1 has event 7 twice: 2 x 14 = 28 by means, samples 2 x (4, 30). Period 2 has event 4:
    // 100, samples (80, 140). Means over two periods (and two samples):
    // total (28 + 100) / 2 = 64 and (8 + 60 + 80 + 140) / 4 = 72.
    // Summary 5 has output 1: (20 + 100) / 2 = 60 and (0 + 60 + 80 + 140) / 4 = 70.
    // Summary 6 has output 2: (8 + 0) / 2 = 4 and (8 + 0) / 4 = 2; event 9 never happens.
    EventFrequencies frequencies = EventFrequencies.of(THREE, PeriodWeights.equal(2));
    AnnualLosses losses =
        new AnnualLosses(frequencies, index(new int[] {1, 5, 3}, new int[] {2, 6, 3}), 2);
    threeEvents(losses);
    assertThat(losses.result())
        .containsExactly(
            new AnnualLoss(0, 0, 3, 2, 64, 72),
            new AnnualLoss(3, 5, 2, 2, 60, 70),
            new AnnualLoss(3, 6, 2, 1, 4, 2));
    assertThat(losses.unassignedOutput()).isEmpty();
  }

  @Test
  void weightsReplaceTheEqualOnes() {
    // w = (0.9, 0.1): total 0.9 x 28 + 0.1 x 100 = 35.2, samples (0.9 x 68 + 0.1 x 220) / 2 = 41.6.
    EventFrequencies frequencies = EventFrequencies.of(THREE, PeriodWeights.of(0.9, 0.1));
    AnnualLosses losses = new AnnualLosses(frequencies, SummaryIndex.of(Optional.empty()), 2);
    threeEvents(losses);
    AnnualLoss total = losses.result().get(0);
    assertThat(losses.result()).hasSize(1);
    assertThat(total.numerical()).isCloseTo(35.2, within(1e-13));
    assertThat(total.sampled()).isCloseTo(41.6, within(1e-13));
    assertThat(total.best()).isEqualTo(total.sampled());
  }

  @Test
  void aPeriodOfNoWeightDoesNotHappen() {
    AnnualLosses losses =
        new AnnualLosses(
            EventFrequencies.of(THREE, PeriodWeights.of(0, 1)),
            SummaryIndex.of(Optional.empty()),
            2);
    threeEvents(losses);
    assertThat(losses.result()).containsExactly(new AnnualLoss(0, 0, 3, 1, 100, 110));
  }

  @Test
  void aStreamWithoutSamplesHasNoSampledLoss() {
    AnnualLosses losses =
        new AnnualLosses(
            EventFrequencies.of(THREE, PeriodWeights.equal(2)),
            SummaryIndex.of(Optional.empty()),
            0);
    losses.beginEvent(4);
    losses.output(1, 100, 0);
    losses.output(2, Double.NaN, 0);
    losses.endEvent();
    AnnualLoss total = losses.result().get(0);
    assertThat(total.numerical()).isEqualTo(50);
    assertThat(total.sampled()).isNaN();
    assertThat(total.best()).isEqualTo(50);
  }

  @Test
  void anOutputThatASetDoesNotHaveIsInTheTotalAndTold() {
    AnnualLosses losses =
        new AnnualLosses(
            EventFrequencies.of(THREE, PeriodWeights.equal(2)),
            index(new int[] {1, 1, 1}, new int[] {1, 1, 2}, new int[] {2, 1, 1}),
            2);
    threeEvents(losses);
    assertThat(losses.unassignedOutput()).isEqualTo(OptionalInt.of(2));
    assertThat(losses.result().get(0).numerical()).isEqualTo(64);
    assertThat(losses.result().get(1)).isEqualTo(new AnnualLoss(1, 1, 3, 2, 64, 72));
    assertThat(losses.result().get(2)).isEqualTo(new AnnualLoss(2, 1, 2, 2, 60, 70));
  }

  @Test
  void aSummaryWithoutLossHasARowOfZeros() {
    AnnualLosses losses =
        new AnnualLosses(
            EventFrequencies.of(THREE, PeriodWeights.equal(2)), index(new int[] {8, 2, 1}), 2);
    threeEvents(losses);
    assertThat(losses.result().get(1)).isEqualTo(new AnnualLoss(1, 2, 0, 0, 0, 0));
  }

  @Test
  void badSummariesNameTheRow() {
    assertThatThrownBy(() -> index(new int[] {1, 1, 1}, new int[] {0, 1, 1}))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("fmsummaryxref.csv:3")
        .hasMessageContaining("output 0, expected >= 1");
    assertThatThrownBy(() -> index(new int[] {1, -1, 1})).hasMessageContaining("summary_id -1");
    assertThatThrownBy(() -> index(new int[] {1, 1, 0})).hasMessageContaining("summaryset_id 0");
    assertThatThrownBy(() -> index(new int[] {5, 1, 1}, new int[] {5, 1, 2}, new int[] {5, 2, 1}))
        .hasMessageContaining("fmsummaryxref.csv:4")
        .hasMessageContaining("output 5 is in summary set 1 a second time")
        .hasMessageContaining("fmsummaryxref.csv:2");
  }

  @Test
  void frequenciesNeedAWeightForEachPeriod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventFrequencies.of(THREE, PeriodWeights.equal(3)));
    assertThatIllegalArgumentException().isThrownBy(() -> PeriodWeights.of(0.5, Double.NaN));
  }

  @Test
  void aSlowWalkThroughAllPeriodsAndSamplesAgrees() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      int periods = 1 + random.nextInt(12);
      int samples = random.nextInt(6);
      int outputs = 1 + random.nextInt(30);
      Occurrences when = occurrences(random, periods);
      PeriodWeights weights = weights(random, periods);
      List<int[]> rows = new ArrayList<>();
      for (int set = 1; set <= 3; set++) {
        for (int output = 1; output <= outputs; output++) {
          if (random.nextInt(8) > 0) {
            rows.add(new int[] {3 * output, 1 + random.nextInt(4), set * 10});
          }
        }
      }
      java.util.Collections.shuffle(rows, random);
      SummaryIndex index =
          rows.isEmpty() ? SummaryIndex.of(Optional.empty()) : index(rows.toArray(int[][]::new));
      List<Loss> stream = stream(random, outputs, samples);
      AnnualLosses losses = new AnnualLosses(EventFrequencies.of(when, weights), index, samples);
      feed(stream, losses);
      for (AnnualLoss found : losses.result()) {
        double[] expected = new double[samples + 1];
        for (int i = 0; i <= samples; i++) {
          for (int p = 1; p <= periods; p++) {
            expected[i] +=
                weights.weight(p) * periods * ofPeriod(p, i, found, when, stream, rows) / periods;
          }
        }
        double sampled = 0;
        for (int i = 1; i <= samples; i++) {
          sampled += expected[i] / samples;
        }
        assertThat(found.numerical())
            .as("seed %d, %s", seed, found)
            .isCloseTo(expected[0], within(1e-12 * (1 + Math.abs(expected[0]))));
        if (samples > 0) {
          assertThat(found.sampled())
              .as("seed %d, %s", seed, found)
              .isCloseTo(sampled, within(1e-12 * (1 + Math.abs(sampled))));
        } else {
          assertThat(found.sampled()).isNaN();
        }
      }
    }
  }

  /** Losses of an output in an event; place 0 is the mean, then the samples. */
  private record Loss(int number, int event, int output, double[] losses) {}

  private static Occurrences occurrences(Random random, int periods) {
    int count = 1 + random.nextInt(40);
    int[] events = new int[count];
    int[] no = new int[count];
    for (int i = 0; i < count; i++) {
      events[i] = 1 + random.nextInt(9);
      no[i] = 1 + random.nextInt(periods);
    }
    return occurrences(periods, events, no);
  }

  private static PeriodWeights weights(Random random, int periods) {
    if (random.nextBoolean()) {
      return PeriodWeights.equal(periods);
    }
    return PeriodWeights.of(random.doubles(periods).toArray());
  }

  private static List<Loss> stream(Random random, int outputs, int samples) {
    List<Loss> stream = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      int event = 1 + random.nextInt(11); // some come twice, some never happen
      for (int output = 1; output <= outputs; output++) {
        if (random.nextBoolean()) {
          double[] losses = new double[samples + 1];
          for (int i = 0; i <= samples; i++) {
            losses[i] = random.nextInt(3) == 0 ? 0 : (float) (1e6 * random.nextDouble());
          }
          stream.add(new Loss(number, event, 3 * output, losses));
        }
      }
    }
    return stream;
  }

  private static void feed(List<Loss> stream, AnnualLosses losses) {
    int open = -1;
    for (Loss loss : stream) {
      if (loss.number != open) {
        if (open >= 0) {
          losses.endEvent();
        }
        losses.beginEvent(loss.event);
        open = loss.number;
      }
      double sum = 0;
      for (int i = 1; i < loss.losses.length; i++) {
        sum += loss.losses[i];
      }
      losses.output(loss.output, loss.losses[0], sum);
    }
    losses.endEvent();
  }

  private static double ofPeriod(
      int period,
      int i,
      AnnualLoss summary,
      Occurrences when,
      List<Loss> stream,
      List<int[]> xref) {
    double sum = 0;
    for (int o = 0; o < when.size(); o++) {
      if (when.periodNo()[o] == period) {
        for (Loss loss : stream) {
          if (loss.event == when.eventId()[o] && belongs(loss.output, summary, xref)) {
            sum += loss.losses[i];
          }
        }
      }
    }
    return sum;
  }

  private static boolean belongs(int output, AnnualLoss summary, List<int[]> xref) {
    return summary.summarySetId() == 0
        || xref.stream()
            .anyMatch(
                row ->
                    row[0] == output
                        && row[1] == summary.summaryId()
                        && row[2] == summary.summarySetId());
  }
}
