package org.crosswind.calc.xva;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crosswind.model.credit.BaselProfile;
import org.crosswind.model.credit.ExposureProfile;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;

/**
 * Computes netting sets, one after the other: exposure profiles, CVA, and for each dependence model
 * the wrong-way CVA and what follows from it.
 *
 * <p>A calculator holds the memory for the largest cube it has seen and reuses it from netting set
 * to netting set; what no model changes is computed once for a set. Results do not depend on what
 * was computed before. Not thread-safe: one a thread.
 *
 * <p>A netting set has a result as a whole or not at all: a model that cannot be evaluated on it
 * fails the set, and the failure names the model.
 */
public final class XvaCalculator {
  private static final int KERNELS_KEPT = 64;

  private final XvaSettings settings;
  private final CubeColumns columns = new CubeColumns();
  private final Map<ModelSpec, Dependence> kernels = new HashMap<>();

  // The netting set begun last.
  private XvaRequest request;
  private CurvesAtTenors curves;
  private ExposureProfile exposure;
  private BaselProfile basel;
  private double lgd;
  private double baselineCva;
  private double worstCaseCva;
  private double eeHazardCorr;

  /** A calculator with those settings. */
  public XvaCalculator(XvaSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * All figures of one netting set.
   *
   * @throws FailureException when an input is out of range, a model is unknown or its parameter
   *     outside its domain, or a figure does not exist in double precision
   */
  public XvaResult calculate(XvaRequest netting) {
    begin(netting);
    List<WrongWayResult> results = new ArrayList<>(netting.models().size());
    for (ModelSpec model : netting.models()) {
      results.add(evaluate(model));
    }
    return result(results);
  }

  /**
   * The same netting set under many models; only what depends on the model is computed for each.
   *
   * @throws FailureException as {@link #calculate}
   */
  public XvaResult sweep(XvaRequest netting, List<ModelSpec> models) {
    return calculate(netting.withModels(models));
  }

  /** Validates a netting set and computes what no model changes. */
  void begin(XvaRequest netting) {
    request = netting;
    boolean[] nonFinite = NonFiniteValues.tenors(netting, settings.nonFinite());
    curves = CurvesAtTenors.of(netting, settings.probability());
    int n = netting.cube().tenors();
    columns.load(netting.cube().values(), netting.cube().scenarios(), n);
    double[] epe = new double[n];
    double[] ene = new double[n];
    double[] effective = new double[n];
    double[][] pfe = new double[settings.pfeQuantiles().size()][n];
    double running = 0;
    double eepe = 0;
    for (int t = 0; t < n; t++) {
      epe[t] = columns.mean(t, 1);
      ene[t] = columns.mean(t, -1);
      for (int q = 0; q < pfe.length; q++) {
        pfe[q][t] = columns.quantile(t, settings.pfeQuantiles().get(q));
      }
      running = Math.max(running, epe[t]);
      effective[t] = running;
      eepe += running * netting.cube().grid().interval(t);
    }
    eepe /= netting.cube().grid().time(n - 1);
    exposure = new ExposureProfile(epe, ene, pfe, effective, eepe);
    basel =
        BaselFigures.of(
            netting, epe, curves.profile().discountFactor(), settings.firstYearToleranceDays());
    lgd = 1 - netting.recovery();
    baselineCva = cva(epe);
  }

  /** The figures of one model on the netting set begun last. */
  WrongWayResult evaluate(ModelSpec spec) {
    Dependence dependence = dependence(spec);
    int n = request.cube().tenors();
    double[] conditionalEe = new double[n];
    double[] sampleSize = new double[n];
    dependence.kernel().evaluate(columns, curves.from(), curves.to(), conditionalEe, sampleSize);
    double least = Double.POSITIVE_INFINITY;
    for (double size : sampleSize) {
      least = Math.min(least, size);
    }
    double wwrCva = cva(conditionalEe);
    double alpha = WrongWayRules.alpha(wwrCva, baselineCva);
    return new WrongWayResult(
        spec,
        wwrCva,
        alpha,
        WrongWayRules.classify(dependence.direction(), alpha),
        alpha * exposure.eepe(),
        WrongWayRules.upliftPct(wwrCva, baselineCva),
        conditionalEe,
        WrongWayRules.eeRatio(conditionalEe, exposure.epe()),
        sampleSize,
        least);
  }

  /** The result of the netting set begun last with those models. */
  XvaResult result(List<WrongWayResult> models) {
    return new XvaResult(
        request.id(),
        request.cube().grid(),
        request.cube().scenarios(),
        exposure,
        basel,
        curves.profile(),
        baselineCva,
        worstCaseCva,
        eeHazardCorr,
        models);
  }

  /** The CVA under independence of the netting set begun last. */
  double baselineCva() {
    return baselineCva;
  }

  private Dependence dependence(ModelSpec spec) {
    if (kernels.size() > KERNELS_KEPT) {
      kernels.clear(); // a search tries many parameters once each
    }
    return kernels.computeIfAbsent(spec, s -> DependenceModels.of(request.id(), s));
  }

  private double cva(double[] expectedExposure) {
    double sum = 0;
    for (int t = 0; t < expectedExposure.length; t++) {
      sum += curves.cvaFactor()[t] * expectedExposure[t] * curves.profile().marginalPd()[t];
    }
    return lgd * sum;
  }
}
