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
    if (ofLoss.length < n) {
      returnsOfDed = new float[n];
      returnsOfUnder = new float[n];
      keepsOver = new float[n];
      addsOver = new float[n];
      keepsUnder = new float[n];
      addsUnder = new float[n];
      addsDed = new float[n];
      ofLoss = new float[n];
    }
  }

  /**
   * Computes the factors.
   *
   * @param in loss before the terms, at {@code p}
   * @param out loss after, at {@code q}
   * @param dedAfter extras after the terms, at {@code a}; so the next two
   * @param dedBefore extras before, at {@code b}; so the next two
   */
  public void factors(
      float[] in,
      int p,
      float[] out,
      int q,
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
      float x = in[p + i];
      float y = out[q + i];
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
   * Changes one item (or layer) by the factors. Without branches: where the rule says either one or
   * the other, one of two factors is 0, and 1 times and 0 plus change no bit.
   *
   * @param loss at {@code p}
   * @param ded its extras, at {@code e}; so the next two
   */
  public void apply(float[] loss, int p, float[] ded, float[] over, float[] under, int e, int n) {
    float[] rd = returnsOfDed;
    float[] ru = returnsOfUnder;
    float[] ad = addsDed;
    float[] ko = keepsOver;
    float[] ao = addsOver;
    float[] ku = keepsUnder;
    float[] au = addsUnder;
    float[] fl = ofLoss;
    for (int i = 0; i < n; i++) {
      float l = loss[p + i];
      float d = ded[e + i];
      float u = under[e + i];
      float returned = rd[i] * d + ru[i] * u;
      float base = l - returned;
      over[e + i] = ko[i] * over[e + i] + ao[i] * base;
      under[e + i] = ku[i] * u + au[i] * l;
      ded[e + i] = d + (returned + ad[i] * l);
      loss[p + i] = base * fl[i];
    }
  }

  private boolean adds(float factor) {
    if (factor == 0) {
      return negativeZeroAdds || Float.floatToRawIntBits(factor) == 0;
    }
    return factor > 0;
  }
}
