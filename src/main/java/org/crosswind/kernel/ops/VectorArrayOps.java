package org.crosswind.kernel.ops;

import static org.crosswind.kernel.ops.Transcendental.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same loops with the Vector API, lane by lane the operations of {@link Transcendental} and
 * {@link Normal}. Loaded only where the module {@code jdk.incubator.vector} is present.
 *
 * <p>Each function is written out inside its loop with its constants before it: a helper method of
 * this size is not inlined reliably, and a call with vectors costs fifty times the work. Sums keep
 * eight lanes in one vector of eight or two of four; narrower machines sum with the scalar loops.
 */
final class VectorArrayOps implements ArrayOps {
  static final VectorArrayOps INSTANCE = new VectorArrayOps();

  private static final VectorSpecies<Double> D =
      DoubleVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = D.length();
  private static final ScalarArrayOps SCALAR = ScalarArrayOps.INSTANCE;

  private VectorArrayOps() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public double sum(double[] x, int from, int count) {
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

  @Override
  public double sumPositive(double[] x, int from, int count) {
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

  @Override
  public double sumNegative(double[] x, int from, int count) {
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

  @Override
  public double max(double[] x, int from, int count) {
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

  @Override
  public double min(double[] x, int from, int count) {
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

  @Override
  public void profile(double[] x, int from, int count, double[] out) {
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

  @Override
  public void exp(double[] x, int from, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector log2e = DoubleVector.broadcast(D, LOG2_E);
    DoubleVector rounder = DoubleVector.broadcast(D, ROUNDER);
    DoubleVector ln2 = DoubleVector.broadcast(D, -LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, -LN2_LOW);
    DoubleVector e0 = DoubleVector.broadcast(D, E0);
    DoubleVector e1 = DoubleVector.broadcast(D, E1);
    DoubleVector e2 = DoubleVector.broadcast(D, E2);
    DoubleVector e3 = DoubleVector.broadcast(D, E3);
    DoubleVector e4 = DoubleVector.broadcast(D, E4);
    DoubleVector e5 = DoubleVector.broadcast(D, E5);
    DoubleVector e6 = DoubleVector.broadcast(D, E6);
    DoubleVector e7 = DoubleVector.broadcast(D, E7);
    DoubleVector e8 = DoubleVector.broadcast(D, E8);
    DoubleVector e9 = DoubleVector.broadcast(D, E9);
    DoubleVector e10 = DoubleVector.broadcast(D, E10);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i);
      v = v.blend(EXP_HIGH, v.compare(VectorOperators.GT, EXP_HIGH));
      v = v.blend(EXP_LOW, v.compare(VectorOperators.LT, EXP_LOW));
      DoubleVector t = v.fma(log2e, rounder);
      DoubleVector n = t.sub(rounder);
      DoubleVector r1 = n.fma(ln2, v);
      r1 = n.fma(ln2Low, r1);
      DoubleVector r2 = r1.mul(r1);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector r8 = r4.mul(r4);
      DoubleVector a0 = e1.fma(r1, e0);
      DoubleVector a1 = e3.fma(r1, e2);
      DoubleVector a2 = e5.fma(r1, e4);
      DoubleVector a3 = e7.fma(r1, e6);
      DoubleVector a4 = e9.fma(r1, e8);
      DoubleVector b0 = a1.fma(r2, a0);
      DoubleVector b1 = a3.fma(r2, a2);
      DoubleVector b2 = e10.fma(r2, a4);
      DoubleVector d0 = b1.fma(r4, b0);
      DoubleVector p = r2.fma(b2.fma(r8, d0), r1);
      DoubleVector y = p.add(1);
      LongVector k = t.reinterpretAsLongs().sub(ROUNDER_BITS);
      LongVector half = k.lanewise(VectorOperators.ASHR, 1);
      LongVector rest = k.sub(half);
      DoubleVector scale1 =
          half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector scale2 =
          rest.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      y.mul(scale1).mul(scale2).intoArray(out, outFrom + i);
    }
    SCALAR.exp(x, from + end, out, outFrom + end, count - end);
  }

  @Override
  public void expm1(double[] x, int from, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector log2e = DoubleVector.broadcast(D, LOG2_E);
    DoubleVector rounder = DoubleVector.broadcast(D, ROUNDER);
    DoubleVector ln2 = DoubleVector.broadcast(D, -LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, -LN2_LOW);
    DoubleVector e0 = DoubleVector.broadcast(D, E0);
    DoubleVector e1 = DoubleVector.broadcast(D, E1);
    DoubleVector e2 = DoubleVector.broadcast(D, E2);
    DoubleVector e3 = DoubleVector.broadcast(D, E3);
    DoubleVector e4 = DoubleVector.broadcast(D, E4);
    DoubleVector e5 = DoubleVector.broadcast(D, E5);
    DoubleVector e6 = DoubleVector.broadcast(D, E6);
    DoubleVector e7 = DoubleVector.broadcast(D, E7);
    DoubleVector e8 = DoubleVector.broadcast(D, E8);
    DoubleVector e9 = DoubleVector.broadcast(D, E9);
    DoubleVector e10 = DoubleVector.broadcast(D, E10);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i);
      v = v.blend(EXP_HIGH, v.compare(VectorOperators.GT, EXP_HIGH));
      v = v.blend(EXPM1_LOW, v.compare(VectorOperators.LT, EXPM1_LOW));
      DoubleVector t = v.fma(log2e, rounder);
      DoubleVector n = t.sub(rounder);
      DoubleVector r1 = n.fma(ln2, v);
      r1 = n.fma(ln2Low, r1);
      DoubleVector r2 = r1.mul(r1);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector r8 = r4.mul(r4);
      DoubleVector a0 = e1.fma(r1, e0);
      DoubleVector a1 = e3.fma(r1, e2);
      DoubleVector a2 = e5.fma(r1, e4);
      DoubleVector a3 = e7.fma(r1, e6);
      DoubleVector a4 = e9.fma(r1, e8);
      DoubleVector b0 = a1.fma(r2, a0);
      DoubleVector b1 = a3.fma(r2, a2);
      DoubleVector b2 = e10.fma(r2, a4);
      DoubleVector d0 = b1.fma(r4, b0);
      DoubleVector p = r2.fma(b2.fma(r8, d0), r1);
      LongVector k = t.reinterpretAsLongs().sub(ROUNDER_BITS);
      DoubleVector half = k.add(1022).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      half.fma(p, half.sub(0.5)).mul(2).intoArray(out, outFrom + i);
    }
    SCALAR.expm1(x, from + end, out, outFrom + end, count - end);
  }

  @Override
  public void log(double[] x, int from, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector ln2 = DoubleVector.broadcast(D, LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, LN2_LOW);
    DoubleVector l0 = DoubleVector.broadcast(D, L0);
    DoubleVector l1 = DoubleVector.broadcast(D, L1);
    DoubleVector l2 = DoubleVector.broadcast(D, L2);
    DoubleVector l3 = DoubleVector.broadcast(D, L3);
    DoubleVector l4 = DoubleVector.broadcast(D, L4);
    DoubleVector l5 = DoubleVector.broadcast(D, L5);
    DoubleVector l6 = DoubleVector.broadcast(D, L6);
    DoubleVector l7 = DoubleVector.broadcast(D, L7);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i);
      VectorMask<Double> small = v.compare(VectorOperators.LT, SMALLEST_NORMAL);
      DoubleVector lifted = v.blend(v.mul(LIFT), small);
      DoubleVector shift = DoubleVector.zero(D).blend(LIFT_EXPONENT, small);
      LongVector bits = lifted.reinterpretAsLongs();
      LongVector k = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
      DoubleVector e = k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER).sub(shift);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector z2 = z.mul(z);
      DoubleVector z4 = z2.mul(z2);
      DoubleVector a0 = l1.fma(z, l0);
      DoubleVector a1 = l3.fma(z, l2);
      DoubleVector a2 = l5.fma(z, l4);
      DoubleVector a3 = l7.fma(z, l6);
      DoubleVector b0 = a1.fma(z2, a0);
      DoubleVector b1 = a3.fma(z2, a2);
      DoubleVector series = z.mul(b1.fma(z4, b0));
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector lowPart = e.fma(ln2Low, s.mul(h.add(series)));
      DoubleVector y = e.fma(ln2, f.sub(h.sub(lowPart)));
      y = v.blend(y, v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY));
      y = y.blend(Double.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0));
      y = y.blend(Double.NaN, v.compare(VectorOperators.LT, 0));
      y.intoArray(out, outFrom + i);
    }
    SCALAR.log(x, from + end, out, outFrom + end, count - end);
  }

  @Override
  public void log1p(double[] x, int from, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector ln2 = DoubleVector.broadcast(D, LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, LN2_LOW);
    DoubleVector l0 = DoubleVector.broadcast(D, L0);
    DoubleVector l1 = DoubleVector.broadcast(D, L1);
    DoubleVector l2 = DoubleVector.broadcast(D, L2);
    DoubleVector l3 = DoubleVector.broadcast(D, L3);
    DoubleVector l4 = DoubleVector.broadcast(D, L4);
    DoubleVector l5 = DoubleVector.broadcast(D, L5);
    DoubleVector l6 = DoubleVector.broadcast(D, L6);
    DoubleVector l7 = DoubleVector.broadcast(D, L7);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i);
      DoubleVector sum = v.add(1);
      DoubleVector u = sum.sub(1);
      DoubleVector low = v.sub(u).add(sum.sub(u).neg().add(1));
      LongVector bits = sum.reinterpretAsLongs();
      LongVector k = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      DoubleVector scale =
          k.neg().add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector plain = m.sub(1);
      DoubleVector f =
          plain.blend(low.fma(scale, plain), v.compare(VectorOperators.LT, LOG1P_PLAIN));
      DoubleVector e = k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector z2 = z.mul(z);
      DoubleVector z4 = z2.mul(z2);
      DoubleVector a0 = l1.fma(z, l0);
      DoubleVector a1 = l3.fma(z, l2);
      DoubleVector a2 = l5.fma(z, l4);
      DoubleVector a3 = l7.fma(z, l6);
      DoubleVector b0 = a1.fma(z2, a0);
      DoubleVector b1 = a3.fma(z2, a2);
      DoubleVector series = z.mul(b1.fma(z4, b0));
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector lowPart = e.fma(ln2Low, s.mul(h.add(series)));
      DoubleVector y = e.fma(ln2, f.sub(h.sub(lowPart)));
      y = sum.blend(y, sum.compare(VectorOperators.LT, Double.POSITIVE_INFINITY));
      y = y.blend(Double.NEGATIVE_INFINITY, sum.compare(VectorOperators.EQ, 0));
      y = y.blend(Double.NaN, sum.compare(VectorOperators.LT, 0));
      y.intoArray(out, outFrom + i);
    }
    SCALAR.log1p(x, from + end, out, outFrom + end, count - end);
  }

  @Override
  public void normalCdf(double[] x, int from, double peak, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector log2e = DoubleVector.broadcast(D, LOG2_E);
    DoubleVector rounder = DoubleVector.broadcast(D, ROUNDER);
    DoubleVector ln2 = DoubleVector.broadcast(D, -LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, -LN2_LOW);
    DoubleVector e0 = DoubleVector.broadcast(D, E0);
    DoubleVector e1 = DoubleVector.broadcast(D, E1);
    DoubleVector e2 = DoubleVector.broadcast(D, E2);
    DoubleVector e3 = DoubleVector.broadcast(D, E3);
    DoubleVector e4 = DoubleVector.broadcast(D, E4);
    DoubleVector e5 = DoubleVector.broadcast(D, E5);
    DoubleVector e6 = DoubleVector.broadcast(D, E6);
    DoubleVector e7 = DoubleVector.broadcast(D, E7);
    DoubleVector e8 = DoubleVector.broadcast(D, E8);
    DoubleVector e9 = DoubleVector.broadcast(D, E9);
    DoubleVector e10 = DoubleVector.broadcast(D, E10);
    DoubleVector c0 = DoubleVector.broadcast(D, Normal.TAIL[0]);
    DoubleVector c1 = DoubleVector.broadcast(D, Normal.TAIL[1]);
    DoubleVector c2 = DoubleVector.broadcast(D, Normal.TAIL[2]);
    DoubleVector c3 = DoubleVector.broadcast(D, Normal.TAIL[3]);
    DoubleVector c4 = DoubleVector.broadcast(D, Normal.TAIL[4]);
    DoubleVector c5 = DoubleVector.broadcast(D, Normal.TAIL[5]);
    DoubleVector c6 = DoubleVector.broadcast(D, Normal.TAIL[6]);
    DoubleVector c7 = DoubleVector.broadcast(D, Normal.TAIL[7]);
    DoubleVector c8 = DoubleVector.broadcast(D, Normal.TAIL[8]);
    DoubleVector c9 = DoubleVector.broadcast(D, Normal.TAIL[9]);
    DoubleVector c10 = DoubleVector.broadcast(D, Normal.TAIL[10]);
    DoubleVector c11 = DoubleVector.broadcast(D, Normal.TAIL[11]);
    DoubleVector c12 = DoubleVector.broadcast(D, Normal.TAIL[12]);
    DoubleVector c13 = DoubleVector.broadcast(D, Normal.TAIL[13]);
    DoubleVector c14 = DoubleVector.broadcast(D, Normal.TAIL[14]);
    DoubleVector c15 = DoubleVector.broadcast(D, Normal.TAIL[15]);
    DoubleVector c16 = DoubleVector.broadcast(D, Normal.TAIL[16]);
    DoubleVector c17 = DoubleVector.broadcast(D, Normal.TAIL[17]);
    DoubleVector c18 = DoubleVector.broadcast(D, Normal.TAIL[18]);
    DoubleVector c19 = DoubleVector.broadcast(D, Normal.TAIL[19]);
    DoubleVector c20 = DoubleVector.broadcast(D, Normal.TAIL[20]);
    DoubleVector c21 = DoubleVector.broadcast(D, Normal.TAIL[21]);
    DoubleVector c22 = DoubleVector.broadcast(D, Normal.TAIL[22]);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i);
      DoubleVector e = v.sub(peak).mul(v.add(peak)).mul(-0.5);
      DoubleVector positive = v.abs();
      DoubleVector inverse = DoubleVector.broadcast(D, 1).div(positive.add(Normal.TAIL_SHIFT));
      DoubleVector z = positive.sub(Normal.TAIL_SHIFT).mul(inverse);
      DoubleVector z2 = z.mul(z);
      DoubleVector even = c22;
      DoubleVector odd = c21;
      even = even.fma(z2, c20);
      odd = odd.fma(z2, c19);
      even = even.fma(z2, c18);
      odd = odd.fma(z2, c17);
      even = even.fma(z2, c16);
      odd = odd.fma(z2, c15);
      even = even.fma(z2, c14);
      odd = odd.fma(z2, c13);
      even = even.fma(z2, c12);
      odd = odd.fma(z2, c11);
      even = even.fma(z2, c10);
      odd = odd.fma(z2, c9);
      even = even.fma(z2, c8);
      odd = odd.fma(z2, c7);
      even = even.fma(z2, c6);
      odd = odd.fma(z2, c5);
      even = even.fma(z2, c4);
      odd = odd.fma(z2, c3);
      even = even.fma(z2, c2);
      odd = odd.fma(z2, c1);
      even = even.fma(z2, c0);
      DoubleVector q = odd.fma(z, even);
      DoubleVector r = q.mul(inverse);
      DoubleVector t = e.fma(log2e, rounder);
      DoubleVector n = t.sub(rounder);
      DoubleVector r1 = n.fma(ln2, e);
      r1 = n.fma(ln2Low, r1);
      DoubleVector r2 = r1.mul(r1);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector r8 = r4.mul(r4);
      DoubleVector a0 = e1.fma(r1, e0);
      DoubleVector a1 = e3.fma(r1, e2);
      DoubleVector a2 = e5.fma(r1, e4);
      DoubleVector a3 = e7.fma(r1, e6);
      DoubleVector a4 = e9.fma(r1, e8);
      DoubleVector b0 = a1.fma(r2, a0);
      DoubleVector b1 = a3.fma(r2, a2);
      DoubleVector b2 = e10.fma(r2, a4);
      DoubleVector d0 = b1.fma(r4, b0);
      DoubleVector p = r2.fma(b2.fma(r8, d0), r1);
      LongVector bits = p.add(1).reinterpretAsLongs();
      LongVector k = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector g = bits.add(k).reinterpretAsDoubles();
      g = g.blend(0, e.compare(VectorOperators.LT, NEGLIGIBLE));
      DoubleVector tail = g.mul(r);
      DoubleVector y = tail.neg().add(1).blend(tail, v.compare(VectorOperators.LT, zero));
      y.intoArray(out, outFrom + i);
    }
    SCALAR.normalCdf(x, from + end, peak, out, outFrom + end, count - end);
  }

  @Override
  public void tiltWeights(
      double[] x, int from, double top, double slope, double[] out, int outFrom, int count) {
    int end = count & -WIDTH;
    DoubleVector log2e = DoubleVector.broadcast(D, LOG2_E);
    DoubleVector rounder = DoubleVector.broadcast(D, ROUNDER);
    DoubleVector ln2 = DoubleVector.broadcast(D, -LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, -LN2_LOW);
    DoubleVector e0 = DoubleVector.broadcast(D, E0);
    DoubleVector e1 = DoubleVector.broadcast(D, E1);
    DoubleVector e2 = DoubleVector.broadcast(D, E2);
    DoubleVector e3 = DoubleVector.broadcast(D, E3);
    DoubleVector e4 = DoubleVector.broadcast(D, E4);
    DoubleVector e5 = DoubleVector.broadcast(D, E5);
    DoubleVector e6 = DoubleVector.broadcast(D, E6);
    DoubleVector e7 = DoubleVector.broadcast(D, E7);
    DoubleVector e8 = DoubleVector.broadcast(D, E8);
    DoubleVector e9 = DoubleVector.broadcast(D, E9);
    DoubleVector e10 = DoubleVector.broadcast(D, E10);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector e = DoubleVector.fromArray(D, x, from + i).sub(top).mul(slope);
      DoubleVector t = e.fma(log2e, rounder);
      DoubleVector n = t.sub(rounder);
      DoubleVector r1 = n.fma(ln2, e);
      r1 = n.fma(ln2Low, r1);
      DoubleVector r2 = r1.mul(r1);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector r8 = r4.mul(r4);
      DoubleVector a0 = e1.fma(r1, e0);
      DoubleVector a1 = e3.fma(r1, e2);
      DoubleVector a2 = e5.fma(r1, e4);
      DoubleVector a3 = e7.fma(r1, e6);
      DoubleVector a4 = e9.fma(r1, e8);
      DoubleVector b0 = a1.fma(r2, a0);
      DoubleVector b1 = a3.fma(r2, a2);
      DoubleVector b2 = e10.fma(r2, a4);
      DoubleVector d0 = b1.fma(r4, b0);
      DoubleVector p = r2.fma(b2.fma(r8, d0), r1);
      LongVector bits = p.add(1).reinterpretAsLongs();
      LongVector k = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector g = bits.add(k).reinterpretAsDoubles();
      g = g.blend(0, e.compare(VectorOperators.LT, NEGLIGIBLE));
      g.intoArray(out, outFrom + i);
    }
    SCALAR.tiltWeights(x, from + end, top, slope, out, outFrom + end, count - end);
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
    int end = count & -WIDTH;
    DoubleVector shift = DoubleVector.broadcast(D, offset);
    DoubleVector power = DoubleVector.broadcast(D, exponent);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    LongVector ones = one.reinterpretAsLongs();
    DoubleVector ln2 = DoubleVector.broadcast(D, LN2);
    DoubleVector ln2Low = DoubleVector.broadcast(D, LN2_LOW);
    DoubleVector l0 = DoubleVector.broadcast(D, L0);
    DoubleVector l1 = DoubleVector.broadcast(D, L1);
    DoubleVector l2 = DoubleVector.broadcast(D, L2);
    DoubleVector l3 = DoubleVector.broadcast(D, L3);
    DoubleVector l4 = DoubleVector.broadcast(D, L4);
    DoubleVector l5 = DoubleVector.broadcast(D, L5);
    DoubleVector l6 = DoubleVector.broadcast(D, L6);
    DoubleVector l7 = DoubleVector.broadcast(D, L7);
    for (int i = 0; i < end; i += WIDTH) {
      DoubleVector v = DoubleVector.fromArray(D, x, from + i).mul(factor);
      DoubleVector sum = v.add(1);
      DoubleVector u = sum.sub(1);
      DoubleVector low = v.sub(u).add(one.sub(sum.sub(u)));
      LongVector bits = sum.reinterpretAsLongs();
      LongVector k = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
      LongVector k52 = k.lanewise(VectorOperators.LSHL, 52);
      DoubleVector m = bits.sub(k52).reinterpretAsDoubles();
      DoubleVector scale = ones.sub(k52).reinterpretAsDoubles(); // 2^-k
      DoubleVector f = low.fma(scale, m.sub(1));
      DoubleVector e = k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector z2 = z.mul(z);
      DoubleVector z4 = z2.mul(z2);
      DoubleVector a0 = l1.fma(z, l0);
      DoubleVector a1 = l3.fma(z, l2);
      DoubleVector a2 = l5.fma(z, l4);
      DoubleVector a3 = l7.fma(z, l6);
      DoubleVector b0 = a1.fma(z2, a0);
      DoubleVector b1 = a3.fma(z2, a2);
      DoubleVector series = z.mul(b1.fma(z4, b0));
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector lowPart = e.fma(ln2Low, s.mul(h.add(series)));
      DoubleVector y = e.fma(ln2, f.sub(h.sub(lowPart)));
      y.fma(power, shift).intoArray(out, outFrom + i);
    }
    SCALAR.logPower(x, from + end, factor, exponent, offset, out, outFrom + end, count - end);
  }

  @Override
  public void polynomial(double[] c, double[] t, int from, double[] out, int outFrom, int count) {
    int last = c.length - 1;
    int step = 4 * WIDTH; // four independent chains hide the latency of each
    int end = count - count % step;
    for (int i = 0; i < end; i += step) {
      DoubleVector x0 = DoubleVector.fromArray(D, t, from + i);
      DoubleVector x1 = DoubleVector.fromArray(D, t, from + i + WIDTH);
      DoubleVector x2 = DoubleVector.fromArray(D, t, from + i + 2 * WIDTH);
      DoubleVector x3 = DoubleVector.fromArray(D, t, from + i + 3 * WIDTH);
      DoubleVector y0 = DoubleVector.broadcast(D, c[last]);
      DoubleVector y1 = y0;
      DoubleVector y2 = y0;
      DoubleVector y3 = y0;
      for (int k = last - 1; k >= 0; k--) {
        DoubleVector term = DoubleVector.broadcast(D, c[k]);
        y0 = y0.fma(x0, term);
        y1 = y1.fma(x1, term);
        y2 = y2.fma(x2, term);
        y3 = y3.fma(x3, term);
      }
      y0.intoArray(out, outFrom + i);
      y1.intoArray(out, outFrom + i + WIDTH);
      y2.intoArray(out, outFrom + i + 2 * WIDTH);
      y3.intoArray(out, outFrom + i + 3 * WIDTH);
    }
    SCALAR.polynomial(c, t, from + end, out, outFrom + end, count - end);
  }

  @Override
  public void addPositiveWeighted(
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

  @Override
  public void addWeights(double[] w, int wFrom, int count, double[] lanes) {
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

  @Override
  public void addTile(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom) {
    if (WIDTH == Lanes.COUNT) {
      addTile8(counts, cFrom, panel, pFrom, count, sums, sFrom);
    } else if (WIDTH == 4) {
      for (int r = 0; r < TILE_ROWS; r += 8) {
        for (int k = 0; k < TILE_COLUMNS; k += 4) {
          addQuarter(counts, cFrom + r, panel, pFrom + k, count, sums, sFrom + TILE_ROWS * k + r);
        }
      }
    } else {
      SCALAR.addTile(counts, cFrom, panel, pFrom, count, sums, sFrom);
    }
  }

  /** Sixteen sums in registers: two vectors of rows by eight columns. */
  private static void addTile8(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom) {
    DoubleVector a0 = DoubleVector.zero(D);
    DoubleVector b0 = DoubleVector.zero(D);
    DoubleVector a1 = DoubleVector.zero(D);
    DoubleVector b1 = DoubleVector.zero(D);
    DoubleVector a2 = DoubleVector.zero(D);
    DoubleVector b2 = DoubleVector.zero(D);
    DoubleVector a3 = DoubleVector.zero(D);
    DoubleVector b3 = DoubleVector.zero(D);
    DoubleVector a4 = DoubleVector.zero(D);
    DoubleVector b4 = DoubleVector.zero(D);
    DoubleVector a5 = DoubleVector.zero(D);
    DoubleVector b5 = DoubleVector.zero(D);
    DoubleVector a6 = DoubleVector.zero(D);
    DoubleVector b6 = DoubleVector.zero(D);
    DoubleVector a7 = DoubleVector.zero(D);
    DoubleVector b7 = DoubleVector.zero(D);
    int c = cFrom;
    int p = pFrom;
    for (int i = 0; i < count; i++, c += TILE_ROWS, p += TILE_COLUMNS) {
      DoubleVector x = DoubleVector.fromArray(D, counts, c);
      DoubleVector y = DoubleVector.fromArray(D, counts, c + 8);
      DoubleVector w0 = DoubleVector.broadcast(D, panel[p + 0]);
      a0 = x.fma(w0, a0);
      b0 = y.fma(w0, b0);
      DoubleVector w1 = DoubleVector.broadcast(D, panel[p + 1]);
      a1 = x.fma(w1, a1);
      b1 = y.fma(w1, b1);
      DoubleVector w2 = DoubleVector.broadcast(D, panel[p + 2]);
      a2 = x.fma(w2, a2);
      b2 = y.fma(w2, b2);
      DoubleVector w3 = DoubleVector.broadcast(D, panel[p + 3]);
      a3 = x.fma(w3, a3);
      b3 = y.fma(w3, b3);
      DoubleVector w4 = DoubleVector.broadcast(D, panel[p + 4]);
      a4 = x.fma(w4, a4);
      b4 = y.fma(w4, b4);
      DoubleVector w5 = DoubleVector.broadcast(D, panel[p + 5]);
      a5 = x.fma(w5, a5);
      b5 = y.fma(w5, b5);
      DoubleVector w6 = DoubleVector.broadcast(D, panel[p + 6]);
      a6 = x.fma(w6, a6);
      b6 = y.fma(w6, b6);
      DoubleVector w7 = DoubleVector.broadcast(D, panel[p + 7]);
      a7 = x.fma(w7, a7);
      b7 = y.fma(w7, b7);
    }
    join(a0, sums, sFrom + 0);
    join(b0, sums, sFrom + 8);
    join(a1, sums, sFrom + 16);
    join(b1, sums, sFrom + 24);
    join(a2, sums, sFrom + 32);
    join(b2, sums, sFrom + 40);
    join(a3, sums, sFrom + 48);
    join(b3, sums, sFrom + 56);
    join(a4, sums, sFrom + 64);
    join(b4, sums, sFrom + 72);
    join(a5, sums, sFrom + 80);
    join(b5, sums, sFrom + 88);
    join(a6, sums, sFrom + 96);
    join(b6, sums, sFrom + 104);
    join(a7, sums, sFrom + 112);
    join(b7, sums, sFrom + 120);
  }

  /** Eight sums in registers: two vectors of four rows by four columns. */
  private static void addQuarter(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom) {
    DoubleVector a0 = DoubleVector.zero(D);
    DoubleVector b0 = DoubleVector.zero(D);
    DoubleVector a1 = DoubleVector.zero(D);
    DoubleVector b1 = DoubleVector.zero(D);
    DoubleVector a2 = DoubleVector.zero(D);
    DoubleVector b2 = DoubleVector.zero(D);
    DoubleVector a3 = DoubleVector.zero(D);
    DoubleVector b3 = DoubleVector.zero(D);
    int c = cFrom;
    int p = pFrom;
    for (int i = 0; i < count; i++, c += TILE_ROWS, p += TILE_COLUMNS) {
      DoubleVector x = DoubleVector.fromArray(D, counts, c);
      DoubleVector y = DoubleVector.fromArray(D, counts, c + 4);
      DoubleVector w0 = DoubleVector.broadcast(D, panel[p + 0]);
      a0 = x.fma(w0, a0);
      b0 = y.fma(w0, b0);
      DoubleVector w1 = DoubleVector.broadcast(D, panel[p + 1]);
      a1 = x.fma(w1, a1);
      b1 = y.fma(w1, b1);
      DoubleVector w2 = DoubleVector.broadcast(D, panel[p + 2]);
      a2 = x.fma(w2, a2);
      b2 = y.fma(w2, b2);
      DoubleVector w3 = DoubleVector.broadcast(D, panel[p + 3]);
      a3 = x.fma(w3, a3);
      b3 = y.fma(w3, b3);
    }
    join(a0, sums, sFrom + 0);
    join(b0, sums, sFrom + 4);
    join(a1, sums, sFrom + 16);
    join(b1, sums, sFrom + 20);
    join(a2, sums, sFrom + 32);
    join(b2, sums, sFrom + 36);
    join(a3, sums, sFrom + 48);
    join(b3, sums, sFrom + 52);
  }

  private static void join(DoubleVector sum, double[] sums, int from) {
    DoubleVector.fromArray(D, sums, from).add(sum).intoArray(sums, from);
  }
}
