package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum over a book has the same bits however it was cut. */
class BookFoldTest {
  private static XvaReplicates value(Random random) {
    double[][] rows = new double[3][4];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian() * Math.pow(10, random.nextInt(9));
      }
    }
    boolean shared = random.nextBoolean();
    return new XvaReplicates(
        1,
        rows[0].clone(),
        rows,
        new double[] {random.nextGaussian(), 1},
        shared
            ? Map.of(random.nextBoolean() ? 7 : 9, new double[][] {{random.nextGaussian()}})
            : Map.of());
  }

  private static BookFold.Node only(BookFold fold) {
    List<BookFold.Node> nodes = fold.finish();
    assertThat(nodes).hasSize(1);
    return nodes.get(0);
  }

  @Test
  void anyCutOfABookWithGapsGivesTheBitsOfTheUncutOne() {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(70);
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if (random.nextInt(4) > 0 || i == 0) {
          places.add(i);
        }
      }
      List<XvaReplicates> values = new ArrayList<>();
      places.forEach(place -> values.add(value(random)));
      BookFold uncut = BookFold.wholeBook();
      for (int i = 0; i < places.size(); i++) {
        uncut.add(places.get(i), values.get(i));
      }
      BookFold.Node expected = only(uncut);
      BookFold book = BookFold.wholeBook();
      int from = 0;
      while (from < places.size()) {
        int to = from + 1 + random.nextInt(places.size() - from);
        BookFold task = new BookFold(places.get(from), places.get(to - 1));
        for (int i = from; i < to; i++) {
          task.add(places.get(i), values.get(i));
        }
        List<BookFold.Node> left = task.finish();
        assertThat(left.size()).isLessThanOrEqualTo(14);
        left.forEach(node -> book.add(node.index(), node.sum()));
        from = to;
      }
      BookFold.Node actual = only(book);
      assertThat(actual.sum().sets()).as("seed %d", seed).isEqualTo(places.size());
      assertThat(actual.sum().estimates())
          .as("seed %d", seed)
          .isEqualTo(expected.sum().estimates());
      assertThat(actual.sum().replicates()).isDeepEqualTo(expected.sum().replicates());
      assertThat(actual.sum().moments()).isEqualTo(expected.sum().moments());
      assertThat(actual.sum().influences().keySet())
          .isEqualTo(expected.sum().influences().keySet());
      actual
          .sum()
          .influences()
          .forEach(
              (scenarios, rows) ->
                  assertThat(rows).isDeepEqualTo(expected.sum().influences().get(scenarios)));
    }
  }

  /** Failed sets inside a task's places are known to be absent, and no obstacle to additions. */
  @Test
  void aTaskPassesOnFewSumsOfManySets() {
    Random random = new Random(1);
    BookFold task = new BookFold(1, 1022);
    for (int i = 1; i <= 1022; i++) {
      if (i % 7 != 0 || i == 1022) {
        task.add(i, value(random));
      }
    }
    assertThat(task.finish().size()).isLessThanOrEqualTo(18);
  }

  @Test
  void aFoldWithoutSetsIsNothing() {
    assertThat(BookFold.wholeBook().finish()).isEmpty();
  }

  @Test
  void placesMustAscendAndBeOfTheTask() {
    BookFold task = new BookFold(4, 9);
    Random random = new Random(1);
    task.add(5, value(random));
    assertThatThrownBy(() -> task.add(5, value(random)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("place 5");
    assertThatThrownBy(() -> task.add(10, value(random)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
