package org.crosswind.calc.xva;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.crosswind.model.credit.NonFinitePolicy;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Gradient boosting of ln(hazard) on the value with squared error (Friedman, Annals of Statistics
 * 29, 2001): start at the mean, then add trees fitted to what is left, each scaled by a rate. The
 * coefficients are those of the straight line through the boosted function at 50 equally spaced
 * values between the least and the largest seen.
 *
 * <p>The defaults are scikit-learn's: 100 trees of depth 3, rate 0.1. This is a regression, for a
 * relation that is not a straight line; it is no survival model.
 */
public final class BoostingCalibrator implements HazardCalibrator {
  private static final int GRID = 50;
  private static final double NO_RANGE = 1e-12;

  private final TreeLearner learner;
  private final int trees;
  private final int depth;
  private final double rate;

  /** 100 trees of depth 3 at rate 0.1. */
  public BoostingCalibrator(TreeLearner learner) {
    this(learner, 100, 3, 0.1);
  }

  /**
   * Other settings.
   *
   * @param trees how many, >= 1
   * @param depth of each tree, >= 1
   * @param rate share of each tree that is added, in (0, 1]
   * @throws FailureException when one is out of range
   */
  public BoostingCalibrator(TreeLearner learner, int trees, int depth, double rate) {
    this.learner = Objects.requireNonNull(learner, "learner");
    if (trees < 1 || depth < 1 || !(rate > 0 && rate <= 1)) {
      throw FailureException.of(
          FailureReason.INVALID,
          "boosting",
          trees
              + " trees of depth "
              + depth
              + " at rate "
              + rate
              + ", expected at least 1, at least 1, and a number in (0, 1]");
    }
    this.trees = trees;
    this.depth = depth;
    this.rate = rate;
  }

  @Override
  public HazardFit fit(String where, double[] values, double[] hazards) {
    double[] logs = HazardSamples.logHazards(where, values, hazards, 1, NonFinitePolicy.FAIL);
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double start = LeastSquares.mean(logs);
    if (most - least < NO_RANGE) {
      return new HazardFit(start, 0);
    }
    double[] grid = new double[GRID];
    double[] boosted = new double[GRID];
    for (int g = 0; g < GRID; g++) {
      grid[g] = g == GRID - 1 ? most : least + (most - least) * g / (GRID - 1);
      boosted[g] = start;
    }
    double[] rest = new double[logs.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = logs[i] - start;
    }
    for (int m = 0; m < trees; m++) {
      DoubleUnaryOperator tree = learner.fit(values, rest, depth);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= rate * tree.applyAsDouble(values[i]);
      }
      for (int g = 0; g < GRID; g++) {
        boosted[g] += rate * tree.applyAsDouble(grid[g]);
      }
    }
    return LeastSquares.line(grid, boosted);
  }
}
