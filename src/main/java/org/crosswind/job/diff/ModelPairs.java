package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which model of run B is compared with which of run A, for one netting set: first those that are
 * the same in all, then those of the same name in the order of the lists (a parameter has moved),
 * and last, when each side has one left, these two (the model was replaced). What is left over is
 * new or gone.
 */
final class ModelPairs {
  private ModelPairs() {}

  /**
   * A pair; {@code -1} where a side has none.
   *
   * @param a place in the list of run A
   * @param b place in the list of run B
   */
  record Pair(int a, int b) {}

  /** Pairs in the order of B, then what is gone in the order of A. */
  static List<Pair> of(List<SetResult.Model> a, List<SetResult.Model> b) {
    int[] partner = new int[b.size()];
    Arrays.fill(partner, -1);
    boolean[] taken = new boolean[a.size()];
    match(partner, taken, (i, k) -> a.get(i).sameAs(b.get(k)));
    match(partner, taken, (i, k) -> a.get(i).name().equals(b.get(k).name()));
    if (count(taken) == 1 && Arrays.stream(partner).filter(p -> p < 0).count() == 1) {
      match(partner, taken, (i, k) -> true);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; k < partner.length; k++) {
      pairs.add(new Pair(partner[k], k));
    }
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        pairs.add(new Pair(i, -1));
      }
    }
    return pairs;
  }

  /** Whether two places belong together. */
  private interface Fits {
    boolean test(int a, int b);
  }

  private static void match(int[] partner, boolean[] taken, Fits fits) {
    for (int k = 0; k < partner.length; k++) {
      for (int i = 0; i < taken.length && partner[k] < 0; i++) {
        if (!taken[i] && fits.test(i, k)) {
          taken[i] = true;
          partner[k] = i;
        }
      }
    }
  }

  private static int count(boolean[] taken) {
    int free = 0;
    for (boolean one : taken) {
      free += one ? 0 : 1;
    }
    return free;
  }
}
