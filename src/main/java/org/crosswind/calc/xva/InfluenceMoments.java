package org.crosswind.calc.xva;

/**
 * Second and third moments of the influences U of scenarios on the figures of a netting set, enough
 * for standard errors and accelerations of each figure and of alpha. Sums over independent samples
 * of size n of U U' / n^2, U U' / (n (n - 1)) and U U' U'' / n^3; adding those of two samples gives
 * the moments of a sum of their figures (A. C. Davison, D. V. Hinkley, Bootstrap Methods and Their
 * Application (1997), sections 3.2 and 5.3).
 *
 * <p>With b for the baseline, w for a model and d = w - b. The difference is kept because alpha - 1
 * is what it is about, and would be lost in the rounding of w and b.
 */
final class InfluenceMoments {
  private static final int FIXED = 6;
  private static final int PER_MODEL = 10;

  // Of EPE and baseline: variances, squares / n^2, cubes / n^3.
  private static final int EPE = 0;
  private static final int BASELINE = 3;

  // Of each model: those of w, then variance parts, squares and cubes with d.
  private static final int W = 0;
  private static final int VAR_DD = 3;
  private static final int VAR_DB = 4;
  private static final int DD = 5;
  private static final int DB = 6;
  private static final int DDD = 7;
  private static final int DDB = 8;
  private static final int DBB = 9;

  private InfluenceMoments() {}

  /** All zero, for as many models. */
  static double[] none(int models) {
    return new double[FIXED + PER_MODEL * models];
  }

  /** Adds those of one sample: {@code influences} has a row a figure, an element a scenario. */
  static void add(double[][] influences, double[] moments) {
    int n = influences[0].length;
    double[] b = influences[XvaReplicates.BASELINE];
    addOwn(influences[XvaReplicates.EPE], moments, EPE);
    addOwn(b, moments, BASELINE);
    for (int m = 0; m < influences.length - XvaReplicates.MODELS; m++) {
      double[] w = influences[XvaReplicates.MODELS + m];
      int at = FIXED + PER_MODEL * m;
      addOwn(w, moments, at + W);
      double dd = 0;
      double db = 0;
      double ddd = 0;
      double ddb = 0;
      double dbb = 0;
      for (int s = 0; s < n; s++) {
        double d = (w[s] - b[s]) / n;
        double base = b[s] / n;
        dd += d * d;
        db += d * base;
        ddd += d * d * d;
        ddb += d * d * base;
        dbb += d * base * base;
      }
      double unbiased = n / (n - 1.0); // infinite for one scenario: no variance, NaN
      moments[at + VAR_DD] += dd * unbiased;
      moments[at + VAR_DB] += db * unbiased;
      moments[at + DD] += dd;
      moments[at + DB] += db;
      moments[at + DDD] += ddd;
      moments[at + DDB] += ddb;
      moments[at + DBB] += dbb;
    }
  }

  private static void addOwn(double[] u, double[] moments, int at) {
    int n = u.length;
    double squares = 0;
    double cubes = 0;
    for (double value : u) {
      double x = value / n;
      squares += x * x;
      cubes += x * x * x;
    }
    moments[at] += squares * (n / (n - 1.0));
    moments[at + 1] += squares;
    moments[at + 2] += cubes;
  }

  /** The moments with those of the only model for each of {@code count} models. */
  static double[] repeated(double[] moments, int count) {
    double[] more = none(count);
    System.arraycopy(moments, 0, more, 0, FIXED);
    for (int m = 0; m < count; m++) {
      System.arraycopy(moments, FIXED, more, FIXED + PER_MODEL * m, PER_MODEL);
    }
    return more;
  }

  private static int place(int figure) {
    return figure < XvaReplicates.MODELS
        ? 3 * figure
        : FIXED + PER_MODEL * (figure - XvaReplicates.MODELS);
  }

  /** The standard error of a figure; NaN when it is not known. */
  static double standardError(double[] moments, int figure) {
    return Math.sqrt(moments[place(figure)]);
  }

  /** The acceleration of a figure, sum U^3 / (6 (sum U^2)^1.5); 0 when no scenario has any pull. */
  static double acceleration(double[] moments, int figure) {
    return acceleration(moments[place(figure) + 1], moments[place(figure) + 2]);
  }

  private static double acceleration(double squares, double cubes) {
    double scale = squares * Math.sqrt(squares);
    return scale == 0 ? 0 : cubes / (6 * scale);
  }

  /**
   * The standard error of a model's alpha: its influence is (d - (alpha - 1) b) / baseline.
   *
   * @param excess alpha - 1
   */
  static double alphaStandardError(double[] moments, int model, double excess, double baseline) {
    int at = FIXED + PER_MODEL * model;
    double variance =
        moments[at + VAR_DD]
            - 2 * excess * moments[at + VAR_DB]
            + excess * excess * moments[BASELINE];
    return Math.sqrt(Math.max(variance, 0)) / Math.abs(baseline);
  }

  /** The acceleration of a model's alpha. */
  static double alphaAcceleration(double[] moments, int model, double excess, double baseline) {
    int at = FIXED + PER_MODEL * model;
    double squares =
        moments[at + DD] - 2 * excess * moments[at + DB] + excess * excess * moments[BASELINE + 1];
    double cubes =
        moments[at + DDD]
            - 3 * excess * moments[at + DDB]
            + 3 * excess * excess * moments[at + DBB]
            - excess * excess * excess * moments[BASELINE + 2];
    return Math.signum(baseline) * acceleration(Math.max(squares, 0), cubes);
  }
}
