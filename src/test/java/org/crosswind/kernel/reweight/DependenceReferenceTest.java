package org.crosswind.kernel.reweight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.kernel.reweight.Kernels.cube;
import static org.crosswind.kernel.reweight.Kernels.evaluate;
import static org.crosswind.kernel.reweight.Kernels.relative;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.crosswind.kernel.Golden;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.kernel.ops.Normal;
import org.junit.jupiter.api.Test;

/** Every dependence model against reference figures and closed forms. */
class DependenceReferenceTest {
  private final RankScores scores = new RankScores();

  @Test
  void agreesWithSixtyDigitArithmeticForAllParameters() {
    int s = 96;
    double[] values = new double[s];
    for (int i = 0; i < s; i++) {
      values[i] = i * 37 % s - 40;
    }
    SoftAssertions soft = new SoftAssertions();
    int rows = 0;
    for (KernelVariant variant : new KernelVariant[] {KernelVariant.SCALAR, KernelVariant.VECTOR}) {
      CubeColumns cube = cube(variant, values, s);
      for (String line : Golden.lines("kernels/copulas.csv")) {
        String[] p = line.split(",");
        DependenceKernel k =
            Kernels.of(p[0], Double.parseDouble(p[1]), Double.parseDouble(p[2]), scores);
        double[] got =
            evaluate(
                k,
                cube,
                new double[] {Double.parseDouble(p[3])},
                new double[] {Double.parseDouble(p[4])});
        double exact = Double.parseDouble(p[5]);
        assertThat(got[0]).isNotNegative();
        if (exact < 1e-290) { // weights this small are 0
          assertThat(got[0]).isLessThan(1e-290);
          continue;
        }
        soft.assertThat(relative(got[0], Double.parseDouble(p[5]))).as(line).isLessThan(1e-11);
        soft.assertThat(relative(got[1], Double.parseDouble(p[6])))
            .as("ESS: " + line)
            .isLessThan(1e-10);
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(900);
    soft.assertAll();
  }

  @Test
  void softmaxAgreesWithTheGoldens() {
    var golden = Golden.json("wwr/cases/k02_weights.json");
    for (JsonNode row : golden.get("softmax_columns")) {
      for (int c = 0; c < row.get("scores").get(0).size(); c++) {
        double[] score = Golden.column(row.get("scores"), c);
        double[] weight = Golden.column(row.get("out"), c);
        double ee = 0;
        double squares = 0;
        boolean finite = true;
        for (int i = 0; i < score.length; i++) {
          finite &= Double.isFinite(score[i]);
          ee += weight[i] * Math.max(score[i], 0);
          squares += weight[i] * weight[i];
        }
        if (!finite) {
          continue; // a model with infinite values is an error here, see the class doc
        }
        double[] got = evaluate(new HullWhiteKernel(1), cube(score, score.length), null, null);
        assertThat(Math.abs(got[0] - ee)).as(row.toString()).isLessThanOrEqualTo(1e-12 * ee);
        assertThat(relative(got[1], 1 / squares)).isLessThan(1e-12);
      }
    }
  }

  // ---- closed forms

  private static final JsonNode FORMS = Golden.json("xva-closed-forms/closed_forms.json");

  private static double[] stratified(int n) {
    double mu = FORMS.get("parameters").get("mu").asDouble();
    double s = FORMS.get("parameters").get("s").asDouble();
    double[] v = new double[n];
    for (int k = 0; k < n; k++) {
      v[k] = mu + s * Normal.quantile((k + 0.5) / n);
    }
    return v;
  }

  /** Error at 1,000, 10,000 and 100,000 stratified values: small, and falling. */
  private void converges(String what, DependenceKernel k, double low, double high, double exact) {
    double[] errors = new double[3];
    int n = 100;
    for (int i = 0; i < 3; i++) {
      n *= 10;
      double got = evaluate(k, cube(stratified(n), n), new double[] {low}, new double[] {high})[0];
      errors[i] = relative(got, exact);
    }
    assertThat(errors[2]).as("%s %s", what, errors[2]).isLessThan(1e-4);
    assertThat(errors[2]).as(what).isLessThanOrEqualTo(Math.max(errors[0] / 5, 1e-9));
  }

  @Test
  void stratifiedSamplesConvergeToTheClosedForms() {
    double pd = FORMS.get("parameters").get("pd").asDouble();
    fields(FORMS.get("hw_tilt_EE_given_default"))
        .forEach(
            e ->
                converges(
                    "tilt " + e.getKey(),
                    new HullWhiteKernel(Double.parseDouble(e.getKey())),
                    0,
                    pd,
                    e.getValue().asDouble()));
    fields(FORMS.get("gaussian_copula_default_before"))
        .forEach(
            e -> {
              double rho = Double.parseDouble(e.getKey());
              DependenceKernel k =
                  rho == 1 ? new WorstCaseKernel() : new GaussianKernel(rho, scores);
              double exact = e.getValue().get("EE_given_default").asDouble();
              converges("gaussian " + rho, k, 0, pd, exact);
            });
    fields(FORMS.get("t_copula_default_before"))
        .forEach(
            e -> {
              double nu = e.getValue().get("nu").asDouble();
              DependenceKernel k = new StudentTKernel(Double.parseDouble(e.getKey()), nu, scores);
              converges(
                  "t " + e.getKey(), k, 0, pd, e.getValue().get("EE_given_default").asDouble());
            });
    fields(FORMS.get("archimedean_default_before"))
        .forEach(
            e ->
                converges(
                    e.getKey(),
                    Kernels.of(e.getKey(), e.getValue().get("theta").asDouble(), 0, scores),
                    0,
                    pd,
                    e.getValue().get("EE_given_default").asDouble()));
    converges(
        "worst case",
        new WorstCaseKernel(),
        0,
        pd,
        FORMS.get("comonotone_worst_case").get("EE_given_default").asDouble());
  }

  @Test
  void defaultAtALevelIsTheLimitOfANarrowBucket() {
    double pd = FORMS.get("parameters").get("pd").asDouble();
    fields(FORMS.get("gaussian_copula_default_at"))
        .forEach(
            e ->
                converges(
                    "at, " + e.getKey(),
                    new GaussianKernel(Double.parseDouble(e.getKey()), scores),
                    pd,
                    pd,
                    e.getValue().asDouble()));
  }

  @Test
  void gaussianBucketsAgreeWithTheirClosedForm() {
    JsonNode golden = FORMS.get("gaussian_copula_buckets");
    double[] pd = Golden.numbers(golden.get("pd"));
    double[] sigma = Golden.numbers(golden.get("sigma_t"));
    double mu = FORMS.get("parameters").get("mu").asDouble();
    int n = 100_000;
    double[] v = new double[n];
    for (int i = 0; i < sigma.length; i++) {
      for (int k = 0; k < n; k++) {
        v[k] = mu + sigma[i] * Normal.quantile((k + 0.5) / n);
      }
      DependenceKernel kernel = new GaussianKernel(golden.get("rho").asDouble(), scores);
      double got = evaluate(kernel, cube(v, n), new double[] {pd[i]}, new double[] {pd[i + 1]})[0];
      double exact = golden.get("buckets").get(i).get("EE_given_default").asDouble();
      assertThat(relative(got, exact)).as("bucket " + i).isLessThan(3e-5);
    }
  }

  @Test
  void randomSamplesStayWithinFourStandardErrors() {
    double pd = FORMS.get("parameters").get("pd").asDouble();
    double exact =
        FORMS.get("gaussian_copula_default_before").get("0.4").get("EE_given_default").asDouble();
    long seed = 42;
    Random random = new Random(seed);
    for (int n : new int[] {1_000, 10_000, 100_000}) {
      double[] v = new double[n];
      for (int k = 0; k < n; k++) {
        v[k] = 1 + 4 * random.nextGaussian();
      }
      double[] got =
          evaluate(
              new GaussianKernel(0.4, scores), cube(v, n), new double[] {0}, new double[] {pd});
      double standardError = 4 / Math.sqrt(got[1]); // of a mean over the effective sample
      assertThat(Math.abs(got[0] - exact))
          .as("n %s, seed %s", n, seed)
          .isLessThan(4 * standardError);
    }
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> it = node.fields();
    while (it.hasNext()) {
      Map.Entry<String, JsonNode> e = it.next();
      if (e.getKey().matches("-?[0-9.]+") || e.getValue().isObject()) {
        entries.add(e);
      }
    }
    return entries;
  }
}
