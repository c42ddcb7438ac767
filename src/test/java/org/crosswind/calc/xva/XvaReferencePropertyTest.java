package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.Classification;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random netting sets of every shape against the formulas as the specification writes them down,
 * one scenario after the other and without a thought of speed or of stable forms; and scalar
 * against vector loops, bit for bit. More seeds: {@code -Dcrosswind.xva.seeds=20000}.
 */
class XvaReferencePropertyTest {
  private static final int[] SCENARIOS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65};
  private static final double CLOSE = 1e-8;

  /** Below it the textbook formulas lose their digits to cancellation. */
  private static final double LEAST_PROBABILITY = 1e-5;

  private int seed;
  private final List<String> wrong = new ArrayList<>();

  @Test
  @Tag("slow")
  void everyFigureIsThatOfTheFormulas() {
    int seeds = Integer.getInteger("crosswind.xva.seeds", 200);
    for (seed = 0; seed < seeds && wrong.size() < 10; seed++) {
      check(new Random(seed));
    }
    assertThat(wrong).isEmpty();
  }

  private void check(Random random) {
    int s = SCENARIOS[random.nextInt(SCENARIOS.length)];
    int n = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 4);
    double[] times = increasing(random, n);
    double[][] rows = values(random, s, n);
    int knots = 1 + random.nextInt(4);
    double[] knotTimes = increasing(random, knots);
    double[] hazards = new double[knots];
    for (int k = 0; k < knots; k++) {
      hazards[k] =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 40;
            case 2 -> 1e-9;
            default -> 0.3 * random.nextDouble();
          };
    }
    double recovery = new double[] {0, 0.4, 0.999, random.nextDouble()}[random.nextInt(4)];
    double[] discount = new double[n];
    for (int i = 0; i < n; i++) {
      discount[i] = 0.2 + random.nextDouble();
    }
    boolean discounted = random.nextBoolean();
    boolean deflated = random.nextInt(4) == 0;
    ProbabilityForm form =
        random.nextBoolean() ? ProbabilityForm.INTERVAL : ProbabilityForm.CUMULATIVE;
    double q = new double[] {0.5, 0.95, 0.99, 0.001, random.nextDouble()}[random.nextInt(5)];
    XvaRequest request =
        new XvaRequest(
            "NS",
            ExposureCube.ofRows("NS", TenorGrid.of("NS", times), rows),
            deflated ? CubeValues.DEFLATED : CubeValues.UNDISCOUNTED,
            new HazardCurve("C", knotTimes, hazards),
            recovery,
            discounted ? new DiscountCurve("D", times, discount) : DiscountCurve.none(),
            models(random, rows));
    XvaSettings settings =
        new XvaSettings(List.of(Math.max(q, 1e-6)), form, NonFinitePolicy.FAIL, 4);
    XvaResult found;
    try {
      found = new XvaCalculator(settings).calculate(request);
    } catch (FailureException e) {
      StringBuilder text = new StringBuilder();
      for (double t : times) {
        text.append(" ").append(-Math.expm1(-cumulative(t, knotTimes, hazards)));
      }
      wrong.add("seed " + seed + ": " + e.getMessage() + ", " + form + text + request.models());
      return;
    }
    XvaResult scalar =
        new XvaCalculator(settings, KernelVariant.SCALAR.resolve()).calculate(request);
    if (!ResultBits.of(found).equals(ResultBits.of(scalar))) {
      wrong.add("seed " + seed + ": scalar and vector loops differ");
    }
    double[] factor = new double[n];
    for (int i = 0; i < n; i++) {
      factor[i] = discounted && !deflated ? discount[i] : 1;
    }
    compare(found, rows, times, knotTimes, hazards, factor, recovery, form, Math.max(q, 1e-6));
  }

  private void compare(
      XvaResult found,
      double[][] rows,
      double[] times,
      double[] knotTimes,
      double[] hazards,
      double[] factor,
      double recovery,
      ProbabilityForm form,
      double q) {
    int s = rows.length;
    int n = times.length;
    double[] survival = new double[n];
    double[] pd = new double[n];
    double[] epe = new double[n];
    double cva = 0;
    double effective = 0;
    double eepe = 0;

    for (int i = 0; i < n; i++) {
      survival[i] = Math.exp(-cumulative(times[i], knotTimes, hazards));
      pd[i] = (i == 0 ? 1 : survival[i - 1]) - survival[i];
      double ene = 0;
      double[] positives = new double[s];
      for (int k = 0; k < s; k++) {
        positives[k] = Math.max(rows[k][i], 0);
        epe[i] += positives[k] / s;
        ene += Math.max(-rows[k][i], 0) / s;
      }
      same("EPE " + i, found.exposure().epe()[i], epe[i]);
      same("ENE " + i, found.exposure().ene()[i], ene);
      same("PFE " + i, found.exposure().pfe()[0][i], quantile(positives, q));
      same("PD " + i, found.credit().marginalPd()[i], pd[i]);
      effective = Math.max(effective, epe[i]);
      eepe += effective * (times[i] - (i == 0 ? 0 : times[i - 1])) / times[n - 1];
      cva += factor[i] * epe[i] * pd[i];
    }
    cva *= 1 - recovery;
    same("EEPE", found.exposure().eepe(), eepe);
    same("CVA", found.baselineCva(), cva);
    for (WrongWayResult model : found.models()) {
      String name = model.model().name() + " " + model.model().parameter();
      double wwr = 0;
      for (int i = 0; i < n; i++) {
        double to = form == ProbabilityForm.INTERVAL ? pd[i] : 1 - survival[i];
        double from = form == ProbabilityForm.INTERVAL || i == 0 ? 0 : 1 - survival[i - 1];
        double ee = model.conditionalEe()[i];
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double[] row : rows) {
          most = Math.max(most, Math.max(row[i], 0));
          least = Math.min(least, Math.max(row[i], 0));
        }
        if (!(ee >= least * (1 - 1e-12) && ee <= most * (1 + 1e-12))) {
          wrong.add("seed " + seed + ": " + name + ", tenor " + i + ": " + ee + " out of range");
        }
        if (hasFormula(model.model())
            && to - from > LEAST_PROBABILITY
            && to < 1 - LEAST_PROBABILITY) {
          // The formulas lose digits of small weights; whose exposure is great may be all there is.
          double expected = conditional(model.model(), rows, i, from, to);
          same(name + ", tenor " + i, ee, expected, 1e-11 * most);
        }
        wwr += factor[i] * ee * pd[i];
        same(name + ", ratio " + i, model.eeRatio()[i], epe[i] > 0 ? ee / epe[i] : 1);
      }
      wwr *= 1 - recovery;
      same(name + ", CVA", model.wwrCva(), wwr);
      double alpha = Math.abs(cva) < 1e-300 ? 1 : wwr / cva;
      same(name + ", alpha", model.alpha(), alpha);
      same(name + ", EAD", model.ead(), alpha * eepe);
      same(name + ", uplift", 1 + model.upliftPct() / 100, alpha);
      double sign =
          switch (model.model().name()) {
            case "independent" -> 0;
            case "worst-case" -> 1;
            case "gumbel" -> model.model().parameter() - 1;
            default -> model.model().parameter();
          };
      Classification expected =
          sign > 1e-9 && model.alpha() > 1 + 1e-9
              ? Classification.WRONG_WAY
              : sign < -1e-9 && model.alpha() < 1 - 1e-9
                  ? Classification.RIGHT_WAY
                  : Classification.NEUTRAL;
      if (model.classification() != expected) {
        wrong.add("seed " + seed + ": " + name + ": " + model.classification());
      }
    }
  }

  private void same(String what, double found, double expected) {
    same(what, found, expected, 1e-14);
  }

  private void same(String what, double found, double expected, double dust) {
    if (!(Math.abs(found - expected) <= CLOSE * Math.abs(expected) + dust)) {
      wrong.add("seed " + seed + ": " + what + " is " + found + ", expected " + expected);
    }
  }

  // ---- the formulas

  private static boolean hasFormula(ModelSpec model) {
    double parameter = Math.abs(model.parameter());
    return switch (model.name()) {
      case "independent", "hullwhite" -> true;
      case "gaussian" -> parameter < 0.96;
      case "clayton" -> parameter > 0.01 && parameter < 10;
      case "frank" -> parameter < 20;
      default -> false;
    };
  }

  private static double conditional(
      ModelSpec model, double[][] rows, int i, double from, double to) {
    int s = rows.length;
    Integer[] order = new Integer[s];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (a, b) -> Double.compare(rows[a][i] + 0.0, rows[b][i] + 0.0));
    double peak = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      peak = Math.max(peak, model.parameter() * row[i]);
    }
    double sum = 0;
    double total = 0;
    for (int r = 0; r < s; r++) {
      double value = rows[order[r]][i];
      double grade = (r + 0.5) / s;
      double weight =
          model.name().equals("hullwhite")
              ? Math.exp(model.parameter() * value - peak)
              : probability(model, to, grade) - probability(model, from, grade);
      total += weight;
      sum += weight * Math.max(value, 0);
    }
    return sum / total;
  }

  /** Probability of default up to u, given the grade of the exposure. */
  private static double probability(ModelSpec model, double u, double grade) {
    if (u == 0) {
      return 0;
    }
    double theta = model.parameter();
    double v = 1 - grade;
    return switch (model.name()) {
      case "independent" -> u;
      case "gaussian" ->
          phi((quantile(u) + theta * quantile(grade)) / Math.sqrt(1 - theta * theta));
      case "clayton" ->
          Math.pow(v, -theta - 1)
              * Math.pow(Math.pow(u, -theta) + Math.pow(v, -theta) - 1, -(theta + 1) / theta);
      case "frank" -> {
        double eu = Math.expm1(-theta * u);
        double ev = Math.expm1(-theta * v);
        yield Math.exp(-theta * v) * eu / (Math.expm1(-theta) + eu * ev);
      }
      default -> throw new IllegalArgumentException(model.name());
    };
  }

  /** The normal distribution: a series in the middle, a continued fraction in the tails. */
  private static double phi(double x) {
    if (Math.abs(x) > 4) {
      double fraction = 0;
      for (int k = 200; k >= 1; k--) {
        fraction = k / (Math.abs(x) + fraction);
      }
      double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / (Math.abs(x) + fraction);
      return x < 0 ? tail : 1 - tail;
    }
    double term = x;
    double sum = x;
    for (int k = 3; k < 200; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double quantile(double p) {
    double low = -9;
    double high = 9;
    for (int k = 0; k < 100; k++) {
      double middle = (low + high) / 2;
      if (phi(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Linear between order statistics: type 7. */
  private static double quantile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = (sorted.length - 1) * q;
    int k = (int) place;
    return k + 1 == sorted.length
        ? sorted[k]
        : sorted[k] + (place - k) * (sorted[k + 1] - sorted[k]);
  }

  private static double cumulative(double t, double[] knots, double[] hazards) {
    double sum = 0;
    double start = 0;
    for (int k = 0; k < knots.length; k++) {
      boolean last = k == knots.length - 1;
      double end = last ? t : Math.min(t, knots[k]);
      sum += Math.max(end - start, 0) * hazards[k];
      start = knots[k];
    }
    return sum;
  }

  // ---- what is random

  private static double[] increasing(Random random, int n) {
    double[] times = new double[n];
    double at = 0;
    for (int i = 0; i < n; i++) {
      at += random.nextInt(5) == 0 ? 1 / 365.0 : 0.1 + random.nextInt(4) * random.nextDouble();
      times[i] = at;
    }
    return times;
  }

  private static double[][] values(Random random, int s, int n) {
    double[][] rows = new double[s][n];
    int kind = random.nextInt(8);
    double scale = new double[] {1, 1, 1e6, 1e-6}[random.nextInt(4)];
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        double x = random.nextGaussian() * 3;
        row[i] =
            scale
                * switch (kind) {
                  case 0 -> 0;
                  case 1 -> -Math.abs(x) - 0.1;
                  case 2 -> Math.rint(x);
                  case 3 -> 5;
                  case 4 -> random.nextInt(s) == 0 ? 100 : -0.0;
                  default -> x + i;
                };
      }
    }
    return rows;
  }

  private static List<ModelSpec> models(Random random, double[][] rows) {
    double most = 1e-300;
    for (double[] row : rows) {
      for (double x : row) {
        most = Math.max(most, Math.abs(x));
      }
    }
    double frank = 12 * (2 * random.nextDouble() - 1);
    return List.of(
        ModelSpec.of("independent", 0),
        ModelSpec.of("hullwhite", random.nextGaussian() * 3 / most),
        ModelSpec.of("gaussian", 1.9 * (random.nextDouble() - 0.5)),
        ModelSpec.of("clayton", 0.05 + 6 * random.nextDouble()),
        ModelSpec.of("frank", Math.abs(frank) < 0.01 ? 1 : frank),
        // At the limits of their parameters: in range, and the same bits from all loops.
        ModelSpec.of("hullwhite", (random.nextBoolean() ? 1e4 : -1e4) / most),
        ModelSpec.of("gaussian", random.nextBoolean() ? 0.999999 : -0.999999),
        ModelSpec.of("clayton", random.nextBoolean() ? 500 : 1e-9),
        ModelSpec.of("frank", random.nextBoolean() ? 1e5 : -1e5),
        new ModelSpec("studentt", 1.9 * (random.nextDouble() - 0.5), 1 + random.nextInt(30)),
        ModelSpec.of("survival-clayton", random.nextBoolean() ? 300 : 0.5),
        ModelSpec.of("gumbel", random.nextBoolean() ? 100 : 1.5),
        ModelSpec.of("worst-case", 0));
  }
}
