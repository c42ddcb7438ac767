package org.crosswind.kernel.ops;

import static org.crosswind.kernel.ops.VectorArrayOps.D;
import static org.crosswind.kernel.ops.VectorArrayOps.SCALAR;
import static org.crosswind.kernel.ops.VectorArrayOps.WIDTH;

import jdk.incubator.vector.DoubleVector;

/**
 * The loops of {@link VectorArrayOps} that end in a few numbers: sums, extremes and weighted sums.
 * Eight lanes are one vector of eight or two of four; narrower machines sum with the scalar loops.
 */
final class VectorSums {
  private VectorSums() {}

  static double sum(double[] x, int from, int count) {
    if (WIDTH < 4 || count < Lanes.COUNT) {
      return SCALAR.sum(x, from, count);
    }
    int end = from + (count & -Lanes.COUNT);
    DoubleVector a = DoubleVector.zero(D);
    DoubleVector b = DoubleVector.zero(D);
    if (WIDTH == Lanes.COUNT) {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i));
      }
    } else {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i));
        b = b.add(DoubleVector.fromArray(D, x, i + 4));
      }
    }
    double[] lanes = new double[Lanes.COUNT];
    store(a, b, lanes, 0);
    for (int i = end; i < from + count; i++) {
      lanes[i - end] += x[i];
    }
    return Lanes.fold(lanes, 0);
  }

  static double sumPositive(double[] x, int from, int count) {
    if (WIDTH < 4 || count < Lanes.COUNT) {
      return SCALAR.sumPositive(x, from, count);
    }
    int end = from + (count & -Lanes.COUNT);
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector a = zero;
    DoubleVector b = zero;
    if (WIDTH == Lanes.COUNT) {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i).max(zero));
      }
    } else {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i).max(zero));
        b = b.add(DoubleVector.fromArray(D, x, i + 4).max(zero));
      }
    }
    double[] lanes = new double[Lanes.COUNT];
    store(a, b, lanes, 0);
    for (int i = end; i < from + count; i++) {
      lanes[i - end] += Math.max(x[i], 0);
    }
    return Lanes.fold(lanes, 0);
  }

  static double sumNegative(double[] x, int from, int count) {
    if (WIDTH < 4 || count < Lanes.COUNT) {
      return SCALAR.sumNegative(x, from, count);
    }
    int end = from + (count & -Lanes.COUNT);
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector a = zero;
    DoubleVector b = zero;
    if (WIDTH == Lanes.COUNT) {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i).neg().max(zero));
      }
    } else {
      for (int i = from; i < end; i += Lanes.COUNT) {
        a = a.add(DoubleVector.fromArray(D, x, i).neg().max(zero));
        b = b.add(DoubleVector.fromArray(D, x, i + 4).neg().max(zero));
      }
    }
    double[] lanes = new double[Lanes.COUNT];
    store(a, b, lanes, 0);
    for (int i = end; i < from + count; i++) {
      lanes[i - end] += Math.max(-x[i], 0);
    }
    return Lanes.fold(lanes, 0);
  }

  static double max(double[] x, int from, int count) {
    int end = from + (count & -WIDTH);
    DoubleVector m = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
    for (int i = from; i < end; i += WIDTH) {
      m = m.max(DoubleVector.fromArray(D, x, i));
    }
    double y = Double.NEGATIVE_INFINITY;
    for (double lane : m.toArray()) {
      y = Math.max(y, lane);
    }
    for (int i = end; i < from + count; i++) {
      y = Math.max(y, x[i]);
    }
    return y;
  }

  static double min(double[] x, int from, int count) {
    int end = from + (count & -WIDTH);
    DoubleVector m = DoubleVector.broadcast(D, Double.POSITIVE_INFINITY);
    for (int i = from; i < end; i += WIDTH) {
      m = m.min(DoubleVector.fromArray(D, x, i));
    }
    double y = Double.POSITIVE_INFINITY;
    for (double lane : m.toArray()) {
      y = Math.min(y, lane);
    }
    for (int i = end; i < from + count; i++) {
      y = Math.min(y, x[i]);
    }
    return y;
  }

  static void profile(double[] x, int from, int count, double[] out) {
    if (WIDTH < 4 || count < Lanes.COUNT) {
      SCALAR.profile(x, from, count, out);
      return;
    }
    int end = from + (count & -Lanes.COUNT);
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector p0 = zero;
    DoubleVector p1 = zero;
    DoubleVector n0 = zero;
    DoubleVector n1 = zero;
    DoubleVector high = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
    DoubleVector low = DoubleVector.broadcast(D, Double.POSITIVE_INFINITY);
    if (WIDTH == Lanes.COUNT) {
      for (int i = from; i < end; i += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(D, x, i);
        p0 = p0.add(v.max(zero));
        n0 = n0.add(v.neg().max(zero));
        high = high.max(v);
        low = low.min(v);
      }
    } else {
      for (int i = from; i < end; i += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(D, x, i);
        DoubleVector w = DoubleVector.fromArray(D, x, i + 4);
        p0 = p0.add(v.max(zero));
        p1 = p1.add(w.max(zero));
        n0 = n0.add(v.neg().max(zero));
        n1 = n1.add(w.neg().max(zero));
        high = high.max(v).max(w);
        low = low.min(v).min(w);
      }
    }
    double[] lanes = new double[2 * Lanes.COUNT];
    store(p0, p1, lanes, 0);
    store(n0, n1, lanes, Lanes.COUNT);
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    for (int k = 0; k < WIDTH; k++) {
      max = Math.max(max, high.lane(k));
      min = Math.min(min, low.lane(k));
    }
    for (int i = end; i < from + count; i++) {
      lanes[i - end] += Math.max(x[i], 0);
      lanes[Lanes.COUNT + i - end] += Math.max(-x[i], 0);
      max = Math.max(max, x[i]);
      min = Math.min(min, x[i]);
    }
    out[0] = Lanes.fold(lanes, 0);
    out[1] = Lanes.fold(lanes, Lanes.COUNT);
    out[2] = max;
    out[3] = min;
  }

  static void addPositiveWeighted(
      double[] w, int wFrom, double[] x, int xFrom, int count, double[] lanes) {
    int end = WIDTH < 4 ? 0 : count & -Lanes.COUNT;
    DoubleVector zero = DoubleVector.zero(D);
    if (WIDTH == Lanes.COUNT) {
      DoubleVector a = DoubleVector.fromArray(D, lanes, 0);
      DoubleVector b = DoubleVector.fromArray(D, lanes, 8);
      DoubleVector c = DoubleVector.fromArray(D, lanes, 16);
      for (int i = 0; i < end; i += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(D, w, wFrom + i);
        a = a.add(v);
        b = v.fma(DoubleVector.fromArray(D, x, xFrom + i).max(zero), b);
        c = v.fma(v, c);
      }
      a.intoArray(lanes, 0);
      b.intoArray(lanes, 8);
      c.intoArray(lanes, 16);
    } else if (WIDTH == 4) {
      DoubleVector a0 = DoubleVector.fromArray(D, lanes, 0);
      DoubleVector a1 = DoubleVector.fromArray(D, lanes, 4);
      DoubleVector b0 = DoubleVector.fromArray(D, lanes, 8);
      DoubleVector b1 = DoubleVector.fromArray(D, lanes, 12);
      DoubleVector c0 = DoubleVector.fromArray(D, lanes, 16);
      DoubleVector c1 = DoubleVector.fromArray(D, lanes, 20);
      for (int i = 0; i < end; i += Lanes.COUNT) {
        DoubleVector v0 = DoubleVector.fromArray(D, w, wFrom + i);
        DoubleVector v1 = DoubleVector.fromArray(D, w, wFrom + i + 4);
        a0 = a0.add(v0);
        a1 = a1.add(v1);
        b0 = v0.fma(DoubleVector.fromArray(D, x, xFrom + i).max(zero), b0);
        b1 = v1.fma(DoubleVector.fromArray(D, x, xFrom + i + 4).max(zero), b1);
        c0 = v0.fma(v0, c0);
        c1 = v1.fma(v1, c1);
      }
      a0.intoArray(lanes, 0);
      a1.intoArray(lanes, 4);
      b0.intoArray(lanes, 8);
      b1.intoArray(lanes, 12);
      c0.intoArray(lanes, 16);
      c1.intoArray(lanes, 20);
    }
    SCALAR.addPositiveWeighted(w, wFrom + end, x, xFrom + end, count - end, lanes);
  }

  static void addWeights(double[] w, int wFrom, int count, double[] lanes) {
    int end = WIDTH < 4 ? 0 : count & -Lanes.COUNT;
    if (WIDTH == Lanes.COUNT) {
      DoubleVector a = DoubleVector.fromArray(D, lanes, 0);
      DoubleVector c = DoubleVector.fromArray(D, lanes, 16);
      for (int i = 0; i < end; i += Lanes.COUNT) {
        DoubleVector v = DoubleVector.fromArray(D, w, wFrom + i);
        a = a.add(v);
        c = v.fma(v, c);
      }
      a.intoArray(lanes, 0);
      c.intoArray(lanes, 16);
    } else if (WIDTH == 4) {
      DoubleVector a0 = DoubleVector.fromArray(D, lanes, 0);
      DoubleVector a1 = DoubleVector.fromArray(D, lanes, 4);
      DoubleVector c0 = DoubleVector.fromArray(D, lanes, 16);
      DoubleVector c1 = DoubleVector.fromArray(D, lanes, 20);
      for (int i = 0; i < end; i += Lanes.COUNT) {
        DoubleVector v0 = DoubleVector.fromArray(D, w, wFrom + i);
        DoubleVector v1 = DoubleVector.fromArray(D, w, wFrom + i + 4);
        a0 = a0.add(v0);
        a1 = a1.add(v1);
        c0 = v0.fma(v0, c0);
        c1 = v1.fma(v1, c1);
      }
      a0.intoArray(lanes, 0);
      a1.intoArray(lanes, 4);
      c0.intoArray(lanes, 16);
      c1.intoArray(lanes, 20);
    }
    SCALAR.addWeights(w, wFrom + end, count - end, lanes);
  }

  /** Lanes 0 to 7 from one vector of eight or two of four. */
  private static void store(DoubleVector a, DoubleVector b, double[] lanes, int offset) {
    a.intoArray(lanes, offset);
    if (WIDTH < Lanes.COUNT) {
      b.intoArray(lanes, offset + WIDTH);
    }
  }
}
