package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.crosswind.calc.xva.RootFinder.Root;
import org.junit.jupiter.api.Test;

class RootFinderTest {
  private static Root find(DoubleUnaryOperator f, double lo, double hi, double tol, int most) {
    return RootFinder.find(f, lo, f.applyAsDouble(lo), hi, f.applyAsDouble(hi), tol, most);
  }

  @Test
  void anEndPointWithinTheToleranceIsReturnedAtOnce() {
    assertThat(find(x -> x - 1, 1, 2, 1e-12, 50)).isEqualTo(new Root(1, 0, 0, true));
    assertThat(find(x -> 1 - x, 0, 1, 1e-12, 50)).isEqualTo(new Root(1, 0, 0, true));
  }

  @Test
  void theFirstStepHalvesTheBracket() {
    Root root = find(x -> x * x * x - 0.5, -1, 1, 0, 1);
    assertThat(root).isEqualTo(new Root(0, -0.5, 1, false));
  }

  @Test
  void withNoIterationsTheAnswerIsTheLowerEndAndItSaysSo() {
    assertThat(find(x -> x - 0.1, 0, 1, 1e-9, 0)).isEqualTo(new Root(0, -0.1, 0, false));
  }

  @Test
  void smoothFunctionsTakeFarFewerStepsThanBisection() {
    Root root = find(x -> Math.exp(x) - 3, -5, 5, 1e-12, 100);
    assertThat(root.converged()).isTrue();
    assertThat(root.x()).isCloseTo(Math.log(3), within(1e-12));
    assertThat(root.iterations()).isLessThan(14);
  }

  @Test
  void aJumpOverZeroEndsWithoutConvergingAtTheJump() {
    Root root = find(x -> x < 0.3 ? -1 : 1, 0, 1, 1e-6, 1000);
    assertThat(root.converged()).isFalse();
    assertThat(root.iterations()).isLessThan(250);
  }

  @Test
  void aFunctionThatIsFlatAlmostEverywhereStillConverges() {
    Root root = find(x -> Math.pow(x - 0.9, 21), -10, 1, 1e-60, 400);
    assertThat(root.converged()).isTrue();
  }

  @Property(tries = 300)
  void everyCrossingOfAMonotoneFunctionIsFound(
      @ForAll @DoubleRange(min = -0.99, max = 0.99) double zero,
      @ForAll @DoubleRange(min = 0.01, max = 60) double steepness,
      @ForAll boolean decreasing) {
    double sign = decreasing ? -1 : 1;
    Root root = find(x -> sign * Math.tanh(steepness * (x - zero)), -1, 1, 1e-13, 200);
    assertThat(root.converged()).isTrue();
    assertThat(root.x()).isCloseTo(zero, within(1e-11));
  }
}
