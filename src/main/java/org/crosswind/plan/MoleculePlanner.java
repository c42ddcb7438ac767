package org.crosswind.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs atoms into molecules: contiguous runs in input order, each atom in exactly one, none empty.
 * Deterministic; needs no engine.
 *
 * <p>All methods take atoms whose indexes increase strictly (they need not be dense: a resumed run
 * plans only what is missing) and the number of molecules wanted, at least one. They return exactly
 * {@code min(molecules, atoms.size())} molecules, numbered from 0; no atoms give no molecules.
 */
public final class MoleculePlanner {
  /**
   * Molecules for each core by default: enough to even out bad estimates, few enough to be cheap.
   */
  public static final int MOLECULES_PER_CORE = 4;

  private MoleculePlanner() {}

  /**
   * How many molecules to make when nobody said: {@link #MOLECULES_PER_CORE} for each core, but not
   * more than there are atoms.
   *
   * @param parallelism how many molecules can run at the same time, at least 1
   * @param atoms the number of atoms, at least 0
   * @return at least 1
   */
  public static int defaultMolecules(int parallelism, int atoms) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is " + parallelism + ", expected >= 1");
    }
    long wanted = (long) parallelism * MOLECULES_PER_CORE;
    return (int) Math.max(1, Math.min(wanted, atoms));
  }

  /** Molecules whose numbers of atoms differ by at most one. For atoms of equal cost. */
  public static <T> List<Molecule<T>> equalCount(List<Atom<T>> atoms, int molecules) {
    int n = checkedSize(atoms, molecules);
    int m = Math.min(molecules, n);
    int[] cuts = new int[m + 1];
    for (int k = 1; k <= m; k++) {
      cuts[k] = (int) ((long) k * n / m);
    }
    return cut(atoms, cuts);
  }

  /**
   * Molecules of nearly equal cost: no contiguous partition into as many molecules has a cheaper
   * dearest molecule.
   *
   * <p>The smallest possible bottleneck is found exactly, by binary search over its value with a
   * greedy test (about {@code 63 m log n} steps on prefix sums; the search stops at the exact
   * integer). Among the partitions that respect it, each cut is then put where the prefix comes
   * closest to its fair share, so the molecules after the dearest one are even too.
   *
   * @throws ArithmeticException when the costs add up to more than a {@code long} holds
   */
  public static <T> List<Molecule<T>> equalCost(List<Atom<T>> atoms, int molecules) {
    int n = checkedSize(atoms, molecules);
    long[] prefix = new long[n + 1];
    for (int i = 0; i < n; i++) {
      prefix[i + 1] = Math.addExact(prefix[i], atoms.get(i).cost());
    }
    return cut(atoms, evenCuts(prefix, Math.min(molecules, n)));
  }

  /**
   * Molecules of nearly equal area for a loop within a loop, where atom {@code i} stands for row
   * {@code i} of a triangle; the atoms' own costs are not looked at. With rows of {@code 1, 2, ..,
   * n} cells the first {@code r} rows hold {@code r (r + 1) / 2} cells, so the cuts lie near {@code
   * n sqrt(k / m)}. The dearest molecule is the cheapest possible, as in {@link #equalCost}.
   *
   * @param triangle which rows are the heavy ones
   */
  public static <T> List<Molecule<T>> nestedLoops(
      List<Atom<T>> atoms, int molecules, Triangle triangle) {
    int n = checkedSize(atoms, molecules);
    long[] prefix = new long[n + 1];
    for (int i = 0; i < n; i++) {
      prefix[i + 1] = prefix[i] + (triangle == Triangle.LOWER ? i + 1 : n - i);
    }
    return cut(atoms, evenCuts(prefix, Math.min(molecules, n)));
  }

  private static <T> int checkedSize(List<Atom<T>> atoms, int molecules) {
    if (molecules < 1) {
      throw new IllegalArgumentException("cannot make " + molecules + " molecules, expected >= 1");
    }
    int previous = -1;
    for (Atom<T> atom : atoms) {
      if (atom.index() <= previous) {
        throw new IllegalArgumentException(
            "atom index " + atom.index() + " after " + previous + ", expected increasing indexes");
      }
      previous = atom.index();
    }
    return atoms.size();
  }

  /**
   * Cuts {@code 0 = c[0] < c[1] < .. < c[m] = n} with the smallest possible bottleneck.
   *
   * @param prefix prefix sums of positive costs, {@code n + 1} of them
   * @param m the number of parts, {@code 0 <= m <= n}
   */
  private static int[] evenCuts(long[] prefix, int m) {
    int n = prefix.length - 1;
    int[] cuts = new int[m + 1];
    if (m == 0) {
      return cuts;
    }
    long total = prefix[n];
    long bottleneck = smallestBottleneck(prefix, m);
    // latest[k]: the smallest cut k from which parts k .. m-1 can still cover all that follows.
    int[] earliest = new int[m + 1];
    earliest[m] = n;
    for (int k = m - 1; k > 0; k--) {
      long floor = prefix[earliest[k + 1]] - bottleneck;
      earliest[k] = lowerBound(prefix, floor, 0, earliest[k + 1]);
    }
    for (int k = 1; k <= m; k++) {
      int reach = upperBound(prefix, prefix[cuts[k - 1]] + bottleneck, cuts[k - 1], n);
      int low = Math.max(earliest[k], cuts[k - 1] + 1);
      int high = Math.min(reach, n - (m - k));
      cuts[k] = Math.max(low, Math.min(high, nearest(prefix, share(total, k, m))));
    }
    return cuts;
  }

  /** {@code total * k / m} without overflow, for {@code k <= m}. */
  private static long share(long total, int k, int m) {
    return total / m * k + total % m * k / m;
  }

  private static long smallestBottleneck(long[] prefix, int m) {
    int n = prefix.length - 1;
    long low = (prefix[n] - 1) / m + 1;
    for (int i = 0; i < n; i++) {
      low = Math.max(low, prefix[i + 1] - prefix[i]);
    }
    long high = prefix[n];
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (fits(prefix, m, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Whether {@code m} parts of at most {@code bottleneck} each can hold everything. */
  private static boolean fits(long[] prefix, int m, long bottleneck) {
    int n = prefix.length - 1;
    int at = 0;
    for (int k = 0; k < m && at < n; k++) {
      long limit = prefix[at] + bottleneck;
      at = limit < 0 ? n : upperBound(prefix, limit, at, n);
    }
    return at == n;
  }

  /** The largest {@code i} in {@code [from, to]} with {@code prefix[i] <= limit}. */
  private static int upperBound(long[] prefix, long limit, int from, int to) {
    if (limit < 0) { // the sum of two positive longs went round: no limit
      return to;
    }
    int found = Arrays.binarySearch(prefix, from, to + 1, limit);
    return found >= 0 ? found : -found - 2;
  }

  /** The smallest {@code i} in {@code [from, to]} with {@code prefix[i] >= floor}. */
  private static int lowerBound(long[] prefix, long floor, int from, int to) {
    int found = Arrays.binarySearch(prefix, from, to + 1, floor);
    return found >= 0 ? found : -found - 1;
  }

  private static int nearest(long[] prefix, long target) {
    int above = lowerBound(prefix, target, 0, prefix.length - 1);
    boolean belowIsNearer = above > 0 && target - prefix[above - 1] <= prefix[above] - target;
    return belowIsNearer ? above - 1 : above;
  }

  private static <T> List<Molecule<T>> cut(List<Atom<T>> atoms, int[] cuts) {
    List<Molecule<T>> molecules = new ArrayList<>(cuts.length - 1);
    for (int k = 0; k + 1 < cuts.length; k++) {
      molecules.add(new Molecule<>(k, atoms.subList(cuts[k], cuts[k + 1])));
    }
    return List.copyOf(molecules);
  }
}
