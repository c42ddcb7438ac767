package org.crosswind.kernel.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  private static final RandomOps RANDOM = RandomOps.of(KernelVariant.AUTO);

  private static List<Resampling> all(int n, int length) {
    return List.of(
        Resampling.ordinary(n),
        Resampling.poisson(n),
        Resampling.movingBlock(n, length),
        Resampling.circularBlock(n, length),
        Resampling.stratified(new int[] {0, n / 3, n / 3, n / 2, n}),
        Resampling.stratified(new int[] {0, n / 3, n / 3, n / 2, n}, length));
  }

  @Property(tries = 200)
  void countsAreThoseOfTheRowsDrawnAndAReplicateAloneIsTheReplicateInARow(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @IntRange(min = 0, max = 1000) int r) {
    RandomStream unit = RandomStream.of(seed, Purpose.BOOTSTRAP, 7);
    for (Resampling plan : all(n, length)) {
      Resampler used = new Resampler(RANDOM, plan);
      for (int i = 0; i < 3; i++) {
        used.draw(unit.replicate(r + i));
      }
      Resampler alone = new Resampler(RandomOps.of(KernelVariant.SCALAR), plan);
      int m = alone.draw(unit.replicate(r + 2));
      int[] rows = Arrays.copyOf(alone.rows(), m);
      assertThat(Arrays.copyOf(used.rows(), m)).isEqualTo(rows);
      int[] counts = new int[n];
      for (int row : rows) {
        counts[row]++;
      }
      assertThat(Arrays.copyOf(used.counts(unit.replicate(r + 2)), n)).isEqualTo(counts);
      assertThat(Arrays.copyOf(used.weights(unit.replicate(r + 2)), n))
          .isEqualTo(Arrays.stream(counts).asDoubleStream().toArray());
      if (plan.scheme() != Resampling.Scheme.POISSON) {
        assertThat(m).isEqualTo(n);
      }
    }
  }

  @Test
  void theSumOverRowsIsThatOfTheGatheredValues() {
    double[] x = new double[1003];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.floorMod(i * 7919L, 1003) / 97.0 - 5;
    }
    for (Resampling plan : all(1000, 7)) {
      Resampler resampler = new Resampler(RANDOM, plan);
      int m = resampler.draw(RandomStream.of(1, Purpose.BOOTSTRAP, 3));
      double[] gathered = new double[m];
      resampler.gather(x, 3, gathered);
      assertThat(resampler.sum(x, 3)).isEqualTo(KernelVariant.VECTOR.resolve().sum(gathered, 0, m));
      assertThat(gathered[m - 1]).isEqualTo(x[3 + resampler.rows()[m - 1]]);
    }
  }

  @Test
  void blocksAreOfNeighboursAndStayInTheirStratum() {
    int[] starts = {0, 50, 53, 200};
    Resampler resampler = new Resampler(RANDOM, Resampling.stratified(starts, 10));
    for (int r = 0; r < 200; r++) {
      resampler.draw(RandomStream.of(5, Purpose.PANEL, 1).replicate(r));
      int[] rows = resampler.rows();
      for (int s = 0; s < 3; s++) {
        for (int i = starts[s]; i < starts[s + 1]; i++) {
          assertThat(rows[i]).isBetween(starts[s], starts[s + 1] - 1);
          if ((i - starts[s]) % 10 != 0) {
            assertThat(rows[i]).isEqualTo(rows[i - 1] + 1);
          }
        }
      }
    }
    Resampler circle = new Resampler(RANDOM, Resampling.circularBlock(20, 6));
    boolean wrapped = false;
    for (int r = 0; r < 50; r++) {
      circle.draw(RandomStream.of(5, Purpose.PANEL, 1).replicate(r));
      for (int i = 0; i < 20; i++) {
        if (i % 6 != 0) {
          assertThat(circle.rows()[i]).isEqualTo((circle.rows()[i - 1] + 1) % 20);
          wrapped |= circle.rows()[i] == 0;
        }
      }
    }
    assertThat(wrapped).isTrue();
  }

  @Test
  void everyRowIsDrawnOnceOnAverageButNearTheEndsOfMovingBlocks() {
    int n = 40;
    int replicates = 20_000;
    for (Resampling plan : all(n, 5)) {
      double[] mean = new double[n];
      Resampler resampler = new Resampler(RANDOM, plan);
      for (int r = 0; r < replicates; r++) {
        int[] counts = resampler.counts(RandomStream.of(9, Purpose.BOOTSTRAP, 2).replicate(r));
        for (int i = 0; i < n; i++) {
          mean[i] += counts[i] / (double) replicates;
        }
      }
      if (plan.blockLength() == 1 || plan.scheme() == Resampling.Scheme.CIRCULAR_BLOCK) {
        assertThat(Arrays.stream(mean).allMatch(m -> Math.abs(m - 1) < 0.04))
            .as(plan.scheme().label())
            .isTrue();
      } else if (plan.scheme() == Resampling.Scheme.MOVING_BLOCK) {
        assertThat(mean[0]).isCloseTo(8 / 36.0, within(0.02));
        assertThat(mean[20]).isCloseTo(40 / 36.0, within(0.04));
      }
    }
  }

  @Test
  void specificationsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Resampling.movingBlock(5, 0))
        .hasMessage("the block length is 0, expected 1 or more");
    assertThatThrownBy(() -> Resampling.stratified(new int[] {0, 3, 2}))
        .hasMessage("stratum 2 begins at row 2, before the one before it");
    assertThatThrownBy(() -> Resampling.stratified(new int[] {1, 3}))
        .hasMessageContaining("expected 0, ..., number of rows");
    assertThatThrownBy(() -> Resampling.ordinary(-1)).hasMessageContaining("row -1");
  }
}
