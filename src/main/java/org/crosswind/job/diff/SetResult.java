package org.crosswind.job.diff;

import java.util.List;

/**
 * A netting set in the results of a run.
 *
 * @param index place in the book
 * @param id netting set
 * @param counterparty its counterparty
 * @param recovery recovered share of the exposure at default
 * @param deflated whether the cube's values are deflated, so that no discount factor applies
 * @param baselineCva CVA without dependence, money
 * @param models a result for each dependence model, in the order of the run
 */
record SetResult(
    int index,
    String id,
    String counterparty,
    double recovery,
    boolean deflated,
    double baselineCva,
    List<Model> models) {
  /**
   * A result under a model.
   *
   * @param name of the model
   * @param label name and parameters, as a person reads them
   * @param probability interval or cumulative
   * @param wwrCva CVA under the model, money
   */
  record Model(String name, String label, String probability, double wwrCva) {
    /** Whether nothing about the model differs. */
    boolean sameAs(Model other) {
      return label.equals(other.label) && probability.equals(other.probability);
    }
  }
}
