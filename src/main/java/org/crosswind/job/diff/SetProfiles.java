package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosswind.calc.xva.CvaSide;

/** The profiles of one netting set: what all models share, and a conditional exposure for each. */
final class SetProfiles {
  private final String id;
  private final List<double[]> shared = new ArrayList<>(); // time, epe, survival, pd, discount
  private final List<double[]> conditional = new ArrayList<>();
  private double[] current = new double[0];
  private int rowsOfCurrent;

  SetProfiles(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** How many models have a profile. */
  int models() {
    return conditional.size() + (rowsOfCurrent > 0 ? 1 : 0);
  }

  /**
   * Takes a row of the table, in its order.
   *
   * @param tenor place in the grid; 0 begins a model
   * @param row time, epe, survival, default probability, discount factor
   */
  void add(int tenor, double conditionalEe, double... row) {
    if (tenor == 0 && rowsOfCurrent > 0) {
      endModel();
    }
    if (conditional.isEmpty()) {
      shared.add(row);
    }
    if (rowsOfCurrent == current.length) {
      current = Arrays.copyOf(current, Math.max(16, 2 * current.length));
    }
    current[rowsOfCurrent++] = conditionalEe;
  }

  private void endModel() {
    conditional.add(Arrays.copyOf(current, rowsOfCurrent));
    rowsOfCurrent = 0;
  }

  /**
   * One side of an attribution.
   *
   * @param model which of the set's models, or -1 for the CVA without dependence
   */
  CvaSide side(SetResult set, int model) {
    if (rowsOfCurrent > 0) {
      endModel();
    }
    double[] discount = column(4);
    if (set.deflated()) {
      Arrays.fill(discount, 1);
    }
    double[] epe = column(1);
    return new CvaSide(
        column(0),
        epe,
        model < 0 ? epe : conditional.get(model),
        column(2),
        column(3),
        discount,
        1 - set.recovery());
  }

  /** Whether every model has a value for each tenor. */
  boolean isWhole() {
    return rowsOfCurrent == shared.size()
        || (rowsOfCurrent == 0 && !conditional.isEmpty())
            && conditional.stream().allMatch(c -> c.length == shared.size());
  }

  private double[] column(int k) {
    return shared.stream().mapToDouble(row -> row[k]).toArray();
  }
}
