package org.crosswind.model.credit;

import java.util.Objects;

/**
 * A dependence model and its parameter, as configured. Whether the parameter is in the model's
 * domain is checked by whoever evaluates it.
 *
 * @param name {@code independent, hullwhite, gaussian, studentt, clayton, survival-clayton, frank,
 *     gumbel, worst-case}, or the class name of a user's own model
 * @param parameter b in 1/money for Hull-White, rho or theta for copulas; 0 for the models that
 *     have none
 * @param degreesOfFreedom of the Student-t copula; NaN for every other model
 */
public record ModelSpec(String name, double parameter, double degreesOfFreedom) {
  /** Checks the name. */
  public ModelSpec {
    Objects.requireNonNull(name, "name");
  }

  /** A model with one parameter. */
  public static ModelSpec of(String name, double parameter) {
    return new ModelSpec(name, parameter, Double.NaN);
  }
}
