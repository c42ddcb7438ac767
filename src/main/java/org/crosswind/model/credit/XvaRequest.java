package org.crosswind.model.credit;

import java.util.List;
import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Everything needed to compute one netting set.
 *
 * @param id the netting set, named in every failure
 * @param cube its simulated values, in one currency
 * @param cubeValues whether the cube is deflated already
 * @param credit the counterparty's survival
 * @param recovery fraction of the exposure recovered at default, in [0, 1)
 * @param discount discount factors; {@link DiscountCurve#none()} for ones
 * @param models the dependence models to evaluate, in order of the results; may be empty
 */
public record XvaRequest(
    String id,
    ExposureCube cube,
    CubeValues cubeValues,
    CreditCurve credit,
    double recovery,
    DiscountCurve discount,
    List<ModelSpec> models) {
  /**
   * Checks the recovery and that nothing is missing.
   *
   * @throws FailureException when the recovery is NaN or outside [0, 1)
   */
  public XvaRequest {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cube, "cube");
    Objects.requireNonNull(cubeValues, "cubeValues");
    Objects.requireNonNull(credit, "credit");
    Objects.requireNonNull(discount, "discount");
    if (!(recovery >= 0 && recovery < 1)) {
      throw FailureException.of(
          FailureReason.INVALID, id, "recovery is " + recovery + ", expected a number in [0, 1)");
    }
    models = List.copyOf(models);
  }

  /** The same netting set with other models. */
  public XvaRequest withModels(List<ModelSpec> others) {
    return new XvaRequest(id, cube, cubeValues, credit, recovery, discount, others);
  }
}
