package org.crosswind.calc.xva;

import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The figure that a solve drives to its target.
 *
 * @param name for messages
 * @param value reads it from a result with exactly one model
 */
public record SolveMetric(String name, ToDoubleFunction<XvaResult> value) {
  /** Wrong-way CVA over baseline CVA. */
  public static final SolveMetric ALPHA =
      new SolveMetric("alpha", result -> result.models().get(0).alpha());

  /** CVA under the model. */
  public static final SolveMetric WWR_CVA =
      new SolveMetric("wwr_cva", result -> result.models().get(0).wwrCva());

  /** Alpha times effective expected positive exposure. */
  public static final SolveMetric EAD =
      new SolveMetric("ead", result -> result.models().get(0).ead());

  /** Checks that nothing is null. */
  public SolveMetric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /**
   * The metric of that name.
   *
   * @throws FailureException when there is none
   */
  public static SolveMetric named(String name) {
    return switch (name) {
      case "alpha" -> ALPHA;
      case "wwr_cva" -> WWR_CVA;
      case "ead" -> EAD;
      default ->
          throw FailureException.of(
              FailureReason.INVALID,
              "metric",
              "the metric is '" + name + "', expected one of alpha, wwr_cva, ead");
    };
  }
}
