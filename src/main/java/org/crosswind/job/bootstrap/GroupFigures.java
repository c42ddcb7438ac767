package org.crosswind.job.bootstrap;

import org.crosswind.calc.stats.BootstrapCalculator;
import org.crosswind.calc.stats.GroupSample;
import org.crosswind.calc.stats.IntervalEstimate;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The figures of a group, statistic by statistic.
 *
 * @param numbers estimate, standard error, bias, lower and upper limit of each statistic
 * @param problems why a statistic has none, or null
 */
record GroupFigures(double[] numbers, String[] problems) {
  static final int WIDTH = 5;

  /**
   * Computes them.
   *
   * @param replicates statistic s of replicate r at {@code s * count + r}
   * @param count replicates of each statistic
   */
  static GroupFigures of(
      BootstrapCalculator calculator, GroupSample group, double[] replicates, int count) {
    int statistics = replicates.length / count;
    double[] numbers = new double[WIDTH * statistics];
    String[] problems = new String[statistics];
    double[] own = new double[count];
    for (int s = 0; s < statistics; s++) {
      System.arraycopy(replicates, s * count, own, 0, count);
      try {
        IntervalEstimate found = calculator.interval(group, s, own);
        numbers[WIDTH * s] = found.estimate();
        numbers[WIDTH * s + 1] = found.standardError();
        numbers[WIDTH * s + 2] = found.bias();
        numbers[WIDTH * s + 3] = found.lower();
        numbers[WIDTH * s + 4] = found.upper();
      } catch (FailureException e) {
        if (e.failure().reason() != FailureReason.NOT_COMPUTABLE) {
          throw e;
        }
        problems[s] = e.failure().message();
      }
    }
    return new GroupFigures(numbers, problems);
  }
}
