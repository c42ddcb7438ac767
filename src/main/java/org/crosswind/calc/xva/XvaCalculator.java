package org.crosswind.calc.xva;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crosswind.kernel.exposure.Profiles;
import org.crosswind.kernel.ops.ArrayOps;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.reweight.CubeColumns;
import org.crosswind.kernel.reweight.WorstCaseKernel;
import org.crosswind.kernel.stats.Correlation;
import org.crosswind.model.credit.BaselProfile;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.ExposureProfile;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Computes netting sets, one after the other: exposure profiles, CVA, and for each dependence model
 * the wrong-way CVA and what follows from it.
 *
 * <p>A calculator holds the memory for the largest cube it has seen and reuses it from netting set
 * to netting set; what no model changes is computed once for a set. Results do not depend on what
 * was computed before. Not thread-safe: one a thread.
 *
 * <p>A netting set has a result as a whole or not at all: a model that cannot be evaluated on it
 * fails the set, and the failure names the model. Under {@link NonFinitePolicy#FAIL} every figure
 * of a result is finite.
 */
public final class XvaCalculator {
  private final XvaSettings settings;
  private final CubeColumns columns;
  private final DependenceModels models = new DependenceModels();
  private final WorstCaseKernel worstCase = new WorstCaseKernel();

  // The netting set begun last.
  private XvaRequest request;
  private CurvesAtTenors curves;
  private ExposureProfile exposure;
  private BaselProfile basel;
  private double baselineCva;
  private double worstCaseCva;
  private double eeHazardCorr;

  /** A calculator with those settings, on the fastest loops that this JVM has. */
  public XvaCalculator(XvaSettings settings) {
    this(settings, KernelVariant.AUTO.resolve());
  }

  /** A calculator on the loops given; all give the same bits. */
  public XvaCalculator(XvaSettings settings, ArrayOps ops) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.columns = new CubeColumns(ops);
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
  public XvaResult sweep(XvaRequest netting, List<ModelSpec> specs) {
    return calculate(netting.withModels(specs));
  }

  /**
   * Refuses what {@link #calculate} would refuse before it computes: values that are not finite
   * where they may not be, and curves that give no probability or discount factor at some tenor.
   *
   * @throws FailureException when an input is out of range
   */
  public void check(XvaRequest netting) {
    checked(netting);
  }

  private CurvesAtTenors checked(XvaRequest netting) {
    if (settings.nonFinite() == NonFinitePolicy.FAIL) {
      NonFiniteValues.refuse(netting);
    }
    return CurvesAtTenors.of(netting, settings.probability());
  }

  /** Validates a netting set and computes what no model changes. */
  void begin(XvaRequest netting) {
    request = netting;
    ExposureCube cube = netting.cube();
    curves = checked(netting);
    columns.load(cube.values(), cube.scenarios(), cube.tenors());
    exposure = exposureProfile();
    checkFinite("the EPE", exposure.epe());
    checkFinite("the ENE", exposure.ene());
    basel =
        BaselFigures.of(
            netting,
            exposure.epe(),
            curves.profile().discountFactor(),
            settings.firstYearToleranceDays());
    checkFinite("the Basel expected exposure", basel.ee());
    baselineCva = cva(exposure.epe());
    checkFinite("the CVA", baselineCva);
    worstCaseCva = worstCaseCva();
    double correlation =
        Correlation.pearson(exposure.epe(), curves.profile().hazard(), cube.tenors());
    eeHazardCorr = Double.isNaN(correlation) ? 0 : correlation;
  }

  private ExposureProfile exposureProfile() {
    int n = columns.tenors();
    double[] epe = new double[n];
    double[] ene = new double[n];
    double[] effective = new double[n];
    double[][] pfe = new double[settings.pfeQuantiles().size()][n];
    for (int t = 0; t < n; t++) {
      epe[t] = columns.epe(t);
      ene[t] = columns.ene(t);
    }
    if (request.models().stream().anyMatch(DependenceModels::needsOrder)) {
      columns.sortedPositives(); // once in order, every quantile is a look-up
    }
    for (int q = 0; q < pfe.length; q++) {
      double level = settings.pfeQuantiles().get(q);
      for (int t = 0; t < n; t++) {
        pfe[q][t] = columns.positiveQuantile(t, level);
      }
    }
    Profiles.runningMaximum(epe, n, 0, effective);
    double eepe = Profiles.average(effective, request.cube().grid().times(), n - 1);
    return new ExposureProfile(epe, ene, pfe, effective, eepe);
  }

  /** The bound of each interval taken on its own, whatever form the models are evaluated in. */
  private double worstCaseCva() {
    int n = columns.tenors();
    double[] conditionalEe = new double[n];
    worstCase.evaluate(
        columns, new double[n], curves.profile().marginalPd(), conditionalEe, new double[n]);
    return cva(conditionalEe);
  }

  /** The figures of one model on the netting set begun last. */
  WrongWayResult evaluate(ModelSpec spec) {
    Dependence dependence = models.of(request.id(), spec);
    int n = columns.tenors();
    double[] conditionalEe = new double[n];
    double[] sampleSize = new double[n];
    try {
      dependence.kernel().evaluate(columns, curves.from(), curves.to(), conditionalEe, sampleSize);
    } catch (ArithmeticException e) {
      throw new FailureException(
          FailureException.of(
                  FailureReason.NOT_COMPUTABLE,
                  request.id(),
                  "model " + spec.name() + ": " + e.getMessage())
              .failure(),
          e);
    }
    checkFinite("model " + spec.name() + ": the conditional expected exposure", conditionalEe);
    double least = Double.POSITIVE_INFINITY;
    for (double size : sampleSize) {
      least = Math.min(least, size);
    }
    double wwrCva = cva(conditionalEe);
    double alpha = WrongWayRules.alpha(wwrCva, baselineCva);
    double ead = alpha * exposure.eepe();
    checkFinite("model " + spec.name() + ": alpha or EAD", alpha, ead);
    return new WrongWayResult(
        spec,
        wwrCva,
        alpha,
        WrongWayRules.classify(dependence.direction(), alpha),
        ead,
        WrongWayRules.upliftPct(wwrCva, baselineCva),
        conditionalEe,
        WrongWayRules.eeRatio(conditionalEe, exposure.epe()),
        sampleSize,
        least);
  }

  /** The result of the netting set begun last with those models. */
  XvaResult result(List<WrongWayResult> results) {
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
        results);
  }

  // What resampling needs of the netting set begun last.

  XvaSettings settings() {
    return settings;
  }

  XvaRequest request() {
    return request;
  }

  CubeColumns columns() {
    return columns;
  }

  Dependence dependence(ModelSpec spec) {
    return models.of(request.id(), spec);
  }

  /** Default probabilities at which the default of each interval begins. */
  double[] from() {
    return curves.from();
  }

  /** Default probabilities at which it ends. */
  double[] to() {
    return curves.to();
  }

  /** What the time-weighted average multiplies the expected exposure of a tenor with. */
  double epeFactor(int t) {
    TenorGrid grid = request.cube().grid();
    return grid.interval(t) / grid.time(columns.tenors() - 1);
  }

  /** What the CVA multiplies the expected exposure of a tenor with. */
  double cvaFactor(int t) {
    return (1 - request.recovery()) * (curves.cvaFactor()[t] * curves.profile().marginalPd()[t]);
  }

  /** The time-weighted EPE over the whole grid. */
  double timeWeightedEpe() {
    return Profiles.average(exposure.epe(), request.cube().grid().times(), columns.tenors() - 1);
  }

  /** The CVA of the expected exposures at r, stride + r, 2 stride + r, ... */
  double cva(double[] expectedExposure, int r, int stride) {
    double[] discount = curves.cvaFactor();
    double[] pd = curves.profile().marginalPd();
    double sum = 0;
    for (int t = 0; t < columns.tenors(); t++) {
      sum += discount[t] * expectedExposure[t * stride + r] * pd[t];
    }
    return (1 - request.recovery()) * sum;
  }

  /** The CVA under independence of the netting set begun last. */
  double baselineCva() {
    return baselineCva;
  }

  private double cva(double[] expectedExposure) {
    return Profiles.cva(
        1 - request.recovery(),
        curves.cvaFactor(),
        expectedExposure,
        curves.profile().marginalPd(),
        columns.tenors());
  }

  private void checkFinite(String what, double... figures) {
    if (settings.nonFinite() == NonFinitePolicy.PROPAGATE) {
      return;
    }
    for (int t = 0; t < figures.length; t++) {
      if (!Double.isFinite(figures[t])) {
        throw FailureException.of(
            FailureReason.NOT_COMPUTABLE,
            request.id(),
            what
                + (figures.length == columns.tenors() ? " at tenor " + (t + 1) : "")
                + " is "
                + figures[t]
                + ", expected a finite number: the values are too large for double precision");
      }
    }
  }
}
