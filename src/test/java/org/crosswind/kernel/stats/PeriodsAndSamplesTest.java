package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kernel of scenarios and returns on the losses of a catastrophe model, unchanged: periods are
 * drawn again for the uncertainty of the hazard, samples for that of the vulnerability. The losses
 * are an fm stream; which events happen in which period is a list made here.
 */
class PeriodsAndSamplesTest {
  private static final Path STREAM = Path.of("src/test/resources/golden/fm/share-20110/fm.bin");
  private static final int PERIODS = 60;
  private static final int SAMPLES = 20;
  private static final int REPLICATES = 4000;

  /** Loss of period p in sample s. */
  private static final double[][] LOSSES = new double[PERIODS][SAMPLES];

  @BeforeAll
  static void readTheStream() throws IOException {
    Map<Integer, double[]> events = eventLosses();
    int[] ids = events.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    assertThat(ids).hasSize(4);
    for (int p = 0; p < PERIODS; p++) {
      for (int k = 0; k < ids.length; k++) {
        // Event k happens about every (3 + 2 k)th period, sometimes with others, sometimes twice.
        int times = (p * 7 + k) % (3 + 2 * k) == 0 ? (p % 20 == 0 ? 2 : 1) : 0;
        for (int s = 0; s < SAMPLES; s++) {
          LOSSES[p][s] += times * events.get(ids[k])[s];
        }
      }
    }
  }

  /** Losses of each event by sample, over all outputs; special samples are not losses to add. */
  private static Map<Integer, double[]> eventLosses() throws IOException {
    Map<Integer, double[]> events = new HashMap<>();
    try (InputStream in = Files.newInputStream(STREAM);
        LossStreamReader reader = LossStreamReader.open(STREAM.toString(), in)) {
      LossEventBatch batch = new LossEventBatch();
      LossEventView event = new LossEventView();
      while (reader.next(batch)) {
        for (int e = 0; e < batch.size(); e++) {
          event.moveTo(batch, e);
          double[] losses = events.computeIfAbsent(event.eventId(), id -> new double[SAMPLES]);
          for (int output = 0; output < event.itemCount(); output++) {
            for (int pair = 0; pair < event.pairCount(output); pair++) {
              int sample = event.sidx(output, pair);
              if (sample > 0) {
                losses[sample - 1] += event.loss(output, pair);
              }
            }
          }
        }
      }
    }
    return events;
  }

  /** Average annual loss with weights of periods and of samples. */
  private static double annualLoss(double[] periods, double[] samples) {
    double sum = 0;
    double weight = 0;
    for (int p = 0; p < PERIODS; p++) {
      for (int s = 0; s < SAMPLES; s++) {
        sum += periods[p] * samples[s] * LOSSES[p][s];
        weight += periods[p] * samples[s];
      }
    }
    return sum / weight;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] replicates(WeightedStatistic statistic, int n, Purpose purpose) {
    RandomOps random = RandomOps.of(KernelVariant.AUTO);
    double[] out = new double[REPLICATES];
    Replicates.fill(
        statistic,
        new Resampler(random, Resampling.ordinary(n)),
        RandomStream.of(42, purpose, "portfolio"),
        0,
        out,
        0,
        REPLICATES);
    return out;
  }

  /** Standard error of a mean of n numbers, divisor n as the bootstrap has it. */
  private static double formula(double[] means) {
    double mean = Arrays.stream(means).average().orElseThrow();
    double square = Arrays.stream(means).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return Math.sqrt(square / means.length);
  }

  @Test
  void hazardAndVulnerabilityHaveTheStandardErrorsOfTheirFormulas() {
    double[] ofPeriods = new double[PERIODS];
    double[] ofSamples = new double[SAMPLES];
    for (int p = 0; p < PERIODS; p++) {
      for (int s = 0; s < SAMPLES; s++) {
        ofPeriods[p] += LOSSES[p][s] / SAMPLES;
        ofSamples[s] += LOSSES[p][s] / PERIODS;
      }
    }
    double[] hazard = replicates((w, n) -> annualLoss(w, ones(SAMPLES)), PERIODS, Purpose.PERIODS);
    double[] vulnerability =
        replicates((w, n) -> annualLoss(ones(PERIODS), w), SAMPLES, Purpose.SAMPLES);
    double hazardError = Intervals.standardError(hazard, 0, REPLICATES);
    double vulnerabilityError = Intervals.standardError(vulnerability, 0, REPLICATES);
    assertThat(hazardError).isPositive();
    assertThat(vulnerabilityError).isPositive();
    assertThat(hazardError / formula(ofPeriods)).isCloseTo(1, within(0.04));
    assertThat(vulnerabilityError / formula(ofSamples)).isCloseTo(1, within(0.04));
  }

  @Test
  void aTailOfThePeriodsHasAnIntervalToo() {
    // Largest loss of each period in any sample; the mean of the worst tenth of the periods.
    double[] worst = new double[PERIODS];
    for (int p = 0; p < PERIODS; p++) {
      worst[p] = Arrays.stream(LOSSES[p]).max().orElseThrow();
    }
    RandomOps random = RandomOps.of(KernelVariant.AUTO);
    ColumnStatistics column =
        new ColumnStatistics(worst, 0, new Resampler(random, Resampling.ordinary(PERIODS)));
    double estimate = column.expectedShortfall(0.9);
    double[] replicates = new double[REPLICATES];
    for (int r = 0; r < REPLICATES; r++) {
      column.draw(RandomStream.of(42, Purpose.PERIODS, "tail").replicate(r));
      replicates[r] = column.expectedShortfall(0.9);
    }
    double[] jackknife = new double[PERIODS];
    column.jackknife(ColumnStatistics.Kind.EXPECTED_SHORTFALL, 0.9, jackknife);
    double[] limits = new double[2];
    Intervals.interval(
        Intervals.Method.BCA,
        QuantileType.TYPE_7,
        estimate,
        replicates,
        0,
        REPLICATES,
        0.9,
        Intervals.acceleration(jackknife, 0, PERIODS),
        limits,
        0);
    assertThat(limits[0]).isLessThan(estimate);
    assertThat(limits[1]).isGreaterThanOrEqualTo(estimate);
  }
}
