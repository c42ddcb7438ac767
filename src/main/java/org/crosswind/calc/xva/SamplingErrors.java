package org.crosswind.calc.xva;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crosswind.kernel.stats.Intervals;
import org.crosswind.kernel.stats.QuantileType;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.Uncertainty;
import org.crosswind.model.credit.XvaUncertainty;

/**
 * Makes standard errors and confidence intervals of replicates: the same for a netting set and for
 * a book. Quantiles of replicates are of type 7.
 */
public final class SamplingErrors {
  private final BootstrapSettings settings;
  private double[] sorted = new double[0];
  private final double[] limits = new double[2];

  /** With that confidence and kind of interval. */
  public SamplingErrors(BootstrapSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** The errors of all figures. */
  public XvaUncertainty of(XvaReplicates of) {
    double[] moments = of.moments().clone();
    of.influences().values().forEach(rows -> InfluenceMoments.add(rows, moments));
    double baseline = of.estimates()[XvaReplicates.BASELINE];
    List<XvaUncertainty.Model> models = new ArrayList<>();
    for (int m = 0; m < of.models(); m++) {
      int figure = XvaReplicates.MODELS + m;
      double wwr = of.estimates()[figure];
      double alpha = WrongWayRules.alpha(wwr, baseline);
      models.add(
          new XvaUncertainty.Model(
              wwr, figure(of, moments, figure), alpha, alpha(of, moments, m, alpha)));
    }
    return new XvaUncertainty(
        of.estimates()[XvaReplicates.EPE],
        figure(of, moments, XvaReplicates.EPE),
        baseline,
        figure(of, moments, XvaReplicates.BASELINE),
        models);
  }

  private Uncertainty figure(XvaReplicates of, double[] moments, int figure) {
    double[] values = of.replicates()[figure];
    System.arraycopy(values, 0, scratch(values.length), 0, values.length);
    return error(
        of.estimates()[figure],
        InfluenceMoments.acceleration(moments, figure),
        InfluenceMoments.standardError(moments, figure));
  }

  private Uncertainty alpha(XvaReplicates of, double[] moments, int model, double alpha) {
    double[] wwr = of.replicates()[XvaReplicates.MODELS + model];
    double[] base = of.replicates()[XvaReplicates.BASELINE];
    double[] values = scratch(wwr.length);
    for (int r = 0; r < values.length; r++) {
      values[r] = WrongWayRules.alpha(wwr[r], base[r]);
    }
    double baseline = of.estimates()[XvaReplicates.BASELINE];
    if (Math.abs(baseline) < WrongWayRules.NO_BASELINE) {
      return error(alpha, 0, 0); // alpha is 1 by decree
    }
    double excess = (of.estimates()[XvaReplicates.MODELS + model] - baseline) / baseline;
    return error(
        alpha,
        InfluenceMoments.alphaAcceleration(moments, model, excess, baseline),
        InfluenceMoments.alphaStandardError(moments, model, excess, baseline));
  }

  private double[] scratch(int count) {
    if (sorted.length != count) {
      sorted = new double[count];
    }
    return sorted;
  }

  private Uncertainty error(double estimate, double acceleration, double analytic) {
    double standardError = Intervals.standardError(sorted, 0, sorted.length);
    Intervals.interval(
        method(),
        QuantileType.TYPE_7,
        estimate,
        sorted,
        0,
        sorted.length,
        settings.confidence(),
        acceleration,
        limits,
        0);
    return new Uncertainty(standardError, limits[0], limits[1], analytic);
  }

  private Intervals.Method method() {
    return switch (settings.method()) {
      case PERCENTILE -> Intervals.Method.PERCENTILE;
      case BASIC -> Intervals.Method.BASIC;
      case BCA -> Intervals.Method.BCA;
    };
  }
}
