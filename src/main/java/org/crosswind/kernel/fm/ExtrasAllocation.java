package org.crosswind.kernel.fm;

/**
 * Back-allocation at a node with extras: from what the terms did to its loss and extras, factors
 * for loss, deductible, over- and under-limit; with these the items (or layers) are changed. A
 * factor that is not negative adds a share of the loss, a negative one multiplies the extra by its
 * opposite. One instance per thread, reused.
 */
public final class ExtrasAllocation {
  private final boolean negativeZeroAdds;
  private float[] ofDeductible = new float[0];
  private float[] ofOver = new float[0];
  private float[] ofUnder = new float[0];
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
      ofDeductible = new float[n];
      ofOver = new float[n];
      ofUnder = new float[n];
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
      ofDeductible[i] = fd;
      ofLoss[i] = fl;
      ofOver[i] = fo;
      ofUnder[i] = fu;
    }
  }

  /**
   * Changes one item (or layer) by the factors.
   *
   * @param loss at {@code p}
   * @param ded its extras, at {@code e}; so the next two
   */
  public void apply(float[] loss, int p, float[] ded, float[] over, float[] under, int e, int n) {
    for (int i = 0; i < n; i++) {
      float fd = ofDeductible[i];
      float fo = ofOver[i];
      float fu = ofUnder[i];
      float fl = ofLoss[i];
      float l = loss[p + i];
      int j = e + i;
      if (fd < 0) {
        float returned = fd * (fu == 0 ? ded[j] : under[j]);
        over[j] = adds(fo) ? over[j] + fo * (l - returned) : -fo * over[j];
        loss[p + i] = (l - returned) * fl;
        ded[j] += returned;
        under[j] = -fu * under[j];
      } else {
        over[j] = adds(fo) ? over[j] + fo * l : -fo * over[j];
        under[j] = adds(fu) ? under[j] + fu * l : -fu * under[j];
        ded[j] += fd * l;
        loss[p + i] = l * fl;
      }
    }
  }

  private boolean adds(float factor) {
    if (factor == 0) {
      return negativeZeroAdds || Float.floatToRawIntBits(factor) == 0;
    }
    return factor > 0;
  }
}
