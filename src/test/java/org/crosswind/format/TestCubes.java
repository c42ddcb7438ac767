package org.crosswind.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;

/** Cubes for tests. */
public final class TestCubes {
  private TestCubes() {}

  /** A cube of random values from a seed; today's value is known for odd seeds. */
  public static ExposureCube random(long seed, int scenarios, int tenors) {
    Random random = new Random(seed);
    double[] times = new double[tenors];
    double time = 0;
    for (int t = 0; t < tenors; t++) {
      time += 0.1 + random.nextDouble();
      times[t] = time;
    }
    double[] values = new double[scenarios * tenors];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * 1e6;
    }
    return new ExposureCube(
        "cube " + seed,
        TenorGrid.of("cube " + seed, times),
        scenarios,
        values,
        seed % 2 == 0 ? Double.NaN : random.nextGaussian());
  }

  /** Checks that two cubes have the same bits. */
  public static void assertSame(ExposureCube found, ExposureCube expected) {
    assertThat(found.grid()).isEqualTo(expected.grid());
    assertThat(found.scenarios()).isEqualTo(expected.scenarios());
    assertThat(bits(found)).isEqualTo(bits(expected));
    assertThat(Double.doubleToRawLongBits(found.presentValue()))
        .isEqualTo(Double.doubleToRawLongBits(expected.presentValue()));
  }

  private static long[] bits(ExposureCube cube) {
    return Arrays.stream(cube.values(), 0, cube.scenarios() * cube.tenors())
        .mapToLong(Double::doubleToRawLongBits)
        .toArray();
  }
}
