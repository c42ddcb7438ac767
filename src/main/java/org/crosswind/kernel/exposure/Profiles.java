package org.crosswind.kernel.exposure;

/**
 * Averages along an exposure profile, and the CVA sum. Arrays have a value per tenor, {@code times}
 * are year fractions, positive and increasing; sums run from the first tenor to the last. NaN in an
 * argument gives NaN.
 */
public final class Profiles {
  private Profiles() {}

  /**
   * Effective expected exposure: the running maximum of a profile (Basel CRE53.13).
   *
   * @param profile expected exposure per tenor
   * @param start what the maximum starts from: today's exposure max(V0, 0), or 0
   * @param out written at 0 to {@code count - 1}; may be {@code profile}
   */
  public static void runningMaximum(double[] profile, int count, double start, double[] out) {
    double m = start;
    for (int i = 0; i < count; i++) {
      m = Math.max(m, profile[i]);
      out[i] = m;
    }
  }

  /**
   * Time-weighted average of a profile by the right-end rectangle rule: sum of profile[i] (times[i]
   * - times[i-1]) over tenors 0 to {@code last}, divided by times[last]; time 0 starts the first
   * interval. Of expected exposure this is EPE, of effective expected exposure EEPE; the whole grid
   * or, with the last tenor inside it, the first year.
   *
   * @param last index of the last tenor of the window, at least 0
   */
  public static double average(double[] profile, double[] times, int last) {
    double sum = 0;
    double previous = 0;
    for (int i = 0; i <= last; i++) {
      sum += profile[i] * (times[i] - previous);
      previous = times[i];
    }
    return sum / times[last];
  }

  /**
   * Unilateral CVA, lgd times the sum of discount[i] exposure[i] defaultProbability[i].
   *
   * @param lgd loss given default, fraction in (0, 1]
   * @param discount discount factor to the end of each interval, or null for ones
   * @param exposure expected exposure (given default) at the end of each interval, money
   * @param defaultProbability probability of default in each interval
   * @return money, of the sign of the exposure; 0 for no tenors
   */
  public static double cva(
      double lgd, double[] discount, double[] exposure, double[] defaultProbability, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double df = discount == null ? 1 : discount[i];
      sum += df * exposure[i] * defaultProbability[i];
    }
    return lgd * sum;
  }
}
