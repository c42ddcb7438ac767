package org.crosswind.calc.xva;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.calc.xva.WwrGoldens.children;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crosswind.model.credit.Counterparty;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.EeProfile;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NettingSet;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What wayfault refuses and accepts, condition by condition. We refuse all that it refuses, and
 * {@link #STRICTER} besides: what it accepts and then turns into NaN or into independence.
 */
class GoldenErrorsTest {
  /** Accepted by wayfault, refused by us. */
  private static final Set<String> STRICTER =
      Set.of(
          "TenorGrid([NaN])",
          "TenorGrid([1,Infinity])",
          "EEProfile NaN accepted",
          "flat hazard NaN accepted",
          "ClaytonCopulaModel(NaN) accepted",
          "FrankCopulaModel(NaN) accepted",
          "HullWhiteHazardModel(Infinity) accepted");

  /** Cannot be said in Java, or is somebody else's business: the type, the scheduler, packaging. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "TenorGrid([[1,2]])",
          "EEProfile 2d",
          "ExposureCube 1d",
          "CreditCurve knots 2d",
          "estimate discount shape (1,2)",
          "cva grid mismatch",
          "missing optional dependency",
          "batch max_workers=0",
          "batch of nothing");

  private static final TenorGrid GRID = TenorGrid.of("test", 1, 2);

  private final Map<String, ThrowingCallable> calls = new HashMap<>();

  @TestFactory
  List<DynamicTest> weRefuseWhatWayfaultRefuses() {
    fill();
    Set<String> seen = new HashSet<>();
    List<DynamicTest> tests =
        children(WwrGoldens.load("x01_errors").get("rows"))
            .filter(row -> !NOT_OURS.contains(row.get("call").asText()))
            .map(
                row -> {
                  String call = row.get("call").asText();
                  seen.add(call);
                  boolean refused = !row.get("error").isNull() || STRICTER.contains(call);
                  return DynamicTest.dynamicTest(call, () -> check(call, refused));
                })
            .toList();
    assertThat(seen).isEqualTo(calls.keySet());
    return tests;
  }

  private void check(String call, boolean refused) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(calls.get(call));
    if (refused) {
      assertThat(thrown).isInstanceOf(FailureException.class);
    } else {
      assertThat(thrown).isNull();
    }
  }

  private void fill() {
    grid("TenorGrid([])");
    grid("TenorGrid([0,1])", 0, 1);
    grid("TenorGrid([-1])", -1);
    grid("TenorGrid([1,1])", 1, 1);
    grid("TenorGrid([2,1])", 2, 1);
    grid("TenorGrid([NaN])", NaN);
    grid("TenorGrid([1,Infinity])", 1, POSITIVE_INFINITY);
    calls.put("EEProfile len 3 on grid 2", () -> new EeProfile("test", GRID, 1, 2, 3));
    calls.put("EEProfile negative", () -> new EeProfile("test", GRID, 1, -1));
    calls.put("EEProfile NaN accepted", () -> new EeProfile("test", GRID, NaN, 1));
    cube("ExposureCube 3 cols on grid 2", new double[][] {{1, 2, 3}});
    cube("ExposureCube 0 rows", new double[0][2]);
    cube("ExposureCube 0 rows and 3 cols on grid 2", new double[0][3]);
    recovery("RecoveryRate(-0.1)", -0.1);
    recovery("RecoveryRate(1.0)", 1);
    recovery("RecoveryRate(1.5)", 1.5);
    recovery("RecoveryRate(nan)", NaN);
    recovery("RecoveryRate(0.0)", 0);
    recovery("flat recovery 1.0", 1);
    curve("CreditCurve empty", new double[0]);
    curve("CreditCurve lengths 2/1", new double[] {1, 2}, 0.1);
    curve("CreditCurve knot 0", new double[] {0, 1}, 0.1, 0.1);
    curve("CreditCurve knots equal", new double[] {1, 1}, 0.1, 0.1);
    curve("CreditCurve knots decreasing", new double[] {2, 1}, 0.1, 0.1);
    curve("CreditCurve hazard -1e-9", new double[] {1}, -1e-9);
    curve(
        "CreditCurve knot negative and decreasing (positivity checked first)",
        new double[] {1, -1},
        0.1,
        0.1);
    curve("flat hazard NaN accepted", new double[] {100}, NaN);
    quantile("pfe q=0.0", 0);
    quantile("pfe q=1.0", 1);
    quantile("pfe q=-0.1", -0.1);
    quantile("pfe q=1.5", 1.5);
    quantile("pfe q=nan", NaN);
    quantile("estimate pfe_quantile 1 with bad discount (pfe checked first)", 1);
    calls.put(
        "estimate discount length 1 of 2",
        () -> new DiscountCurve("test", GRID.times(), new double[] {1}));
    model("GaussianCopulaModel(-1.0)", "gaussian", -1);
    model("GaussianCopulaModel(1.0)", "gaussian", 1);
    model("GaussianCopulaModel(1.5)", "gaussian", 1.5);
    model("GaussianCopulaModel(nan)", "gaussian", NaN);
    model("ClaytonCopulaModel(0.0)", "clayton", 0);
    model("ClaytonCopulaModel(-1.0)", "clayton", -1);
    model("ClaytonCopulaModel(NaN) accepted", "clayton", NaN);
    model("FrankCopulaModel(0.0)", "frank", 0);
    model("FrankCopulaModel(9.99e-13)", "frank", 9.99e-13);
    model("FrankCopulaModel(-9.99e-13)", "frank", -9.99e-13);
    model("FrankCopulaModel(1e-12) accepted", "frank", 1e-12);
    model("FrankCopulaModel(NaN) accepted", "frank", NaN);
    model("HullWhiteHazardModel(Infinity) accepted", "hullwhite", POSITIVE_INFINITY);
    sets("Counterparty no netting sets");
    sets("Counterparty grids differ", set(GRID, 1), set(TenorGrid.of("test", 1, 3), 1));
    sets("Counterparty scenario counts differ", set(GRID, 1), set(GRID, 2));
    sets("Counterparty duplicate names accepted", set(GRID, 1), set(GRID, 1));
    solve("solver lo == hi", "hullwhite", 1, 1);
    solve("solver lo > hi", "hullwhite", 1, -1);
    solve("solver not bracketed", "hullwhite", -0.1, 0.1);
    solve("solver factory raises model error at lo", "gaussian", -1, 0.5);
    regression("regression lengths differ", new double[] {1, 2}, 0.1);
    regression("regression one sample", new double[] {1}, 0.1);
    regression("regression hazard 0", new double[] {1, 2}, 0, 0.1);
    regression("regression hazard negative", new double[] {1, 2}, -1, 0.1);
    calls.put(
        "sweep of nothing",
        () ->
            assertThat(
                    new XvaCalculator(XvaSettings.standard())
                        .sweep(request(0.4), List.of())
                        .models())
                .isEmpty());
  }

  private void grid(String call, double... times) {
    calls.put(call, () -> TenorGrid.of("test", times));
  }

  private void cube(String call, double[][] rows) {
    calls.put(call, () -> ExposureCube.ofRows("test", GRID, rows));
  }

  private void recovery(String call, double recovery) {
    calls.put(call, () -> request(recovery));
  }

  private void curve(String call, double[] knots, double... hazards) {
    calls.put(call, () -> new HazardCurve("test", knots, hazards));
  }

  private void quantile(String call, double quantile) {
    calls.put(call, () -> XvaSettings.standard().withPfeQuantiles(List.of(quantile)));
  }

  private void model(String call, String name, double parameter) {
    calls.put(
        call,
        () ->
            new XvaCalculator(XvaSettings.standard())
                .sweep(request(0.4), List.of(ModelSpec.of(name, parameter))));
  }

  private void sets(String call, NettingSet... sets) {
    calls.put(call, () -> new Counterparty("bank", List.of(sets)));
  }

  private void solve(String call, String family, double lo, double hi) {
    calls.put(
        call,
        () ->
            new TargetSolver(new XvaCalculator(XvaSettings.standard()))
                .calibrateToAlpha(request(0.4), x -> ModelSpec.of(family, x), 5, lo, hi));
  }

  private void regression(String call, double[] values, double... hazards) {
    calls.put(call, () -> new RegressionCalibrator().fit("history", values, hazards));
  }

  private static NettingSet set(TenorGrid grid, int scenarios) {
    double[] values = new double[scenarios * grid.size()];
    return new NettingSet("a", new ExposureCube("a", grid, scenarios, values, NaN));
  }

  private static XvaRequest request(double recovery) {
    return new XvaRequest(
        "test",
        ExposureCube.ofRows("test", GRID, new double[][] {{1, 2}, {-1, 3}, {0.5, -2}}),
        CubeValues.UNDISCOUNTED,
        HazardCurve.flat("test", 0.02),
        recovery,
        DiscountCurve.none(),
        List.of());
  }
}
