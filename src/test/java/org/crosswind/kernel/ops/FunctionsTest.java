package org.crosswind.kernel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.crosswind.kernel.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The stated errors of {@link Transcendental} and {@link Normal}, and their behaviour at the edges.
 */
class FunctionsTest {
  @ParameterizedTest
  @CsvSource({
    "exp, 1.0",
    "expm1, 2.0",
    "log, 1.0",
    "log1p, 2.0",
    "cdf, 8.0",
    "logCdf, 8.0",
    "quantile, 6.0"
  })
  void errorIsBelowTheStatedUlps(String name, double limit) {
    DoubleUnaryOperator f = function(name);
    double worst = 0;
    String where = "";
    int points = 0;
    for (String line : Golden.lines("kernels/functions.csv")) {
      String[] part = line.split(",");
      if (!part[0].equals(name)) {
        continue;
      }
      double x = Double.parseDouble(part[1]);
      BigDecimal exact = new BigDecimal(part[2]);
      double error = ulps(f.applyAsDouble(x), exact);
      points++;
      if (error > worst) {
        worst = error;
        where = line;
      }
    }
    assertThat(points).isGreaterThan(200);
    assertThat(worst).as("worst of %s at %s", name, where).isLessThan(limit);
  }

  /** Distance in units of the last place of the exact value; subnormal units count as one. */
  private static double ulps(double actual, BigDecimal exact) {
    double unit = Math.ulp(exact.doubleValue());
    return new BigDecimal(actual)
        .subtract(exact)
        .abs()
        .divide(new BigDecimal(unit), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static DoubleUnaryOperator function(String name) {
    return switch (name) {
      case "exp" -> Transcendental::exp;
      case "expm1" -> Transcendental::expm1;
      case "log" -> Transcendental::log;
      case "log1p" -> Transcendental::log1p;
      case "cdf" -> Normal::cdf;
      case "logCdf" -> Normal::logCdf;
      case "quantile" -> Normal::quantile;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void edgesAreThoseOfTheMathematics() {
    double inf = Double.POSITIVE_INFINITY;
    SoftAssertions a = new SoftAssertions();
    a.assertThat(Transcendental.exp(-inf)).isEqualTo(0);
    a.assertThat(Transcendental.exp(inf)).isEqualTo(inf);
    a.assertThat(Transcendental.exp(709.79)).isEqualTo(inf);
    a.assertThat(Transcendental.exp(-745.2)).isEqualTo(0);
    a.assertThat(Transcendental.exp(0)).isEqualTo(1);
    a.assertThat(Transcendental.exp(Double.NaN)).isNaN();
    a.assertThat(Transcendental.expm1(-inf)).isEqualTo(-1);
    a.assertThat(Transcendental.expm1(inf)).isEqualTo(inf);
    a.assertThat(Transcendental.expm1(0)).isEqualTo(0);
    a.assertThat(Transcendental.expm1(Double.NaN)).isNaN();
    a.assertThat(Transcendental.log(0)).isEqualTo(-inf);
    a.assertThat(Transcendental.log(-0.0)).isEqualTo(-inf);
    a.assertThat(Transcendental.log(-1)).isNaN();
    a.assertThat(Transcendental.log(-inf)).isNaN();
    a.assertThat(Transcendental.log(inf)).isEqualTo(inf);
    a.assertThat(Transcendental.log(1)).isEqualTo(0);
    a.assertThat(Transcendental.log(Double.NaN)).isNaN();
    a.assertThat(Transcendental.log1p(-1)).isEqualTo(-inf);
    a.assertThat(Transcendental.log1p(-1.5)).isNaN();
    a.assertThat(Transcendental.log1p(inf)).isEqualTo(inf);
    a.assertThat(Transcendental.log1p(0)).isEqualTo(0);
    a.assertThat(Transcendental.log1p(Double.NaN)).isNaN();
    a.assertThat(Normal.cdf(-inf)).isEqualTo(0);
    a.assertThat(Normal.cdf(inf)).isEqualTo(1);
    a.assertThat(Normal.cdf(0)).isEqualTo(0.5);
    a.assertThat(Normal.cdf(Double.NaN)).isNaN();
    a.assertThat(Normal.quantile(0)).isEqualTo(-inf);
    a.assertThat(Normal.quantile(1)).isEqualTo(inf);
    a.assertThat(Normal.quantile(0.5)).isEqualTo(0);
    a.assertThat(Normal.quantile(-0.1)).isNaN();
    a.assertThat(Normal.quantile(1.1)).isNaN();
    a.assertThat(Normal.quantile(Double.NaN)).isNaN();
    a.assertAll();
  }

  @Test
  void agreesWithTheNormalGoldens() {
    var golden = Golden.json("wwr/cases/k01_normal.json");
    for (var row : golden.get("norm_cdf")) {
      double exact = Golden.number(row.get("exact"));
      double actual = Normal.cdf(Golden.number(row.get("x")));
      assertThat(actual).as(row.toString()).isBetween(exact * (1 - 1e-12), exact * (1 + 1e-12));
    }
    for (var row : golden.get("norm_ppf")) {
      double p = Math.min(Math.max(Golden.number(row.get("p")), 1e-12), 1 - 1e-12);
      double exact = Golden.number(row.get("exact_clipped"));
      double actual = Normal.quantile(p);
      if (Double.isNaN(exact)) {
        assertThat(actual).isNaN();
      } else {
        assertThat(Math.abs(actual - exact)).as(row.toString()).isLessThan(1e-13);
      }
    }
  }

  @Test
  void differenceOfTwoCloseProbabilitiesKeepsItsAccuracy() {
    for (double a : new double[] {-30, -8, -2, -0.3, 0, 0.4, 3, 20}) {
      for (double nominal : new double[] {1e-9, 1e-5, 0.004, 0.02, 0.049, 0.051, 0.3}) {
        double w = a + nominal - a; // as a double sees it
        // Midpoint rule with Richardson extrapolation, relative to phi(a).
        double coarse = midpoint(a, w, 8000);
        double fine = midpoint(a, w, 16_000);
        double sum = fine + (fine - coarse) / 3;
        double logPhi = -0.5 * a * a - 0.91893853320467274178;
        double expected = logPhi + Math.log(sum);
        assertThat(Math.abs(Normal.logDifference(a, a + w) - expected))
            .as("a %s, width %s", a, w)
            .isLessThan(1e-11 + 4e-16 * a * a);
      }
    }
  }

  private static double midpoint(double a, double w, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double t = w * (i + 0.5) / n;
      sum += Math.exp(-a * t - 0.5 * t * t);
    }
    return sum * w / n;
  }
}
