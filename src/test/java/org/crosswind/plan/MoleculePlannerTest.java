package org.crosswind.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class MoleculePlannerTest {

  @Property
  void everyAtomIsInExactlyOneMoleculeAndOrderIsKept(
      @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 1000) Long> costs,
      @ForAll @IntRange(min = 1, max = 80) int molecules) {
    List<Atom<String>> atoms = atoms(costs);
    for (List<Molecule<String>> plan :
        List.of(
            MoleculePlanner.equalCount(atoms, molecules),
            MoleculePlanner.equalCost(atoms, molecules),
            MoleculePlanner.nestedLoops(atoms, molecules, Triangle.LOWER),
            MoleculePlanner.nestedLoops(atoms, molecules, Triangle.UPPER))) {
      assertThat(plan).hasSize(Math.min(molecules, atoms.size()));
      assertThat(plan.stream().flatMap(m -> m.atoms().stream()).toList()).isEqualTo(atoms);
      assertThat(plan.stream().map(Molecule::number).toList())
          .isEqualTo(IntStream.range(0, plan.size()).boxed().toList());
    }
  }

  @Property
  void equalCountsDifferByAtMostOne(
      @ForAll @IntRange(min = 1, max = 300) int n, @ForAll @IntRange(min = 1, max = 80) int m) {
    List<Molecule<String>> plan =
        MoleculePlanner.equalCount(atoms(IntStream.range(0, n).mapToObj(i -> 1L).toList()), m);
    int[] sizes = plan.stream().mapToInt(molecule -> molecule.atoms().size()).toArray();
    assertThat(Arrays.stream(sizes).max().orElseThrow() - Arrays.stream(sizes).min().orElseThrow())
        .isLessThanOrEqualTo(1);
  }

  @Property
  void noContiguousPartitionHasACheaperDearestMolecule(
      @ForAll @Size(min = 1, max = 14) List<@LongRange(min = 1, max = 50) Long> costs,
      @ForAll @IntRange(min = 1, max = 14) int molecules) {
    int m = Math.min(molecules, costs.size());
    assertThat(dearest(MoleculePlanner.equalCost(atoms(costs), molecules)))
        .isEqualTo(smallestBottleneckByTable(costs, m));
  }

  @Property
  void theDearestMoleculeStaysWithinAFairShareAndOneAtom(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 1, max = 1_000_000) Long> costs,
      @ForAll @IntRange(min = 1, max = 64) int molecules) {
    long total = costs.stream().mapToLong(Long::longValue).sum();
    long largest = costs.stream().mapToLong(Long::longValue).max().orElseThrow();
    int m = Math.min(molecules, costs.size());
    assertThat(dearest(MoleculePlanner.equalCost(atoms(costs), molecules)))
        .isLessThanOrEqualTo(total / m + largest);
  }

  @Property
  void rowsOfATriangleAreCutAsIfTheyWereAtomsOfThatCost(
      @ForAll @IntRange(min = 1, max = 200) int n, @ForAll @IntRange(min = 1, max = 16) int m) {
    List<Atom<String>> ones = atoms(IntStream.range(0, n).mapToObj(i -> 1L).toList());
    List<Atom<String>> rows = atoms(IntStream.range(0, n).mapToObj(i -> i + 1L).toList());
    assertThat(sizes(MoleculePlanner.nestedLoops(ones, m, Triangle.LOWER)))
        .isEqualTo(sizes(MoleculePlanner.equalCost(rows, m)));
    List<Atom<String>> falling = atoms(IntStream.range(0, n).mapToObj(i -> (long) n - i).toList());
    assertThat(sizes(MoleculePlanner.nestedLoops(ones, m, Triangle.UPPER)))
        .isEqualTo(sizes(MoleculePlanner.equalCost(falling, m)));
  }

  @Example
  void aLowerTriangleOfAHundredRowsInFourIsCutNearTheSquareRoots() {
    List<Atom<String>> rows = atoms(IntStream.range(0, 100).mapToObj(i -> 1L).toList());
    // 100 sqrt(1/4), sqrt(2/4), sqrt(3/4) = 50, 70.7, 86.6
    assertThat(sizes(MoleculePlanner.nestedLoops(rows, 4, Triangle.LOWER)))
        .containsExactly(50, 21, 16, 13);
  }

  @Example
  void costsThatNearlyFillALongDoNotOverflow() {
    List<Atom<String>> atoms = atoms(List.of(Long.MAX_VALUE - 3, 1L, 1L, 1L));
    assertThat(sizes(MoleculePlanner.equalCost(atoms, 2))).containsExactly(1, 3);
    assertThatThrownBy(() -> MoleculePlanner.equalCost(atoms(List.of(Long.MAX_VALUE, 1L)), 2))
        .isInstanceOf(ArithmeticException.class);
  }

  @Example
  void indexesMayHaveGapsButMustIncrease() {
    List<Atom<String>> some = List.of(new Atom<>(3, 1, "a"), new Atom<>(9, 1, "b"));
    assertThat(MoleculePlanner.equalCost(some, 5)).hasSize(2);
    List<Atom<String>> wrong = List.of(new Atom<>(3, 1, "a"), new Atom<>(3, 1, "b"));
    assertThatThrownBy(() -> MoleculePlanner.equalCount(wrong, 2))
        .hasMessage("atom index 3 after 3, expected increasing indexes");
  }

  @Example
  void theDefaultIsFourMoleculesForEachCoreButNotMoreThanAtoms() {
    assertThat(MoleculePlanner.defaultMolecules(8, 1000)).isEqualTo(32);
    assertThat(MoleculePlanner.defaultMolecules(8, 5)).isEqualTo(5);
    assertThat(MoleculePlanner.defaultMolecules(8, 0)).isEqualTo(1);
    assertThat(MoleculePlanner.defaultMolecules(Integer.MAX_VALUE, Integer.MAX_VALUE))
        .isEqualTo(Integer.MAX_VALUE);
  }

  private static List<Atom<String>> atoms(List<Long> costs) {
    List<Atom<String>> atoms = new ArrayList<>();
    for (int i = 0; i < costs.size(); i++) {
      atoms.add(new Atom<>(i, costs.get(i), "input " + i));
    }
    return atoms;
  }

  private static List<Integer> sizes(List<Molecule<String>> plan) {
    return plan.stream().map(m -> m.atoms().size()).toList();
  }

  private static long dearest(List<Molecule<String>> plan) {
    return plan.stream().mapToLong(Molecule::cost).max().orElseThrow();
  }

  /** best[k][i]: the smallest bottleneck of the first i atoms in k parts, by trying every cut. */
  private static long smallestBottleneckByTable(List<Long> costs, int m) {
    int n = costs.size();
    long[][] best = new long[m + 1][n + 1];
    Arrays.stream(best).forEach(row -> Arrays.fill(row, Long.MAX_VALUE));
    best[0][0] = 0;
    for (int k = 1; k <= m; k++) {
      for (int i = k; i <= n; i++) {
        long last = 0;
        for (int j = i; j >= k; j--) {
          last += costs.get(j - 1);
          best[k][i] = Math.min(best[k][i], Math.max(best[k - 1][j - 1], last));
        }
      }
    }
    return best[m][n];
  }
}
