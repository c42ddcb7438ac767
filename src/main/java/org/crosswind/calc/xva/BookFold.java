package org.crosswind.calc.xva;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Adds up a book by a tree that the places of its netting sets alone decide, so that the sum has
 * the same bits however the book was cut into tasks.
 *
 * <p>The tree is that of the binary digits of the places: 2k and 2k + 1 are added, then the sums of
 * neighbouring pairs, and so on; a place without a result is left out. A task that has the places
 * first to last can do every addition whose whole range lies between them, and passes on what is
 * left: for n sets no more than 2 log2(n) sums, instead of n. Another fold, of the whole book, goes
 * on with these. As it keeps the open branches of the tree only, its memory too is about log2(n)
 * sums.
 */
public final class BookFold {
  /**
   * The sum of neighbouring netting sets.
   *
   * @param index the place of the first of them that has a result
   * @param sum of them
   */
  public record Node(int index, XvaReplicates sum) {}

  private final int first;
  private final int last;
  private final Deque<Node> open = new ArrayDeque<>();

  /**
   * Of all sets from {@code first} to {@code last} that have results.
   *
   * @param first place of the first one, at least 0
   * @param last place of the last one
   */
  public BookFold(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** Of a whole book. */
  public static BookFold wholeBook() {
    return new BookFold(0, Integer.MAX_VALUE);
  }

  /**
   * Adds the next set, or the next sum of an earlier fold.
   *
   * @param index its place, larger than the last one
   */
  public void add(int index, XvaReplicates value) {
    if (!open.isEmpty() && open.peek().index() >= index || index < first || index > last) {
      throw new IllegalArgumentException(
          "place " + index + " does not follow the ones before, within " + first + " to " + last);
    }
    Node next = new Node(index, value);
    while (open.size() > 1) {
      Node right = open.pop();
      Node left = open.peek();
      if (level(left, right) > level(right, next) || !canAdd(left, right)) {
        open.push(right);
        break;
      }
      open.pop();
      open.push(sum(left, right));
    }
    open.push(next);
  }

  /** What is left when all were added, in ascending order: of a whole book one sum, or none. */
  public List<Node> finish() {
    while (open.size() > 1) {
      Node right = open.pop();
      Node left = open.peek();
      if (!canAdd(left, right)) {
        open.push(right);
        break;
      }
      open.pop();
      open.push(sum(left, right));
    }
    List<Node> nodes = new ArrayList<>(open.size());
    open.descendingIterator().forEachRemaining(nodes::add);
    return nodes;
  }

  private static Node sum(Node left, Node right) {
    return new Node(left.index(), left.sum().plus(right.sum()));
  }

  /** The height of the lowest branch of the tree that holds both. */
  private static int level(Node left, Node right) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(left.index() ^ right.index());
  }

  /** Whether no other set can stand in the branch that holds both. */
  private boolean canAdd(Node left, Node right) {
    int level = level(left, right);
    long low = (long) left.index() >> level << level;
    return low >= first && low + (1L << level) - 1 <= last;
  }
}
