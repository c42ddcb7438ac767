package org.crosswind.kernel.reweight;

/**
 * Jackknife values of a figure and the influence of each scenario made of them (B. Efron, Jackknife
 * estimates, SIAM (1982), section 6): (S - 1) (mean of the values - value).
 */
final class LeaveOneOut {
  /** The figure without each scenario, to be filled. */
  final double[] values;

  LeaveOneOut(int scenarios) {
    values = new double[scenarios];
  }

  /** Adds the influence of each scenario. */
  void addTo(double[] influence) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value / n;
    }
    for (int s = 0; s < n; s++) {
      influence[s] += (n - 1) * (sum - values[s]);
    }
  }
}
