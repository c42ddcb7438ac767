package org.crosswind.calc.fm;

import java.util.Arrays;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Insured value (TIV) of groups: the sum over the distinct coverages of all their items. */
final class InsuredValues {
  private final FmStaticFiles files;
  private final int[] childStart;
  private final int[] children;
  private final int itemCount;
  private int[] seen = new int[0];
  private int round;
  private int[] stack = new int[64];

  InsuredValues(FmStaticFiles files, int[] childStart, int[] children, int itemCount) {
    this.files = files;
    this.childStart = childStart;
    this.children = children;
    this.itemCount = itemCount;
  }

  /** Insured value of a node in f64, whatever of it an event touches. */
  double under(int node) {
    if (!files.hasInsuredValues()) {
      throw FailureException.of(
          FailureReason.MISSING,
          files.folder(),
          "a calculation rule uses the insured value, expected the tables items and coverages");
    }
    int[] coverageOfItem = files.items().orElseThrow().coverageId();
    float[] tiv = files.coverages().orElseThrow().tiv();
    if (seen.length == 0) {
      seen = new int[tiv.length + 1];
    }
    round++;
    double sum = 0;
    int depth = 0;
    stack[depth++] = node;
    while (depth > 0) {
      int v = stack[--depth];
      if (v < itemCount) {
        if (v >= coverageOfItem.length || coverageOfItem[v] < 1 || coverageOfItem[v] > tiv.length) {
          throw FailureException.of(
              FailureReason.UNKNOWN_REFERENCE,
              files.folder(),
              "item " + (v + 1) + " has no coverage with an insured value");
        }
        if (seen[coverageOfItem[v]] != round) {
          seen[coverageOfItem[v]] = round;
          sum += tiv[coverageOfItem[v] - 1];
        }
        continue;
      }
      int count = childStart[v + 1] - childStart[v];
      if (depth + count > stack.length) {
        stack = Arrays.copyOf(stack, Math.max(2 * stack.length, depth + count));
      }
      // The last child first, so that the first is taken from the stack first.
      for (int k = childStart[v + 1] - 1; k >= childStart[v]; k--) {
        stack[depth++] = children[k];
      }
    }
    return sum;
  }
}
