package org.crosswind.kernel.ops;

import java.util.Arrays;

/** Plain loops. The reference that {@link VectorArrayOps} repeats bit by bit. */
final class ScalarArrayOps implements ArrayOps {
  static final ScalarArrayOps INSTANCE = new ScalarArrayOps();

  private ScalarArrayOps() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public double sum(double[] x, int from, int count) {
    double[] lanes = new double[Lanes.COUNT];
    for (int i = 0; i < count; i++) {
      lanes[i & 7] += x[from + i];
    }
    return Lanes.fold(lanes, 0);
  }

  @Override
  public double sumPositive(double[] x, int from, int count) {
    double[] lanes = new double[Lanes.COUNT];
    for (int i = 0; i < count; i++) {
      lanes[i & 7] += Math.max(x[from + i], 0);
    }
    return Lanes.fold(lanes, 0);
  }

  @Override
  public double sumNegative(double[] x, int from, int count) {
    double[] lanes = new double[Lanes.COUNT];
    for (int i = 0; i < count; i++) {
      lanes[i & 7] += Math.max(-x[from + i], 0);
    }
    return Lanes.fold(lanes, 0);
  }

  @Override
  public double max(double[] x, int from, int count) {
    double y = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      y = Math.max(y, x[i]);
    }
    return y;
  }

  @Override
  public double min(double[] x, int from, int count) {
    double y = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      y = Math.min(y, x[i]);
    }
    return y;
  }

  @Override
  public void profile(double[] x, int from, int count, double[] out) {
    out[0] = sumPositive(x, from, count);
    out[1] = sumNegative(x, from, count);
    out[2] = max(x, from, count);
    out[3] = min(x, from, count);
  }

  @Override
  public void exp(double[] x, int from, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = Transcendental.exp(x[from + i]);
    }
  }

  @Override
  public void expm1(double[] x, int from, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = Transcendental.expm1(x[from + i]);
    }
  }

  @Override
  public void log(double[] x, int from, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = Transcendental.log(x[from + i]);
    }
  }

  @Override
  public void log1p(double[] x, int from, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = Transcendental.log1p(x[from + i]);
    }
  }

  @Override
  public void normalCdf(double[] x, int from, double peak, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = scaledCdf(x[from + i], peak);
    }
  }

  static double scaledCdf(double x, double peak) {
    double e = (x - peak) * (x + peak) * -0.5;
    double positive = Math.abs(x);
    double inverse = 1 / (positive + Normal.TAIL_SHIFT);
    double r = Normal.tailSeries((positive - Normal.TAIL_SHIFT) * inverse) * inverse;
    double tail = Transcendental.negligibleExp(e) * r;
    return x < 0 ? tail : 1 - tail;
  }

  @Override
  public void tiltWeights(
      double[] x, int from, double top, double slope, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = Transcendental.negligibleExp(slope * (x[from + i] - top));
    }
  }

  @Override
  public void logPower(
      double[] x,
      int from,
      double factor,
      double exponent,
      double offset,
      double[] out,
      int outFrom,
      int count) {
    for (int i = 0; i < count; i++) {
      double log = Transcendental.log1p(factor * x[from + i]);
      out[outFrom + i] = Math.fma(log, exponent, offset);
    }
  }

  @Override
  public void polynomial(double[] c, double[] t, int from, double[] out, int outFrom, int count) {
    for (int i = 0; i < count; i++) {
      double x = t[from + i];
      double y = c[c.length - 1];
      for (int k = c.length - 2; k >= 0; k--) {
        y = Math.fma(y, x, c[k]);
      }
      out[outFrom + i] = y;
    }
  }

  @Override
  public void addPositiveWeighted(
      double[] w, int wFrom, double[] x, int xFrom, int count, double[] lanes) {
    for (int i = 0; i < count; i++) {
      double weight = w[wFrom + i];
      int lane = i & 7;
      lanes[lane] += weight;
      lanes[lane + 8] = Math.fma(weight, Math.max(x[xFrom + i], 0), lanes[lane + 8]);
      lanes[lane + 16] = Math.fma(weight, weight, lanes[lane + 16]);
    }
  }

  @Override
  public void addWeights(double[] w, int wFrom, int count, double[] lanes) {
    for (int i = 0; i < count; i++) {
      double weight = w[wFrom + i];
      int lane = i & 7;
      lanes[lane] += weight;
      lanes[lane + 16] = Math.fma(weight, weight, lanes[lane + 16]);
    }
  }

  @Override
  public void addTile(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom) {
    double[] a = new double[TILE_ROWS];
    for (int k = 0; k < TILE_COLUMNS; k++) {
      Arrays.fill(a, 0);
      for (int i = 0; i < count; i++) {
        double p = panel[pFrom + TILE_COLUMNS * i + k];
        int c = cFrom + TILE_ROWS * i;
        for (int r = 0; r < TILE_ROWS; r++) {
          a[r] = Math.fma(counts[c + r], p, a[r]);
        }
      }
      int s = sFrom + TILE_ROWS * k;
      for (int r = 0; r < TILE_ROWS; r++) {
        sums[s + r] += a[r];
      }
    }
  }
}
