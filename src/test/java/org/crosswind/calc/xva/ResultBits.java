package org.crosswind.calc.xva;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;

/** All that a result says, in a form whose equality is equality of every bit. */
public final class ResultBits {
  private final List<String> bits = new ArrayList<>();

  private ResultBits() {}

  /** A line a field, doubles as hexadecimal. */
  public static List<String> of(XvaResult result) {
    ResultBits out = new ResultBits();
    out.bits.add(result.id() + " " + result.grid() + " " + result.scenarios());
    out.add("epe", result.exposure().epe());
    out.add("ene", result.exposure().ene());
    for (double[] pfe : result.exposure().pfe()) {
      out.add("pfe", pfe);
    }
    out.add("effective_ee", result.exposure().effectiveEe());
    out.add("eepe", result.exposure().eepe());
    out.add("basel_ee", result.basel().ee());
    out.add("basel_eee", result.basel().effectiveEe());
    out.add("time_weighted_epe", result.basel().timeWeightedEpe());
    out.add("time_weighted_eepe", result.basel().timeWeightedEepe());
    out.add("basel", result.basel().epe(), result.basel().eepe());
    out.add("hazard", result.credit().hazard());
    out.add("survival", result.credit().survival());
    out.add("marginal_pd", result.credit().marginalPd());
    out.add("discount_factor", result.credit().discountFactor());
    out.add("cva", result.baselineCva(), result.worstCaseCva(), result.eeHazardCorr());
    for (WrongWayResult model : result.models()) {
      out.bits.add(model.model() + " " + model.classification());
      out.add("wwr", model.wwrCva(), model.alpha(), model.ead(), model.upliftPct());
      out.add("conditional_ee", model.conditionalEe());
      out.add("ee_ratio", model.eeRatio());
      out.add("ess", model.effectiveSampleSize());
      out.add("min_ess", model.minEffectiveSampleSize());
    }
    return out.bits;
  }

  private void add(String name, double... values) {
    StringBuilder line = new StringBuilder(name);
    for (double value : values) {
      line.append(' ').append(Double.toHexString(value));
    }
    bits.add(line.toString());
  }
}
