package org.crosswind.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosswind.kernel.ops.KernelVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomOpsTest {
  private static final RandomOps SCALAR = RandomOps.of(KernelVariant.SCALAR);
  private static final RandomOps VECTOR = RandomOps.of(KernelVariant.VECTOR);
  private static final RandomStream STREAM =
      RandomStream.of(20261120, Purpose.BOOTSTRAP, "NS-7").replicate(10_000);

  @Test
  void autoIsVectorWhereTheModuleIsPresent() {
    assertThat(SCALAR.name()).isEqualTo("scalar");
    assertThat(RandomOps.of(KernelVariant.AUTO).name()).isEqualTo("vector");
  }

  @Test
  void wordsAreTheBlocksOfTheCounterInTheOrderOfTheDocumentation() {
    int[] words = new int[96];
    SCALAR.words(STREAM, 64, words, 0, 96);
    int[] block = new int[4];
    for (int i = 0; i < 96; i++) {
      int g = 2 + i / 32;
      int p = i % 32 / 16;
      int l = i % 16 / 2;
      long low = 8L * g + l | 10_000L << 32;
      Philox.block(STREAM.key(), low, UnitHash.of("NS-7"), block, 0);
      assertThat(words[i]).as("word %d", i).isEqualTo(block[2 * p + i % 2]);
    }
  }

  /** Expected values from a dozen lines of Python, written from the documentation alone. */
  @Test
  void theBitsOfAnAddressNeverChange() {
    int[] words = new int[3];
    SCALAR.words(RandomStream.of(42, Purpose.BOOTSTRAP, "NS-7").replicate(7), 0, words, 0, 3);
    int[] dice = new int[12];
    SCALAR.indices(RandomStream.of(42, Purpose.PANEL, "NS-7").replicate(7), 0, 6, dice, 0, 12);
    assertThat(words).containsExactly(-1647753882, -1732037202, 1469104794);
    assertThat(dice).containsExactly(5, 2, 4, 3, 3, 4, 5, 2, 1, 1, 1, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 100, 511, 512, 513, 1023, 4099})
  void vectorsGiveTheBitsOfPlainLoops(int count) {
    int[] a = new int[count + 5];
    int[] b = new int[count + 5];
    double[] x = new double[count + 5];
    double[] y = new double[count + 5];
    SCALAR.words(STREAM, 32, a, 3, count);
    VECTOR.words(STREAM, 32, b, 3, count);
    assertThat(b).isEqualTo(a);
    for (int n : new int[] {1, 2, 385, 5000, 1 << 20, 1_500_000_000, Integer.MAX_VALUE}) {
      SCALAR.indices(STREAM, 32, n, a, 3, count);
      VECTOR.indices(STREAM, 32, n, b, 3, count);
      assertThat(b).as("below %d", n).isEqualTo(a);
    }
    SCALAR.poissonCounts(STREAM, 32, a, 3, count);
    VECTOR.poissonCounts(STREAM, 32, b, 3, count);
    assertThat(b).isEqualTo(a);
    SCALAR.uniforms(STREAM, 32, x, 3, count);
    VECTOR.uniforms(STREAM, 32, y, 3, count);
    assertThat(y).isEqualTo(x);
    SCALAR.openUniforms(STREAM, 32, x, 3, count);
    VECTOR.openUniforms(STREAM, 32, y, 3, count);
    assertThat(y).isEqualTo(x);
    SCALAR.exponentials(STREAM, 32, x, 3, count);
    VECTOR.exponentials(STREAM, 32, y, 3, count);
    assertThat(y).isEqualTo(x);
  }

  @Property(tries = 200)
  void aFillInPiecesGivesWhatAFillAtOnceGives(
      @ForAll long seed,
      @ForAll long unit,
      @ForAll int replicate,
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll @IntRange(min = 1, max = 8) int groups,
      @ForAll @IntRange(min = 1) int n) {
    RandomStream stream = RandomStream.of(seed, Purpose.SYNTHETIC, unit).replicate(replicate);
    int step = 32 * groups;
    for (RandomOps ops : List.of(SCALAR, VECTOR)) {
      int[] whole = new int[count];
      int[] pieces = new int[count];
      double[] x = new double[count];
      double[] y = new double[count];
      ops.indices(stream, 0, n, whole, 0, count);
      ops.exponentials(stream, 0, x, 0, count);
      for (int i = 0; i < count; i += step) {
        int m = Math.min(step, count - i);
        ops.indices(stream, i, n, pieces, i, m);
        ops.exponentials(stream, i, y, i, m);
      }
      assertThat(pieces).isEqualTo(whole);
      assertThat(y).isEqualTo(x);
      assertThat(Arrays.stream(whole).allMatch(i -> i >= 0 && i < n)).isTrue();
    }
  }

  @Test
  void streamsDifferInSeedPurposeUnitAndReplicate() {
    RandomStream base = RandomStream.of(1, Purpose.BOOTSTRAP, 1);
    List<RandomStream> streams =
        List.of(
            base,
            RandomStream.of(2, Purpose.BOOTSTRAP, 1),
            RandomStream.of(1, Purpose.PANEL, 1),
            base.unit(2),
            base.unit(1L << 32),
            base.replicate(1),
            base.replicate(-1));
    assertThat(
            streams.stream()
                .map(
                    s -> {
                      int[] out = new int[4];
                      SCALAR.words(s, 0, out, 0, 4);
                      return Arrays.toString(out);
                    })
                .distinct())
        .hasSize(streams.size());
  }

  @Test
  void refusedWordsAreDrawnAgainSoThatEveryIntegerIsEquallyLikely() {
    // A third of the words is refused: without that, two of three integers were twice as likely.
    int n = (int) ((1L << 32) / 3 + 1);
    int size = 300_000;
    int[] out = new int[size];
    VECTOR.indices(STREAM, 0, n, out, 0, size);
    double[] counts = new double[9];
    for (int i : out) {
      counts[(int) (9L * i / n)]++;
    }
    assertThat(chiSquare(counts, size / 9.0)).isLessThan(26.1); // 0.999 quantile, 8 degrees
    long parity = Arrays.stream(out).filter(i -> i % 3 == 0).count();
    assertThat(parity / (double) size).isCloseTo(1 / 3.0, within(0.003));
  }

  @Test
  void integersAreUniform() {
    for (int n : new int[] {2, 6, 385}) {
      int size = 400_000;
      int[] out = new int[size];
      VECTOR.indices(STREAM, 0, n, out, 0, size);
      double[] counts = new double[n];
      for (int i : out) {
        counts[i]++;
      }
      double limit = n - 1 + 3.3 * Math.sqrt(2.0 * (n - 1)) + 4;
      assertThat(chiSquare(counts, size / (double) n)).as("below %d", n).isLessThan(limit);
    }
  }

  @Test
  void poissonCountsHaveTheProbabilitiesOfTheirDistribution() {
    double sum = 0;
    double p = Math.exp(-1);
    for (int k = 0; k <= 12; k++) {
      long above = k < 12 ? WordMaps.POISSON[k] : 1L << 32;
      long below = k > 0 ? WordMaps.POISSON[k - 1] : 0;
      assertThat((above - below) * 0x1p-32).isCloseTo(p, within(0x1p-32));
      sum += k * (above - below) * 0x1p-32;
      p /= k + 1;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
    int[] out = new int[400_000];
    VECTOR.poissonCounts(STREAM, 0, out, 0, out.length);
    assertThat(Arrays.stream(out).average().orElseThrow()).isCloseTo(1, within(0.005));
    assertThat(Arrays.stream(out).mapToDouble(k -> (k - 1.0) * (k - 1)).average().orElseThrow())
        .isCloseTo(1, within(0.01));
  }

  @Test
  void doublesHaveTheMomentsAndTheRangeTheyPromise() {
    double[] u = new double[400_000];
    VECTOR.uniforms(STREAM, 0, u, 0, u.length);
    double[] open = new double[u.length];
    VECTOR.openUniforms(STREAM, 0, open, 0, u.length);
    for (int i = 0; i < u.length; i++) {
      assertThat(u[i] >= 0 && u[i] < 1 && open[i] == u[i] + 0x1p-53 && open[i] > u[i]).isTrue();
    }
    assertThat(Arrays.stream(u).average().orElseThrow()).isCloseTo(0.5, within(0.002));
    double[] e = new double[u.length];
    VECTOR.exponentials(STREAM, 0, e, 0, e.length);
    assertThat(Arrays.stream(e).average().orElseThrow()).isCloseTo(1, within(0.006));
    assertThat(Arrays.stream(e).map(v -> v * v).average().orElseThrow()).isCloseTo(2, within(0.03));
    double lag = 0;
    for (int i = 1; i < u.length; i++) {
      lag += (u[i] - 0.5) * (u[i - 1] - 0.5) * 12;
    }
    assertThat(lag / (u.length - 1)).isCloseTo(0, within(0.006));
  }

  @Test
  void aBeginningInTheMiddleOfAGroupAndABoundOfZeroAreErrors() {
    int[] out = new int[4];
    assertThatThrownBy(() -> VECTOR.words(STREAM, 5, out, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the first element is number 5, expected a multiple of 32");
    assertThatThrownBy(() -> SCALAR.indices(STREAM, 0, 0, out, 0, 4))
        .hasMessage("the integers are to be below 0, expected 1 on");
    assertThatThrownBy(() -> SCALAR.words(STREAM, 1L << 31, out, 0, 4))
        .hasMessageContaining("expected to end below 2^31 words");
  }

  private static double chiSquare(double[] counts, double expected) {
    return Arrays.stream(counts).map(c -> (c - expected) * (c - expected) / expected).sum();
  }
}
