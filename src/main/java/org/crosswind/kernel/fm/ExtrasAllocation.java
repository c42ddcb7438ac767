package org.crosswind.kernel.fm;

/**
 * Back-allocation at a node with extras: from what the terms did to its loss and extras, factors
 * for loss, deductible, over- and under-limit; with these the items (or layers) are changed. A
 * factor that is not negative adds a share of the loss, a negative one multiplies the extra by its
 * opposite. One instance per thread, reused.
 */
public final class ExtrasAllocation {
  private final boolean negativeZeroAdds;

  /** Of what is returned: share of the item's D, share of its U; one of them is 0. */
  private float[] returnsOfDed = new float[0];

  private float[] returnsOfUnder = new float[0];

  /** New O: a part of the old, and a share of the loss. */
  private float[] keepsOver = new float[0];

  private float[] addsOver = new float[0];

  /** New U: a part of the old, and a share of the loss. */
  private float[] keepsUnder = new float[0];

  private float[] addsUnder = new float[0];

  /** What is added to D, as a share of the loss. */
  private float[] addsDed = new float[0];

  /** What is left of the loss. */
  private float[] ofLoss = new float[0];

  /** What is returned to the item at hand. */
  private float[] returned = new float[0];

  /** Loss, D, O and U of the items at hand. */
  private float[] l = new float[0];

  private float[] d = new float[0];
  private float[] o = new float[0];
  private float[] u = new float[0];

  /**
   * Makes room for nothing yet.
   *
   * @param negativeZeroAdds the reference's way with an extra that falls to exactly 0 at the node:
   *     its factor -0.0 counts as not negative, and the items keep the extra. By default they lose
   *     it.
   */
  public ExtrasAllocation(boolean negativeZeroAdds) {
    this.negativeZeroAdds = negativeZeroAdds;
  }

  private void ensure(int n) {
    if (ofLoss.length < Tiles.length(n)) {
      int length = Tiles.length(n);
      returnsOfDed = new float[length];
      returnsOfUnder = new float[length];
      keepsOver = new float[length];
      addsOver = new float[length];
      keepsUnder = new float[length];
      addsUnder = new float[length];
      addsDed = new float[length];
      ofLoss = new float[length];
      returned = new float[length];
      l = new float[length];
      d = new float[length];
      o = new float[length];
      u = new float[length];
    }
  }

  /**
   * Computes the factors.
   *
   * @param in loss before the terms, from 0
   * @param out loss after, from 0
   * @param dedAfter extras after the terms, at {@code a}; so the next two
   * @param dedBefore extras before, at {@code b}; so the next two
   */
  public void factors(
      float[] in,
      float[] out,
      float[] dedAfter,
      float[] overAfter,
      float[] underAfter,
      int a,
      float[] dedBefore,
      float[] overBefore,
      float[] underBefore,
      int b,
      int n) {
    ensure(n);
    for (int i = 0; i < n; i++) {
      float x = in[i];
      float y = out[i];
      float deducted = dedAfter[a + i] - dedBefore[b + i];
      float returned = 0f;
      float fd;
      float fl;
      if (deducted >= 0) {
        fd = x > 0 ? deducted / x : 0f;
        fl = x > 0 ? y / x : 0f;
      } else {
        returned = deducted;
        fd = deducted / (underAfter[a + i] > 0 ? underBefore[b + i] : dedBefore[b + i]);
        fl = y / (x - deducted);
      }
      float cut = overAfter[a + i] - overBefore[b + i];
      float fo = 0f;
      if (cut > 0) {
        fo = (float) (cut / ((double) x - returned));
      } else if (cut < 0) {
        fo = -(overAfter[a + i] / overBefore[b + i]);
      }
      float room = underAfter[a + i] - underBefore[b + i];
      float fu = 0f;
      if (room > 0) {
        fu = room / x;
      } else if (room < 0) {
        fu = -(underAfter[a + i] / underBefore[b + i]);
      }
      boolean back = fd < 0;
      returnsOfDed[i] = back && fu == 0 ? fd : 0f;
      returnsOfUnder[i] = back && fu != 0 ? fd : 0f;
      addsDed[i] = back ? 0f : fd;
      ofLoss[i] = fl;
      boolean overAdds = adds(fo);
      keepsOver[i] = overAdds ? 1f : -fo;
      addsOver[i] = overAdds ? fo : 0f;
      boolean underAdds = !back && adds(fu);
      keepsUnder[i] = underAdds ? 1f : -fu;
      addsUnder[i] = underAdds ? fu : 0f;
    }
  }

  /**
   * Changes {@code count} items (or layers) by the factors. Without branches: where the rule says
   * either one or the other, one of two factors is 0, and 1 times and 0 plus change no bit.
   *
   * @param loss their rows, one behind the other from {@code p}
   * @param ded their extras, one behind the other from {@code e}; so the next two
   */
  public void apply(
      float[] loss, int p, float[] ded, float[] over, float[] under, int e, int count, int n) {
    int repeats = Tiles.fill(returnsOfDed, n, count);
    Tiles.fill(returnsOfUnder, n, count);
    Tiles.fill(keepsOver, n, count);
    Tiles.fill(addsOver, n, count);
    Tiles.fill(keepsUnder, n, count);
    Tiles.fill(addsUnder, n, count);
    Tiles.fill(addsDed, n, count);
    Tiles.fill(ofLoss, n, count);
    int tile = repeats * n;
    int size = count * n;
    for (int from = 0; from < size; from += tile) {
      int length = Math.min(tile, size - from);
      System.arraycopy(loss, p + from, l, 0, length);
      System.arraycopy(ded, e + from, d, 0, length);
      System.arraycopy(over, e + from, o, 0, length);
      System.arraycopy(under, e + from, u, 0, length);
      change(length);
      System.arraycopy(l, 0, loss, p + from, length);
      System.arraycopy(d, 0, ded, e + from, length);
      System.arraycopy(o, 0, over, e + from, length);
      System.arraycopy(u, 0, under, e + from, length);
    }
  }

  private void change(int n) {
    returned(returned, returnsOfDed, d, returnsOfUnder, u, n);
    addShare(d, returned, addsDed, l, n);
    keepAndAdd(u, keepsUnder, addsUnder, l, n);
    subtract(l, returned, n);
    keepAndAdd(o, keepsOver, addsOver, l, n);
    BackAllocation.multiply(l, ofLoss, n);
  }

  private static void returned(
      float[] to, float[] ofDed, float[] ded, float[] ofUnder, float[] under, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = ofDed[i] * ded[i] + ofUnder[i] * under[i];
    }
  }

  private static void addShare(float[] extra, float[] amount, float[] share, float[] loss, int n) {
    for (int i = 0; i < n; i++) {
      extra[i] += amount[i] + share[i] * loss[i];
    }
  }

  private static void keepAndAdd(float[] extra, float[] keep, float[] share, float[] loss, int n) {
    for (int i = 0; i < n; i++) {
      extra[i] = keep[i] * extra[i] + share[i] * loss[i];
    }
  }

  private static void subtract(float[] loss, float[] amount, int n) {
    for (int i = 0; i < n; i++) {
      loss[i] -= amount[i];
    }
  }

  private boolean adds(float factor) {
    if (factor == 0) {
      return negativeZeroAdds || Float.floatToRawIntBits(factor) == 0;
    }
    return factor > 0;
  }
}
