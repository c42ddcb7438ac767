package org.crosswind.kernel.stats;

/**
 * The relative strength index with Wilder's smoothing (J. W. Wilder, New concepts in technical
 * trading systems, Trend Research 1978, section VI).
 *
 * <p>With changes d_i = p_i - p_{i-1}, gains max(d_i, 0) and losses max(-d_i, 0): the first average
 * gain G_w and average loss L_w are the means of the first w; then G_i = (G_{i-1} (w - 1) + gain_i)
 * / w, and L_i likewise. The index is 100 G_i / (G_i + L_i), which is 100 - 100 / (1 + G_i / L_i).
 */
public final class RelativeStrength {
  private RelativeStrength() {}

  /**
   * The index at each price, in [0, 100].
   *
   * @param prices the series
   * @param count how many
   * @param window w, at least 1
   * @param out NaN at the first w prices, and where neither a gain nor a loss is left in the
   *     averages
   */
  public static void wilder(double[] prices, int count, int window, double[] out) {
    if (window < 1) {
      throw new IllegalArgumentException("a window of " + window + ", expected >= 1");
    }
    double gain = 0;
    double loss = 0;
    for (int i = 0; i < count; i++) {
      out[i] = Double.NaN;
      if (i == 0) {
        continue;
      }
      double change = prices[i] - prices[i - 1];
      double up = Math.max(change, 0);
      double down = Math.max(-change, 0);
      if (i <= window) {
        gain += up;
        loss += down;
        if (i < window) {
          continue;
        }
        gain /= window;
        loss /= window;
      } else {
        gain = (gain * (window - 1) + up) / window;
        loss = (loss * (window - 1) + down) / window;
      }
      if (gain + loss > 0) {
        out[i] = 100 * (gain / (gain + loss));
      }
    }
  }
}
