package org.crosswind.kernel.ops;

import static org.crosswind.kernel.ops.ArrayOps.TILE_COLUMNS;
import static org.crosswind.kernel.ops.ArrayOps.TILE_ROWS;
import static org.crosswind.kernel.ops.VectorArrayOps.D;
import static org.crosswind.kernel.ops.VectorArrayOps.SCALAR;
import static org.crosswind.kernel.ops.VectorArrayOps.WIDTH;

import jdk.incubator.vector.DoubleVector;

/**
 * The matrix product of {@link VectorArrayOps}: as many sums as the machine has registers for, each
 * of them the fused chain that {@link ArrayOps#addTile} prescribes.
 */
final class VectorTiles {
  private VectorTiles() {}

  static void addTile(
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
