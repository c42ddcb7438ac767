package org.crosswind.calc.xva;

/** A user's model for tests: weights grow with the grade, {@code exp(parameter x grade)}. */
public final class ExponentialGrades implements CustomDependence {
  @Override
  public void logWeights(
      double[] values,
      double[] grades,
      double from,
      double to,
      double parameter,
      double[] logWeights) {
    for (int s = 0; s < values.length; s++) {
      // At 99 the model is broken on purpose.
      logWeights[s] = parameter == 99 ? Double.NaN : parameter * grades[s];
    }
  }

  @Override
  public double direction(double parameter) {
    return parameter;
  }

  @Override
  public String rejects(double parameter) {
    return Math.abs(parameter) <= 100 ? "" : "a number in [-100, 100]";
  }
}
