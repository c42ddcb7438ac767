package org.crosswind.model.credit;

import java.util.List;

/**
 * Sampling errors of the figures of a netting set or of a book.
 *
 * @param epe time-weighted expected positive exposure over the whole grid, of the values as given
 * @param epeError its error
 * @param baselineCva CVA under independence
 * @param baselineError its error
 * @param models a figure a model, in the order of the request
 */
public record XvaUncertainty(
    double epe,
    Uncertainty epeError,
    double baselineCva,
    Uncertainty baselineError,
    List<Model> models) {
  /** Copies the list. */
  public XvaUncertainty {
    models = List.copyOf(models);
  }

  /**
   * What depends on the model.
   *
   * @param wwrCva wrong-way CVA
   * @param wwrError its error
   * @param alpha wrong-way CVA over baseline CVA, 1 without a baseline
   * @param alphaError its error: numerator and denominator are of the same scenarios
   */
  public record Model(double wwrCva, Uncertainty wwrError, double alpha, Uncertainty alphaError) {}
}
