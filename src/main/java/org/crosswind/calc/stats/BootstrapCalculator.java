package org.crosswind.calc.stats;

import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.stats.ColumnStatistics;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Replicates and intervals of the statistics of one group at a time. Keeps what it has prepared for
 * the last group, so that its next block of replicates costs no preparation: one instance per
 * thread.
 */
public final class BootstrapCalculator {
  /** A block is about as many draws of rows as this. */
  private static final int DRAWS_OF_A_BLOCK = 1 << 22;

  private static final int MIN_BLOCK = 16;
  private static final int MAX_BLOCK = 4096;

  /** Most blocks of rows that the jackknife of a block scheme leaves out. */
  private static final int MAX_JACKKNIFE_BLOCKS = 1000;

  private final BootstrapSpec spec;
  private final RandomOps random;
  private GroupSample prepared;
  private ColumnStatistics column;

  /** For one thread. */
  public BootstrapCalculator(BootstrapSpec spec, KernelVariant kernels) {
    this.spec = spec;
    this.random = RandomOps.of(kernels);
  }

  /**
   * Replicates in a block, of a group of n rows: a rule of the specification, though no figure
   * depends on it, since every replicate has its own random stream.
   */
  public static int blockSize(int n) {
    return Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, DRAWS_OF_A_BLOCK / Math.max(1, n)));
  }

  /**
   * Replicates {@code first} to {@code first + count - 1} of every statistic.
   *
   * @return statistic s of replicate first + r at {@code s * count + r}; NaN where a statistic of
   *     the rows drawn does not exist
   */
  public double[] replicates(GroupSample group, int first, int count) {
    prepare(group);
    RandomStream unit = RandomStream.of(spec.seed(), Purpose.BOOTSTRAP, group.id());
    int statistics = spec.statistics().size();
    double[] out = new double[statistics * count];
    for (int r = 0; r < count; r++) {
      column.draw(unit.replicate(first + r));
      for (int s = 0; s < statistics; s++) {
        SampleStatistic statistic = spec.statistics().get(s);
        out[s * count + r] = column.value(statistic.kind(), statistic.level());
      }
    }
    return out;
  }

  /**
   * The interval of statistic {@code s}.
   *
   * @param replicates all of them, in the order of their numbers; sorted by this call
   * @throws FailureException NOT_COMPUTABLE when the statistic, or its interval, does not exist for
   *     these rows; the message says why
   */
  public IntervalEstimate interval(GroupSample group, int s, double[] replicates) {
    SampleStatistic statistic = spec.statistics().get(s);
    int n = group.rows();
    if (n < 2) {
      throw impossible(group, statistic, "the group has " + rows(n) + ", expected 2 or more");
    }
    prepare(group);
    column.whole();
    double estimate = column.value(statistic.kind(), statistic.level());
    if (!Double.isFinite(estimate)) {
      throw impossible(group, statistic, "the statistic of the rows given is " + estimate);
    }
    requireDefined(group, statistic, replicates);
    double standardError = Intervals.standardError(replicates, 0, replicates.length);
    double bias = bias(estimate, replicates); // before they are sorted: a sum has its order
    boolean corrected = spec.method() == Intervals.Method.BCA;
    double acceleration = corrected ? acceleration(statistic, n, group) : 0;
    double z0 =
        corrected ? Intervals.biasCorrection(estimate, replicates, 0, replicates.length) : 0;
    double[] limits = new double[2];
    Intervals.interval(
        spec.method(),
        spec.quantiles(),
        estimate,
        replicates,
        0,
        replicates.length,
        spec.confidence(),
        acceleration,
        limits,
        0);
    if (!Double.isFinite(limits[0]) || !Double.isFinite(limits[1])) {
      throw impossible(group, statistic, noInterval(estimate, z0, acceleration));
    }
    return new IntervalEstimate(
        statistic,
        estimate,
        standardError,
        bias,
        limits[0],
        limits[1],
        n,
        spec.resampling(group.strata()));
  }

  private static void requireDefined(
      GroupSample group, SampleStatistic statistic, double[] replicates) {
    int undefined = 0;
    for (double r : replicates) {
      undefined += Double.isFinite(r) ? 0 : 1;
    }
    if (undefined > 0) {
      throw impossible(
          group,
          statistic,
          undefined
              + " of "
              + replicates.length
              + " replicates do not exist, since too few rows were drawn; expected a larger group");
    }
  }

  private static double bias(double estimate, double[] replicates) {
    double sum = 0;
    for (double r : replicates) {
      sum += r - estimate;
    }
    return sum / replicates.length;
  }

  private static String noInterval(double estimate, double z0, double acceleration) {
    return Double.isInfinite(z0)
        ? "every replicate lies "
            + (z0 < 0 ? "above" : "below")
            + " the estimate "
            + estimate
            + ", so the bias correction of BCa does not exist; use percentile or basic"
        : "the interval does not exist (bias correction "
            + z0
            + ", acceleration "
            + acceleration
            + "); use percentile or basic";
  }

  /**
   * By leaving out a row at a time; under a block scheme neighbouring rows belong together, and as
   * many are left out as a block has, or more where that makes over a thousand blocks.
   */
  private double acceleration(SampleStatistic statistic, int n, GroupSample group) {
    Resampling plan = spec.resampling(group.strata());
    if (plan.blockLength() == 1) {
      double[] values = new double[n];
      column.jackknife(statistic.kind(), statistic.level(), values);
      return Intervals.acceleration(values, 0, group.strata());
    }
    int length = Math.max(plan.blockLength(), (n - 1) / MAX_JACKKNIFE_BLOCKS + 1);
    double[] values = new double[(n - 1) / length + 1];
    for (int b = 0; b < values.length; b++) {
      column.leaveOut(b * length, Math.min(n, (b + 1) * length));
      values[b] = column.value(statistic.kind(), statistic.level());
    }
    return Intervals.acceleration(values, 0, values.length);
  }

  private void prepare(GroupSample group) {
    if (prepared != group) {
      prepared = group;
      Resampler resampler = new Resampler(random, spec.resampling(group.strata()));
      column = new ColumnStatistics(group.values(), group.from(), resampler);
    }
  }

  private static String rows(int n) {
    return n == 1 ? "1 row" : n + " rows";
  }

  private static FailureException impossible(
      GroupSample group, SampleStatistic statistic, String why) {
    String where = group.id().isEmpty() ? "the column" : "group " + group.id();
    return FailureException.of(FailureReason.NOT_COMPUTABLE, where, statistic.name() + ": " + why);
  }
}
