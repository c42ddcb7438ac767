package org.crosswind.calc.xva;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.crosswind.kernel.ops.Lanes;
import org.crosswind.kernel.random.Purpose;
import org.crosswind.kernel.random.RandomOps;
import org.crosswind.kernel.random.RandomStream;
import org.crosswind.kernel.random.UnitHash;
import org.crosswind.kernel.reweight.CubeColumns;
import org.crosswind.kernel.reweight.ReplicateCounts;
import org.crosswind.kernel.stats.Resampler;
import org.crosswind.kernel.stats.Resampling;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.IntervalMethod;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ScenarioResampling;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The figures of a netting set in resamples of its scenarios, each drawn for all tenors and models
 * at once. A replicate is what {@link XvaCalculator} gives on the cube of the resample, up to
 * rounding; it is had without that cube.
 *
 * <p>EPE and baseline CVA are means over scenarios of a contribution, the sum over tenors of max(V,
 * 0) with the weights of the average or the CVA sum, so a replicate of them is one product of
 * counts and contributions. Conditional exposures are had by {@link
 * org.crosswind.kernel.reweight.ReplicateKernel}, in blocks of a fixed number of resamples: memory
 * does not grow with replicates times cells, only a number a replicate and figure is kept.
 *
 * <p>Random numbers depend on the seed, the netting set's id (or, when scenarios are shared, their
 * number) and the replicate only. Not thread-safe: one a thread, beside its calculator.
 */
public final class XvaBootstrap {
  private final XvaCalculator calculator;
  private final BootstrapSettings settings;
  private final RandomOps random;
  private final ReplicateCounts counts = new ReplicateCounts();
  private Resampler resampler;
  private double[] conditionalEe = new double[0];

  /**
   * Resampling of what that calculator calculates.
   *
   * @param settings with replicates
   */
  public XvaBootstrap(XvaCalculator calculator, BootstrapSettings settings, RandomOps random) {
    this.calculator = Objects.requireNonNull(calculator, "calculator");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** The settings. */
  public BootstrapSettings settings() {
    return settings;
  }

  /**
   * The replicates of the netting set that was calculated last. Where a figure of the sample is not
   * finite, its replicates are NaN.
   *
   * @param result what the calculator gave
   * @throws FailureException when a resample has no scenario (Poisson, few scenarios), a model
   *     cannot be evaluated on one, or a replicate is not finite under {@link NonFinitePolicy#FAIL}
   */
  public XvaReplicates resample(XvaResult result) {
    XvaRequest request = calculator.request();
    if (!request.id().equals(result.id())) {
      throw new IllegalArgumentException(
          "the result is of " + result.id() + ", the set calculated last is " + request.id());
    }
    int models = result.models().size();
    int figures = XvaReplicates.MODELS + models;
    double[] estimates = new double[figures];
    estimates[XvaReplicates.EPE] = calculator.timeWeightedEpe();
    estimates[XvaReplicates.BASELINE] = result.baselineCva();
    for (int m = 0; m < models; m++) {
      estimates[XvaReplicates.MODELS + m] = result.models().get(m).wwrCva();
    }
    double[][] replicates = new double[figures][settings.replicates()];
    double[][] influences = new double[figures][result.scenarios()];
    contribute(influences);
    draw(request, result, influences, estimates, replicates);
    for (int m = 0; m < models; m++) {
      ModelSpec spec = result.models().get(m).model();
      influence(spec, influences, XvaReplicates.MODELS + m);
    }
    for (int f = 0; f < figures; f++) {
      if (!Double.isFinite(estimates[f])) {
        Arrays.fill(replicates[f], Double.NaN);
        Arrays.fill(influences[f], Double.NaN);
      }
    }
    checkFinite(request, result, replicates);
    double[] moments = InfluenceMoments.none(models);
    if (settings.sharedScenarios()) {
      return new XvaReplicates(
          1, estimates, replicates, moments, Map.of(result.scenarios(), influences));
    }
    InfluenceMoments.add(influences, moments);
    return new XvaReplicates(1, estimates, replicates, moments, Map.of());
  }

  /** What each scenario adds to EPE and baseline CVA: rows 0 and 1, not yet less the mean. */
  private void contribute(double[][] rows) {
    CubeColumns columns = calculator.columns();
    double[] values = columns.values();
    int scenarios = columns.scenarios();
    double[] epe = rows[XvaReplicates.EPE];
    double[] cva = rows[XvaReplicates.BASELINE];
    for (int t = 0; t < columns.tenors(); t++) {
      double average = calculator.epeFactor(t);
      double charge = calculator.cvaFactor(t);
      int from = t * scenarios;
      for (int s = 0; s < scenarios; s++) {
        double v = Math.max(values[from + s], 0);
        epe[s] += average * v;
        cva[s] += charge * v;
      }
    }
  }

  private void draw(
      XvaRequest request,
      XvaResult result,
      double[][] influences,
      double[] estimates,
      double[][] replicates) {
    int scenarios = result.scenarios();
    RandomStream stream = stream(request.id(), scenarios);
    Resampler draws = resampler(scenarios);
    double[] epe = influences[XvaReplicates.EPE];
    double[] cva = influences[XvaReplicates.BASELINE];
    int[] order = order(request, draws, stream);
    int first = 0;
    while (first < order.length) {
      counts.begin(scenarios);
      int n = Math.min(counts.capacity(), order.length - first);
      for (int i = first; i < first + n; i++) {
        int r = order[i];
        int[] count = draws.counts(stream.replicate(r));
        int size = size(count, scenarios);
        counts.add(count);
        replicates[XvaReplicates.EPE][r] = sum(count, epe, scenarios) / size;
        replicates[XvaReplicates.BASELINE][r] = sum(count, cva, scenarios) / size;
      }
      for (int m = 0; m < result.models().size(); m++) {
        double[] row = replicates[XvaReplicates.MODELS + m];
        ModelSpec spec = result.models().get(m).model();
        if (!isIndependence(spec) && Double.isFinite(estimates[XvaReplicates.MODELS + m])) {
          evaluate(spec, row, order, first, n);
        }
      }
      first += n;
    }
    for (int m = 0; m < result.models().size(); m++) {
      if (isIndependence(result.models().get(m).model())) {
        replicates[XvaReplicates.MODELS + m] = replicates[XvaReplicates.BASELINE].clone();
      }
    }
    center(epe);
    center(cva);
  }

  private RandomStream stream(String id, int scenarios) {
    return settings.sharedScenarios()
        ? RandomStream.of(
            settings.seed(),
            Purpose.SCENARIOS,
            UnitHash.of("shared scenarios", Integer.toString(scenarios)))
        : RandomStream.of(settings.seed(), Purpose.SCENARIOS, id);
  }

  private Resampler resampler(int scenarios) {
    if (resampler == null || resampler.plan().rows() != scenarios) {
      resampler =
          new Resampler(
              random,
              settings.resampling() == ScenarioResampling.POISSON
                  ? Resampling.poisson(scenarios)
                  : Resampling.ordinary(scenarios));
    }
    return resampler;
  }

  /**
   * The replicates in the order in which they are computed, which changes no figure: by size, so
   * that those of one size share the weights of ranks. Sizes differ with Poisson resampling only.
   */
  private int[] order(XvaRequest request, Resampler draws, RandomStream stream) {
    int[] order = new int[settings.replicates()];
    if (settings.resampling() == ScenarioResampling.ORDINARY) {
      Arrays.setAll(order, r -> r);
      return order;
    }
    int scenarios = draws.plan().rows();
    long[] keys = new long[order.length];
    for (int r = 0; r < keys.length; r++) {
      int size = size(draws.counts(stream.replicate(r)), scenarios);
      if (size == 0) {
        throw empty(request, r, scenarios);
      }
      keys[r] = (long) size << 32 | r;
    }
    Arrays.sort(keys);
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  private static int size(int[] count, int n) {
    int size = 0;
    for (int s = 0; s < n; s++) {
      size += count[s];
    }
    return size;
  }

  /** Eight lanes and a tree, as every sum over scenarios. */
  private static double sum(int[] count, double[] x, int n) {
    double[] lanes = new double[Lanes.COUNT];
    int whole = n & -Lanes.COUNT;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    for (int s = 0; s < whole; s += Lanes.COUNT) {
      a += count[s] * x[s];
      b += count[s + 1] * x[s + 1];
      c += count[s + 2] * x[s + 2];
      d += count[s + 3] * x[s + 3];
      e += count[s + 4] * x[s + 4];
      f += count[s + 5] * x[s + 5];
      g += count[s + 6] * x[s + 6];
      h += count[s + 7] * x[s + 7];
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
    lanes[4] = e;
    lanes[5] = f;
    lanes[6] = g;
    lanes[7] = h;
    for (int s = whole; s < n; s++) {
      lanes[s - whole] += count[s] * x[s];
    }
    return Lanes.fold(lanes, 0);
  }

  /** Contributions become influences on their mean. */
  private void center(double[] x) {
    double mean = calculator.columns().ops().sum(x, 0, x.length) / x.length;
    for (int s = 0; s < x.length; s++) {
      x[s] -= mean;
    }
  }

  private boolean isIndependence(ModelSpec spec) {
    return calculator.dependence(spec).kernel().isIndependence();
  }

  /** Wrong-way CVA of a block of resamples. */
  private void evaluate(ModelSpec spec, double[] out, int[] order, int first, int n) {
    CubeColumns columns = calculator.columns();
    int capacity = counts.capacity();
    if (conditionalEe.length < columns.tenors() * capacity) {
      conditionalEe = new double[columns.tenors() * capacity];
    }
    try {
      calculator
          .dependence(spec)
          .replicates()
          .evaluate(columns, calculator.from(), calculator.to(), counts, conditionalEe);
    } catch (ArithmeticException e) {
      throw notComputable(spec, e);
    }
    for (int i = 0; i < n; i++) {
      out[order[first + i]] = calculator.cva(conditionalEe, i, capacity);
    }
  }

  /** The influence of each scenario on the wrong-way CVA of a model. */
  private void influence(ModelSpec spec, double[][] influences, int row) {
    if (isIndependence(spec)) {
      influences[row] = influences[XvaReplicates.BASELINE].clone();
      return;
    }
    boolean own = DependenceFamily.named(spec.name()).isEmpty();
    if (own && settings.method() != IntervalMethod.BCA) {
      Arrays.fill(influences[row], Double.NaN); // an evaluation a scenario, for nothing but this
      return;
    }
    CubeColumns columns = calculator.columns();
    double[] factor = new double[columns.tenors()];
    for (int t = 0; t < factor.length; t++) {
      factor[t] = calculator.cvaFactor(t);
    }
    try {
      calculator
          .dependence(spec)
          .replicates()
          .influence(columns, calculator.from(), calculator.to(), factor, influences[row]);
    } catch (ArithmeticException e) {
      throw notComputable(spec, e);
    }
  }

  private FailureException notComputable(ModelSpec spec, ArithmeticException e) {
    return new FailureException(
        FailureException.of(
                FailureReason.NOT_COMPUTABLE,
                calculator.request().id(),
                "resampling, model " + spec.name() + ": " + e.getMessage())
            .failure(),
        e);
  }

  private static FailureException empty(XvaRequest request, int replicate, int scenarios) {
    return FailureException.of(
        FailureReason.NOT_COMPUTABLE,
        request.id(),
        "bootstrap replicate "
            + replicate
            + " has no scenario: "
            + scenarios
            + " scenarios are too few for Poisson resampling, expected ordinary resampling");
  }

  private void checkFinite(XvaRequest request, XvaResult result, double[][] replicates) {
    if (calculator.settings().nonFinite() == NonFinitePolicy.PROPAGATE) {
      return;
    }
    for (int f = 0; f < replicates.length; f++) {
      for (int r = 0; r < replicates[f].length; r++) {
        if (!Double.isFinite(replicates[f][r])) {
          throw FailureException.of(
              FailureReason.NOT_COMPUTABLE,
              request.id(),
              "bootstrap replicate "
                  + r
                  + " of "
                  + name(result, f)
                  + " is "
                  + replicates[f][r]
                  + ", expected a finite number: the values are too large for double precision");
        }
      }
    }
  }

  private static String name(XvaResult result, int figure) {
    return switch (figure) {
      case XvaReplicates.EPE -> "the EPE";
      case XvaReplicates.BASELINE -> "the CVA";
      default ->
          "the wrong-way CVA under "
              + result.models().get(figure - XvaReplicates.MODELS).model().name();
    };
  }
}
