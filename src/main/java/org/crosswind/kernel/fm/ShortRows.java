package org.crosswind.kernel.fm;

import static org.crosswind.kernel.fm.Terms.ATTACHMENT;
import static org.crosswind.kernel.fm.Terms.DEDUCTIBLE;
import static org.crosswind.kernel.fm.Terms.LIMIT;
import static org.crosswind.kernel.fm.Terms.SHARE1;

/**
 * The most frequent rules on rows of few samples, where they are and in one loop with the factors
 * of the allocation. A row that fills no vector is over before its copies to and fro have paid; the
 * bits are those of {@link CalcRules#apply} and {@link BackAllocation#factors}.
 */
public final class ShortRows {
  /** Floats up to which a row counts as short. */
  public static final int MOST = 32;

  private ShortRows() {}

  /** Whether a rule can be applied here: 1, 2, 12 and 40. */
  public static boolean covers(int rule) {
    return rule == 1 || rule == 2 || rule == 12 || rule == 40;
  }

  /**
   * Applies a rule to a row in place.
   *
   * @param rule one that is covered
   * @param t terms, a row at {@code r}: see {@link Terms}
   * @param rows holds the row at {@code at}
   * @param n floats of the row
   */
  public static void apply(int rule, float[] t, int r, float[] rows, int at, int n) {
    float d = rule == 2 ? t[r + DEDUCTIBLE] + t[r + ATTACHMENT] : t[r + DEDUCTIBLE];
    float top = rule == 12 ? Float.POSITIVE_INFINITY : top(t[r + LIMIT] + d);
    float l = t[r + LIMIT];
    float s = rule == 2 ? t[r + SHARE1] : 1f;
    int end = at + n;
    for (int i = at; i < end; i++) {
      float x = rows[i];
      rows[i] = (x > top ? l : Select.positive(x - d)) * s;
    }
  }

  /**
   * As {@link #apply(int, float[], int, float[], int, int)}, and tells by which factor the items
   * below change.
   *
   * @param factor receives the factors from 0
   */
  public static void apply(
      int rule, float[] t, int r, float[] rows, int at, int n, float[] factor) {
    float d = rule == 2 ? t[r + DEDUCTIBLE] + t[r + ATTACHMENT] : t[r + DEDUCTIBLE];
    float top = rule == 12 ? Float.POSITIVE_INFINITY : top(t[r + LIMIT] + d);
    float l = t[r + LIMIT];
    float s = rule == 2 ? t[r + SHARE1] : 1f;
    for (int i = 0; i < n; i++) {
      float x = rows[at + i];
      float y = (x > top ? l : Select.positive(x - d)) * s;
      rows[at + i] = y;
      factor[i] = BackAllocation.factor(x, y);
    }
  }

  private static float top(float sum) {
    return sum > PlainRules.MOST ? Float.POSITIVE_INFINITY : sum;
  }
}
