package org.crosswind.kernel.reweight;

import java.util.Arrays;
import java.util.Objects;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.stats.DoubleSort;
import org.crosswind.kernel.stats.PositiveQuantile;
import org.crosswind.kernel.stats.Quantiles;
import org.crosswind.kernel.stats.Ranks;

/**
 * What all models use of one cube, each part computed when first asked for and at most once a cube:
 * extremes and expected exposures per tenor, the positive values of each tenor in descending order,
 * grades.
 *
 * <p>Layout: tenor-major, the value of scenario s at tenor t is at {@code t * scenarios + s}. The
 * memory is reused from cube to cube and grows to the largest: one instance per thread.
 */
public final class CubeColumns {
  private final ArrayOps ops;
  private final DoubleSort sort = new DoubleSort();
  private final PositiveQuantile selector = new PositiveQuantile();
  private Ranks ranks;

  private double[] values = new double[0];
  private int scenarios;
  private int tenors;

  private boolean profiled;
  private double[] maxima = new double[0];
  private double[] minima = new double[0];
  private double[] positive = new double[0];
  private double[] negative = new double[0];
  private final double[] column = new double[4];

  private int stride;
  private double[] sorted = new double[0];
  private int[] positives = new int[0];
  private boolean allSorted;

  private boolean ordered;
  private int[] order = new int[0];
  private double[] drops = new double[0];

  private boolean graded;
  private double[] grades = new double[0];

  /** An empty holder whose loops run on {@code ops}. */
  public CubeColumns(ArrayOps ops) {
    this.ops = Objects.requireNonNull(ops, "ops");
  }

  /**
   * Takes a cube; what was computed of the one before is forgotten. The array is kept, not copied,
   * and must not change until the next call.
   *
   * @param values tenor-major values, signed money; may be longer than needed
   * @param scenarios at least 1
   * @param tenors at least 1
   */
  public void load(double[] values, int scenarios, int tenors) {
    if (scenarios < 1 || tenors < 1 || (long) scenarios * tenors > values.length) {
      throw new IllegalArgumentException(
          "the cube has "
              + scenarios
              + " scenarios x "
              + tenors
              + " tenors in "
              + values.length
              + " values, expected at least one of each and all values");
    }
    this.values = values;
    this.scenarios = scenarios;
    this.tenors = tenors;
    profiled = false;
    allSorted = false;
    ordered = false;
    graded = false;
    if (positives.length < tenors) {
      maxima = new double[tenors];
      minima = new double[tenors];
      positive = new double[tenors];
      negative = new double[tenors];
      positives = new int[tenors];
    }
    Arrays.fill(positives, -1);
    stride = (scenarios + 7) & -8;
  }

  /** The loops that kernels on this cube use. */
  public ArrayOps ops() {
    return ops;
  }

  /** How many scenarios. */
  public int scenarios() {
    return scenarios;
  }

  /** How many tenors. */
  public int tenors() {
    return tenors;
  }

  /** The tenor-major values as loaded; do not modify. */
  public double[] values() {
    return values;
  }

  /** Largest value of a tenor, signed; NaN when it holds a NaN. */
  public double max(int tenor) {
    profile();
    return maxima[tenor];
  }

  /** Smallest value of a tenor, signed; NaN when it holds a NaN. */
  public double min(int tenor) {
    profile();
    return minima[tenor];
  }

  /** Expected positive exposure of a tenor: mean of max(V, 0). */
  public double epe(int tenor) {
    profile();
    return positive[tenor];
  }

  /** Expected negative exposure of a tenor: mean of max(-V, 0), not negative. */
  public double ene(int tenor) {
    profile();
    return negative[tenor];
  }

  /**
   * A weighted mean of max(V, 0), kept from leaving the range of its values by rounding; NaN when
   * the tenor holds a NaN.
   */
  double withinRange(int tenor, double mean) {
    double low = Math.max(min(tenor), 0); // Math.max and min hand NaN on
    double high = Math.max(max(tenor), 0);
    return Math.min(Math.max(mean, low), high);
  }

  private void profile() {
    if (profiled) {
      return;
    }
    for (int t = 0; t < tenors; t++) {
      int from = t * scenarios;
      ops.profile(values, from, scenarios, column);
      positive[t] = column[0] / scenarios;
      negative[t] = column[1] / scenarios;
      maxima[t] = column[2];
      minima[t] = column[3];
    }
    profiled = true;
  }

  /**
   * Quantile of max(V, 0) at a tenor, type 7 ({@link Quantiles}).
   *
   * @param q level, 0 &lt; q &lt; 1
   * @return NaN when the tenor holds a NaN
   */
  public double positiveQuantile(int tenor, double q) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("quantile level is " + q + ", expected 0 < q < 1");
    }
    if (Double.isNaN(epe(tenor))) {
      return Double.NaN;
    }
    int l = Quantiles.lowerIndex(scenarios, q);
    if (positives[tenor] < 0) {
      return selector.positiveQuantile(values, tenor * scenarios, scenarios, maxima[tenor], q);
    }
    double a = fromTop(tenor, scenarios - 1 - l);
    double b = fromTop(tenor, Math.max(scenarios - 2 - l, 0));
    return Quantiles.interpolate(scenarios, q, a, b);
  }

  private double fromTop(int tenor, int rank) {
    return rank < positives[tenor] ? sorted[tenor * stride + rank] : 0;
  }

  /**
   * The positive values, largest first: tenor t has {@link #positives} of them from {@code t *
   * stride()}, then zeros up to the next multiple of eight. Scratch of this object, do not modify.
   */
  public double[] sortedPositives() {
    if (!allSorted) {
      if (sorted.length < stride * tenors) {
        sorted = new double[stride * tenors];
      }
      for (int t = 0; t < tenors; t++) {
        int to = t * stride;
        int n = sort.positivesDescending(values, t * scenarios, scenarios, sorted, to);
        Arrays.fill(sorted, to + n, to + ((n + 7) & -8), 0);
        positives[t] = n;
      }
      allSorted = true;
    }
    return sorted;
  }

  /** How many values of a tenor are above 0. */
  public int positives(int tenor) {
    sortedPositives();
    return positives[tenor];
  }

  /** Whether the positive values are in order already, so that asking for them costs nothing. */
  public boolean isSorted() {
    return allSorted;
  }

  /** Distance between tenors in {@link #sortedPositives}: scenarios, rounded up to eight. */
  public int stride() {
    return stride;
  }

  /**
   * The scenarios with a positive value, largest value first and equal ones by descending number:
   * tenor t has {@link #positives} of them from {@code t * stride()}. Scratch of this object, do
   * not modify; the cube must hold no NaN.
   */
  int[] positivesOrder() {
    order();
    return order;
  }

  /**
   * By how much each value of {@link #positivesOrder} exceeds the next one, the last one zero: the
   * sum of the elements from j on is the value at j. Laid out as the order is.
   */
  double[] positiveDrops() {
    order();
    return drops;
  }

  private void order() {
    if (ordered) {
      return;
    }
    sortedPositives();
    if (order.length < stride * tenors) {
      order = new int[stride * tenors];
      drops = new double[stride * tenors];
    }
    for (int t = 0; t < tenors; t++) {
      int[] ascending = ranks().order(values, t * scenarios, scenarios);
      int to = t * stride;
      double next = 0;
      for (int j = positives[t] - 1; j >= 0; j--) {
        int s = ascending[scenarios - 1 - j];
        double v = values[t * scenarios + s];
        order[to + j] = s;
        drops[to + j] = v - next;
        next = v;
      }
    }
    ordered = true;
  }

  private Ranks ranks() {
    if (ranks == null) {
      ranks = new Ranks();
    }
    return ranks;
  }

  /**
   * Grade of every value within its tenor ({@link Ranks}), laid out as the values are. For models
   * that need scenarios in their order; scratch of this object, do not modify.
   */
  public double[] grades() {
    if (!graded) {
      if (grades.length < scenarios * tenors) {
        grades = new double[scenarios * tenors];
      }
      for (int t = 0; t < tenors; t++) {
        ranks().grades(values, t * scenarios, scenarios, grades, t * scenarios);
      }
      graded = true;
    }
    return grades;
  }
}
