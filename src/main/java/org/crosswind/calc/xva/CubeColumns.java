package org.crosswind.calc.xva;

import java.util.Arrays;

/** A cube and what no model changes about it. */
final class CubeColumns {
  private double[] values;
  private int scenarios;
  private int tenors;

  void load(double[] tenorMajor, int rows, int columns) {
    values = tenorMajor;
    scenarios = rows;
    tenors = columns;
  }

  int scenarios() {
    return scenarios;
  }

  int tenors() {
    return tenors;
  }

  double[] column(int t) {
    return Arrays.copyOfRange(values, t * scenarios, (t + 1) * scenarios);
  }

  double mean(int t, double sign) {
    double sum = 0;
    for (double v : column(t)) {
      sum += Math.max(sign * v, 0);
    }
    return sum / scenarios;
  }

  double[] sortedPositives(int t) {
    double[] x = column(t);
    for (int s = 0; s < x.length; s++) {
      x[s] = Math.max(x[s], 0);
    }
    Arrays.sort(x);
    return x;
  }

  double quantile(int t, double q) {
    double[] x = sortedPositives(t);
    double p = (scenarios - 1) * q;
    int l = (int) p;
    double a = x[l];
    double b = x[Math.min(l + 1, scenarios - 1)];
    return a + (b - a) * (p - l);
  }

  double[] grades(int t) {
    double[] x = column(t);
    Integer[] order = new Integer[scenarios];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(x[i] + 0.0, x[j] + 0.0));
    double[] grades = new double[scenarios];
    for (int r = 0; r < scenarios; r++) {
      grades[order[r]] = (r + 0.5) / scenarios;
    }
    return grades;
  }
}
