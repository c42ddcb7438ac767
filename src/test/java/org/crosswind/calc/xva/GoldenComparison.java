package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosswind.calc.xva.WwrGoldens.number;
import static org.crosswind.calc.xva.WwrGoldens.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;

/**
 * Compares results with golden runs by the rules of the goldens' README: 1e-9 relative, wayfault's
 * accurate runs with wayfault, its degraded ones with the mathematical reference, and wider where
 * the interval default probability itself is uncertain.
 */
final class GoldenComparison {
  private static final double RELATIVE = 1e-9;
  private static final double UPLIFT_ABSOLUTE = 1e-9;
  private static final double PD_ABSOLUTE = 3e-16;
  private static final double PHI_ABSOLUTE = 1e-15;

  private final JsonNode common;
  private final double relative;

  /** Largest relative difference seen in anything compared. */
  private double worst;

  /** How many numbers were compared. */
  private int compared;

  /**
   * A comparison for one case.
   *
   * @param golden the case
   * @param common its model-free block, null when there is none
   */
  GoldenComparison(JsonNode golden, JsonNode common) {
    this.common = common;
    this.relative =
        WwrGoldens.tagged(golden, "gaussian_underflow")
            ? Math.max(RELATIVE, 1e-16 / leastPd(common))
            : RELATIVE;
  }

  double worst() {
    return worst;
  }

  int compared() {
    return compared;
  }

  private static double leastPd(JsonNode common) {
    double least = 1;
    for (double pd : numbers(common.get("marginal_pd"))) {
      if (pd > 0) {
        least = Math.min(least, pd);
      }
    }
    return least;
  }

  /** The model-free figures; {@code quantile} counts the PFE levels of the settings. */
  void common(String what, XvaResult result) {
    arrays(what + " epe", result.exposure().epe(), common.get("epe"), RELATIVE);
    arrays(what + " ene", result.exposure().ene(), common.get("ene"), RELATIVE);
    arrays(
        what + " effective_ee",
        result.exposure().effectiveEe(),
        common.get("effective_ee"),
        RELATIVE);
    close(what + " eepe", result.exposure().eepe(), number(common.get("eepe")), RELATIVE, 0);
    arrays(what + " pfe", result.exposure().pfe()[0], common.get("pfe"), RELATIVE);
    if (common.has("pfe_extra")) {
      for (int q = 0; q < common.get("pfe_extra").size(); q++) {
        JsonNode extra = common.get("pfe_extra").get(q);
        arrays(
            what + " pfe " + extra.get("q"),
            result.exposure().pfe()[q + 1],
            extra.get("pfe"),
            RELATIVE);
      }
    }
    arrays(what + " hazard", result.credit().hazard(), common.get("hazard"), 1e-15);
    arrays(what + " survival", result.credit().survival(), common.get("survival"), 1e-15);
    double[] pds = numbers(common.get("marginal_pd"));
    for (int i = 0; i < pds.length; i++) {
      close(what + " marginal_pd", result.credit().marginalPd()[i], pds[i], RELATIVE, PD_ABSOLUTE);
    }
    if (common.has("baseline_cva")) {
      close(
          what + " baseline_cva",
          result.baselineCva(),
          number(common.get("baseline_cva")),
          relative,
          0);
    }
  }

  /** One model's figures against a run with {@code result} and perhaps {@code math_reference}. */
  void run(String what, XvaResult set, WrongWayResult model, JsonNode run) {
    JsonNode peer = run.get("result");
    JsonNode reference = run.get("math_reference");
    boolean degraded =
        reference != null && !reference.isNull() && reference.get("peer_degraded").asBoolean();
    JsonNode expected = degraded ? reference : peer;
    double[] conditionalEe = numbers(expected.get("conditional_ee"));
    double[] epe = numbers(peer.get("epe"));
    // Where wayfault's Phi, good to 1e-16 absolute, decides the figure, so does its error.
    double phi = degraded && relative == RELATIVE ? 0 : PHI_ABSOLUTE;
    for (int i = 0; i < epe.length; i++) {
      close(
          what + " conditional_ee[" + i + "]",
          model.conditionalEe()[i],
          conditionalEe[i],
          relative,
          phi * epe[i]);
    }
    double alpha = number(expected.get("alpha"));
    close(what + " alpha", model.alpha(), alpha, relative, 0);
    close(what + " wwr_cva", model.wwrCva(), number(expected.get("wwr_cva")), relative, 0);
    close(what + " ead", model.ead(), alpha * number(peer.get("eepe")), relative, 0);
    if (degraded) {
      return;
    }
    double[] ratio = numbers(peer.get("ee_ratio"));
    for (int i = 0; i < ratio.length; i++) {
      close(what + " ee_ratio[" + i + "]", model.eeRatio()[i], ratio[i], relative, phi);
    }
    close(
        what + " uplift_pct",
        model.upliftPct(),
        number(peer.get("uplift_pct")),
        relative,
        Math.max(UPLIFT_ABSOLUTE, 100 * relative));
    assertThat(model.classification().name())
        .as(what + " classification, alpha " + model.alpha())
        .isEqualTo(peer.get("classification").asText());
    correlation(what, set, peer);
    if (run.has("derived") && relative == RELATIVE) {
      arrays(what + " ess", model.effectiveSampleSize(), run.get("derived").get("ess"), RELATIVE);
    }
  }

  private void correlation(String what, XvaResult set, JsonNode peer) {
    boolean noise =
        common != null
            && (common.path("hazard_std_is_rounding_noise").asBoolean()
                || common.path("epe_std_is_rounding_noise").asBoolean());
    if (noise) {
      assertThat(set.eeHazardCorr()).as(what + " ee_hazard_corr of noise").isZero();
    } else {
      double expected = number(peer.get("ee_hazard_corr"));
      if (Math.abs(expected) > 1e-12 || Double.isNaN(expected)) {
        close(what + " ee_hazard_corr", set.eeHazardCorr(), expected, 1e-9, 1e-12);
      } else {
        assertThat(set.eeHazardCorr()).as(what + " ee_hazard_corr").isZero();
      }
    }
  }

  /** Element by element. */
  void arrays(String what, double[] actual, JsonNode expected, double tolerance) {
    double[] numbers = numbers(expected);
    assertThat(actual).as(what).hasSize(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      close(what + "[" + i + "]", actual[i], numbers[i], tolerance, 0);
    }
  }

  /** Within the larger of a relative and an absolute tolerance; non-finite numbers exactly. */
  void close(
      String what, double actual, double expected, double relativeTolerance, double absolute) {
    compared++;
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertThat(actual).as(what).isEqualTo(Double.valueOf(expected));
      return;
    }
    double difference = Math.abs(actual - expected);
    double allowed = Math.max(relativeTolerance * Math.abs(expected), absolute);
    assertThat(difference <= Math.max(allowed, Double.MIN_NORMAL))
        .as(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s is %s, expected %s, relative difference %.3g",
                    what,
                    actual,
                    expected,
                    difference / Math.abs(expected)))
        .isTrue();
    if (difference > absolute) {
      worst = Math.max(worst, difference / Math.abs(expected));
    }
  }
}
