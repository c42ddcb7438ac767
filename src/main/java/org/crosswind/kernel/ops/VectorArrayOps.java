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
 * this size is not inlined reliably, and a call with vectors costs fifty times the work. Sums are
 * in {@link VectorSums}, the matrix product in {@link VectorTiles}.
 */
final class VectorArrayOps implements ArrayOps {
  static final VectorArrayOps INSTANCE = new VectorArrayOps();

  /** The widest vectors of this machine, up to the eight lanes of a sum. */
  static final VectorSpecies<Double> D =
      DoubleVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /** Lanes of them. */
  static final int WIDTH = D.length();

  /** What is left over, and all of a machine too narrow. */
  static final ScalarArrayOps SCALAR = ScalarArrayOps.INSTANCE;

  private VectorArrayOps() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public double sum(double[] x, int from, int count) {
    return VectorSums.sum(x, from, count);
  }

  @Override
  public double sumPositive(double[] x, int from, int count) {
    return VectorSums.sumPositive(x, from, count);
  }

  @Override
  public double sumNegative(double[] x, int from, int count) {
    return VectorSums.sumNegative(x, from, count);
  }

  @Override
  public double max(double[] x, int from, int count) {
    return VectorSums.max(x, from, count);
  }

  @Override
  public double min(double[] x, int from, int count) {
    return VectorSums.min(x, from, count);
  }

  @Override
  public void profile(double[] x, int from, int count, double[] out) {
    VectorSums.profile(x, from, count, out);
  }

  @Override
  public void addPositiveWeighted(
      double[] w, int wFrom, double[] x, int xFrom, int count, double[] lanes) {
    VectorSums.addPositiveWeighted(w, wFrom, x, xFrom, count, lanes);
  }

  @Override
  public void addWeights(double[] w, int wFrom, int count, double[] lanes) {
    VectorSums.addWeights(w, wFrom, count, lanes);
  }

  @Override
  public void addTile(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom) {
    VectorTiles.addTile(counts, cFrom, panel, pFrom, count, sums, sFrom);
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
}
