package org.crosswind.calc.xva;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crosswind.kernel.exposure.Profiles;

/**
 * Splits the change of a CVA between two runs into what each driver did, by a waterfall: starting
 * from run A, one driver after the other is set to its value in run B, and the CVA is computed anew
 * each time. A driver's part is what its own step changed; so parts depend on the order of the
 * steps, which is fixed beforehand, and mixed effects belong to the later step.
 *
 * <p>Between its ends the waterfall needs a conditional exposure that neither run has. It is the
 * expected exposure of one run times the ratio of conditional to expected exposure of the other.
 * The ratio belongs to the model when the model or a parameter of it changed; when it did not, the
 * ratio can only have moved with the exposure, or, when that did not move, with credit.
 *
 * <p>Grids may differ. The grid belongs to the exposure: until the step of the exposure the CVA is
 * summed over the tenors of A, from then on over those of B. Curves are read at tenors that are not
 * their own by log-linear interpolation of survival and discount factors (constant hazard and
 * forward rate between tenors, the last ones going on beyond the end), ratios by linear
 * interpolation.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class CvaAttribution {
  /** The order of the steps when nobody says otherwise. */
  public static final List<CvaDriver> STANDARD_ORDER = List.of(CvaDriver.values());

  /** An exposure that differs by no more than this share of its size has not moved. */
  private static final double SAME = 1e-12;

  private final List<CvaDriver> order;

  /**
   * An attribution whose steps have this order.
   *
   * @param order every driver once
   */
  public CvaAttribution(List<CvaDriver> order) {
    if (order.size() != CvaDriver.values().length
        || !EnumSet.copyOf(order).equals(EnumSet.allOf(CvaDriver.class))) {
      throw new IllegalArgumentException("steps " + order + ", expected each driver once");
    }
    this.order = List.copyOf(order);
  }

  /** The order of the steps. */
  public List<CvaDriver> order() {
    return order;
  }

  /**
   * The parts of {@code b.cva() - a.cva()}.
   *
   * @param modelChanged whether model, parameters or form of probability differ
   * @return money, an element for each driver by its ordinal. Their sum is the change but for
   *     rounding; {@link #rounding} closes it
   */
  public double[] parts(CvaSide a, CvaSide b, boolean modelChanged) {
    CvaDriver ratioMovesWith = ratioDriver(a, b, modelChanged);
    double[] parts = new double[CvaDriver.values().length];
    Set<CvaDriver> moved = EnumSet.noneOf(CvaDriver.class);
    double before = a.cva();
    for (CvaDriver driver : order) {
      moved.add(driver);
      double after =
          moved.size() == parts.length ? b.cva() : cva(a, b, moved, moved.contains(ratioMovesWith));
      parts[driver.ordinal()] = after - before;
      before = after;
    }
    return parts;
  }

  /**
   * What must be added to the parts, which rounded each on its own, so that all together give the
   * change: {@code fl(parts[0] + parts[1] + .. + rounding) = change}, added from left to right. It
   * is a few units in the last place of the largest part, and computed without error, since change
   * and sum are close and multiples of the same power of two.
   */
  public static double rounding(double change, double... parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return change - sum;
  }

  private static CvaDriver ratioDriver(CvaSide a, CvaSide b, boolean modelChanged) {
    if (modelChanged) {
      return CvaDriver.MODEL;
    }
    if (!Arrays.equals(a.times(), b.times()) || !close(a.epe(), b.epe())) {
      return CvaDriver.EXPOSURE;
    }
    boolean credit = !close(a.defaultProbability(), b.defaultProbability());
    return credit ? CvaDriver.CREDIT : CvaDriver.MODEL;
  }

  private static boolean close(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= SAME * Math.max(Math.abs(a[i]), Math.abs(b[i])))) {
        return false;
      }
    }
    return true;
  }

  /** The CVA with some drivers of B and the others of A. */
  private static double cva(CvaSide a, CvaSide b, Set<CvaDriver> moved, boolean ratioOfB) {
    CvaSide exposure = moved.contains(CvaDriver.EXPOSURE) ? b : a;
    CvaSide ratio = ratioOfB ? b : a;
    CvaSide credit = moved.contains(CvaDriver.CREDIT) ? b : a;
    CvaSide discounting = moved.contains(CvaDriver.DISCOUNTING) ? b : a;
    CvaSide recovery = moved.contains(CvaDriver.RECOVERY) ? b : a;
    double[] times = exposure.times();
    return Profiles.cva(
        recovery.lgd(),
        discount(discounting, times),
        conditionalEe(exposure, ratio),
        defaultProbability(credit, times),
        times.length);
  }

  private static double[] conditionalEe(CvaSide exposure, CvaSide ratio) {
    // An exposure that did not move must not gain the rounding of a division and a product.
    if (Arrays.equals(exposure.times(), ratio.times())
        && Arrays.equals(exposure.epe(), ratio.epe())) {
      return ratio.conditionalEe();
    }
    double[] ratios = new double[ratio.times().length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio.epe()[i] > 0 ? ratio.conditionalEe()[i] / ratio.epe()[i] : 1;
    }
    double[] conditional = new double[exposure.times().length];
    for (int i = 0; i < conditional.length; i++) {
      conditional[i] = exposure.epe()[i] * linear(ratio.times(), ratios, exposure.times()[i]);
    }
    return conditional;
  }

  private static double[] defaultProbability(CvaSide credit, double[] times) {
    if (Arrays.equals(credit.times(), times)) {
      return credit.defaultProbability();
    }
    double[] probability = new double[times.length];
    double before = 1;
    for (int i = 0; i < times.length; i++) {
      double survival = Math.min(before, logLinear(credit.times(), credit.survival(), times[i]));
      probability[i] = before - survival;
      before = survival;
    }
    return probability;
  }

  private static double[] discount(CvaSide discounting, double[] times) {
    if (Arrays.equals(discounting.times(), times)) {
      return discounting.discount();
    }
    double[] discount = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      discount[i] = logLinear(discounting.times(), discounting.discount(), times[i]);
    }
    return discount;
  }

  /** Between tenors by linear interpolation, outside them the first or the last value. */
  private static double linear(double[] times, double[] values, double time) {
    int at = Arrays.binarySearch(times, time);
    if (at >= 0) {
      return values[at];
    }
    int next = -at - 1;
    if (next == 0 || next == times.length) {
      return values[Math.min(next, times.length - 1)];
    }
    double share = (time - times[next - 1]) / (times[next] - times[next - 1]);
    return values[next - 1] + share * (values[next] - values[next - 1]);
  }

  /**
   * A curve that is 1 at time 0, by linear interpolation of its logarithm; beyond the last tenor it
   * goes on as in the last interval. A curve that has come to 0 stays there, and is linear before.
   */
  private static double logLinear(double[] times, double[] values, double time) {
    int at = Arrays.binarySearch(times, time);
    if (at >= 0) {
      return values[at];
    }
    int next = Math.min(-at - 1, times.length - 1);
    double t0 = next == 0 ? 0 : times[next - 1];
    double v0 = next == 0 ? 1 : values[next - 1];
    double share = (time - t0) / (times[next] - t0);
    if (!(v0 > 0 && values[next] > 0)) {
      return Math.max(0, v0 + share * (values[next] - v0));
    }
    return v0 * Math.exp(share * Math.log(values[next] / v0));
  }
}
