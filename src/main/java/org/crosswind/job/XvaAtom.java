package org.crosswind.job;

import java.util.Objects;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.format.cube.CubeReference;

/**
 * What a task needs to know of one netting set.
 *
 * @param row its row of the book
 * @param cube where its cube is
 */
record XvaAtom(NettingSetRow row, CubeReference cube) {
  XvaAtom {
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(cube, "cube");
  }
}
