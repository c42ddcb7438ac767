package org.crosswind.calc.stats;

import java.util.Arrays;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.random.UnitHash;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.kernel.stats.RealisedMeasures;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.kernel.stats.WildBootstrap;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.RealisedResult;
import org.crosswind.model.market.ResamplingSettings;
import org.crosswind.model.market.ResamplingSettings.Interval;
import org.crosswind.model.market.ResamplingSettings.Scheme;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * One (stock, day) cell from its prices to realised measures and their bootstrap interval. A cell
 * holds all its replicates, one double each.
 *
 * <p>The random numbers of replicate r have the address (seed, {@link Purpose#PANEL}, hash of stock
 * and day, r), so a cell has the same bits whichever others are computed.
 *
 * <p>Holds scratch that grows and never shrinks: one instance per thread.
 */
public final class RealisedCalculator {
  /** Below this share of the sum of squares a difference of sums of squares is rounding. */
  private static final double NO_VARIANCE = 1e-12;

  private final ResamplingSettings settings;
  private final ArrayOps ops;
  private final RandomOps random;
  private final WildBootstrap wild;
  private final RandomStream purpose;
  private double[] prices = new double[0];
  private double[] returns = new double[0];
  private double[] squares = new double[0];
  private double[] scratch = new double[0];
  private final double[] replicates;
  private final double[] limits = new double[2];
  private final double[] pair = new double[2];

  /** Computes with these settings and loops. */
  public RealisedCalculator(ResamplingSettings settings, ArrayOps ops, RandomOps random) {
    this.settings = settings;
    this.ops = ops;
    this.random = random;
    this.wild = new WildBootstrap(ops, random);
    this.purpose = RandomStream.of(settings.seed(), Purpose.PANEL, 0);
    this.replicates = new double[settings.replicates()];
  }

  /**
   * All measures of a cell.
   *
   * @param series at least two prices
   * @throws FailureException INVALID with fewer; NOT_COMPUTABLE when the variance or its interval
   *     is not finite
   */
  public RealisedResult compute(DaySeries series) {
    int n = series.size() - 1;
    if (n < 1) {
      throw FailureException.of(
          FailureReason.INVALID, series.id(), "has one price, expected at least two");
    }
    grow(series.size());
    series.copyPrices(prices);
    RealisedMeasures.logReturns(ops, prices, n + 1, returns);
    RealisedMeasures.squares(returns, n, squares);
    double rv = RealisedMeasures.realisedVariance(ops, squares, n);
    double bv = RealisedMeasures.bipowerVariation(ops, returns, n, scratch);
    double error = RealisedMeasures.standardError(ops, squares, n, scratch);
    if (!(rv < Double.POSITIVE_INFINITY) || !(error < Double.POSITIVE_INFINITY)) {
      throw FailureException.of(
          FailureReason.NOT_COMPUTABLE, series.id(), "the realised variance is " + rv);
    }
    double bootstrapError = interval(series, n, rv, error);
    return new RealisedResult(
        n,
        rv,
        bv,
        Math.sqrt(rv),
        Math.sqrt(rv * settings.daysPerYear()),
        error,
        bootstrapError,
        limits[0],
        limits[1]);
  }

  /** Writes the limits; returns the standard deviation of the replicates, NaN where it has none. */
  private double interval(DaySeries series, int n, double rv, double error) {
    int count = settings.replicates();
    if (count == 0) {
      Arrays.fill(limits, Double.NaN);
      return Double.NaN;
    }
    RandomStream unit = purpose.unit(UnitHash.of(series.stock(), series.day().toString()));
    double bootstrapError;
    if (settings.interval() == Interval.STUDENTIZED) {
      bootstrapError = studentized(unit, n, rv, error);
    } else {
      resample(unit, n, rv);
      bootstrapError = Intervals.standardError(replicates, 0, count);
      Intervals.interval(
          method(),
          QuantileType.TYPE_7,
          rv,
          replicates,
          0,
          count,
          settings.confidence(),
          // The jackknife values of a sum are linear in its terms: same acceleration, other sign.
          settings.interval() == Interval.BCA ? -Intervals.acceleration(squares, 0, n) : 0,
          limits,
          0);
    }
    if (!Double.isFinite(limits[0]) || !Double.isFinite(limits[1])) {
      throw FailureException.of(
          FailureReason.NOT_COMPUTABLE,
          series.id(),
          "the interval of "
              + n
              + " returns and "
              + count
              + " replicates is "
              + limits[0]
              + " to "
              + limits[1]);
    }
    return bootstrapError;
  }

  private Intervals.Method method() {
    return switch (settings.interval()) {
      case PERCENTILE -> Intervals.Method.PERCENTILE;
      case BASIC -> Intervals.Method.BASIC;
      case BCA -> Intervals.Method.BCA;
      case STUDENTIZED -> throw new IllegalStateException("studentized replicates are apart");
    };
  }

  private void resample(RandomStream unit, int n, double rv) {
    Resampling plan = plan(n);
    Resampler resampler = new Resampler(random, plan);
    // Near the ends of the day fewer moving blocks begin: replicates are moved to the mean rv.
    double shift =
        settings.scheme() == Scheme.MOVING_BLOCK ? rv - movingBlockMean(n, plan.blockLength()) : 0;
    for (int r = 0; r < replicates.length; r++) {
      resampler.draw(unit.replicate(r));
      replicates[r] = resampler.sum(squares, 0) + shift;
    }
  }

  private Resampling plan(int n) {
    int length =
        settings.blockLength() > 0
            ? Math.min(settings.blockLength(), n)
            : Resampling.defaultBlockLength(n);
    return switch (settings.scheme()) {
      case ORDINARY -> Resampling.ordinary(n);
      case MOVING_BLOCK -> Resampling.movingBlock(n, length);
      case CIRCULAR_BLOCK -> Resampling.circularBlock(n, length);
      case WILD -> throw new IllegalStateException("the wild bootstrap draws no rows");
    };
  }

  /** The mean of a replicate of moving blocks, of which the last is cut to make n returns. */
  private double movingBlockMean(int n, int length) {
    int starts = n - length + 1;
    int whole = n / length;
    int rest = n - whole * length;
    double full = 0;
    double cut = 0;
    for (int s = 0; s < starts; s++) {
      full += ops.sum(squares, s, length);
      cut += ops.sum(squares, s, rest);
    }
    return whole * (full / starts) + cut / starts;
  }

  /**
   * Percentile-t: the limits are rv minus the quantiles of (rv* - rv) / error*, in units of the
   * asymptotic error of rv (Goncalves and Meddahi 2009, sections 3 and 4).
   */
  private double studentized(RandomStream unit, int n, double rv, double error) {
    boolean isWild = settings.scheme() == Scheme.WILD;
    if (rv == 0) { // prices did not move
      Arrays.fill(limits, 0);
      return isWild ? Double.NaN : 0;
    }
    Resampler resampler = isWild ? null : new Resampler(random, Resampling.ordinary(n));
    RealisedMeasures.squares(squares, n, scratch);
    double mean = 0;
    double spread = 0;
    for (int r = 0; r < replicates.length; r++) {
      double variance;
      if (isWild) {
        wild.replicate(unit.replicate(r), squares, n, pair, 0);
        variance = WildBootstrap.VARIANCE_FACTOR * pair[1];
      } else {
        resampler.draw(unit.replicate(r));
        pair[0] = resampler.sum(squares, 0);
        pair[1] = resampler.sum(scratch, 0);
        variance = pair[1] - pair[0] * pair[0] / n;
      }
      double difference = pair[0] - rv;
      // Welford's recurrence: the replicates themselves are not kept.
      double step = difference - mean;
      mean += step / (r + 1);
      spread += step * (difference - mean);
      replicates[r] =
          variance > NO_VARIANCE * pair[1]
              ? difference / Math.sqrt(variance)
              : difference == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
    }
    Arrays.sort(replicates);
    int count = replicates.length;
    double tail = (1 - settings.confidence()) / 2;
    QuantileType type = QuantileType.TYPE_7;
    limits[0] = rv - error * type.ofSorted(replicates, 0, count, 1 - tail);
    limits[1] = rv - error * type.ofSorted(replicates, 0, count, tail);
    return isWild || count < 2 ? Double.NaN : Math.sqrt(spread / (count - 1));
  }

  private void grow(int size) {
    if (prices.length < size) {
      prices = new double[size];
      returns = new double[size];
      squares = new double[size];
      scratch = new double[size];
    }
  }
}
