package org.crosswind.format.book;

import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.ModelSpec;

/**
 * One valid row of the book.
 *
 * @param id of the netting set, not empty, unique in the book
 * @param counterparty its counterparty, not empty
 * @param creditCurve id of its hazard or survival curve
 * @param recovery in [0, 1)
 * @param discountCurve id of its discount curve, empty for none
 * @param cube its cube as written, {@code file} or {@code file#id} relative to the book; empty when
 *     the cube is the row of its id in the cube table or store of the run
 * @param cubeValues what the numbers of its cube are
 * @param model its own model instead of the run's list, when the row has one
 * @param where the row's place, {@code book.csv:17}, for messages about what it refers to
 */
public record NettingSetRow(
    String id,
    String counterparty,
    String creditCurve,
    double recovery,
    String discountCurve,
    String cube,
    CubeValues cubeValues,
    Optional<ModelSpec> model,
    String where) {
  /** Checks that nothing is null. */
  public NettingSetRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(counterparty, "counterparty");
    Objects.requireNonNull(creditCurve, "creditCurve");
    Objects.requireNonNull(discountCurve, "discountCurve");
    Objects.requireNonNull(cube, "cube");
    Objects.requireNonNull(cubeValues, "cubeValues");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(where, "where");
  }

  /** Whether a discount curve is named. */
  public boolean hasDiscountCurve() {
    return !discountCurve.isEmpty();
  }

  /** Whether the row names its own cube file. */
  public boolean hasCube() {
    return !cube.isEmpty();
  }
}
