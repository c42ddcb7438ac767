package org.crosswind.model.credit;

import java.util.List;
import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A counterparty and its netting sets, simulated on the same scenarios and tenors.
 *
 * @param name the counterparty
 * @param sets at least one, all with the grid and the number of scenarios of the first
 */
public record Counterparty(String name, List<NettingSet> sets) {
  /**
   * Checks and copies the list.
   *
   * @throws FailureException naming the set that differs from the first
   */
  public Counterparty {
    Objects.requireNonNull(name, "name");
    sets = List.copyOf(sets);
    if (sets.isEmpty()) {
      throw FailureException.of(
          FailureReason.INVALID, name, "there are no netting sets, expected at least one");
    }
    ExposureCube first = sets.get(0).cube();
    for (NettingSet set : sets) {
      if (!set.cube().grid().equals(first.grid())) {
        throw FailureException.of(
            FailureReason.INVALID,
            name,
            "netting set "
                + set.name()
                + " has the tenors "
                + set.cube().grid()
                + ", expected those of "
                + sets.get(0).name()
                + ", "
                + first.grid());
      }
      if (set.cube().scenarios() != first.scenarios()) {
        throw FailureException.of(
            FailureReason.INVALID,
            name,
            "netting set "
                + set.name()
                + " has "
                + set.cube().scenarios()
                + " scenarios, expected those of "
                + sets.get(0).name()
                + ", "
                + first.scenarios());
      }
    }
  }

  /**
   * The sum of the sets, scenario by scenario, in a new array. Values of opposite sign offset each
   * other: the aggregate is what a netting agreement across all the sets would give, and a lower
   * bound of the exposure without one.
   */
  public ExposureCube aggregate() {
    ExposureCube first = sets.get(0).cube();
    double[] sum = new double[Math.multiplyExact(first.scenarios(), first.tenors())];
    double presentValue = 0;
    for (NettingSet set : sets) {
      double[] values = set.cube().values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i];
      }
      presentValue += set.cube().presentValue();
    }
    return new ExposureCube(name, first.grid(), first.scenarios(), sum, presentValue);
  }
}
