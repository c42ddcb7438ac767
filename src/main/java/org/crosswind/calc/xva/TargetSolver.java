package org.crosswind.calc.xva;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Finds the model parameter at which a figure of one netting set reaches a target: calibration to a
 * quoted alpha or CVA, and reverse stress.
 *
 * <p>The metric must cross the target between the two ends of the bracket and is taken to be
 * continuous. An end point within the tolerance is returned at once; otherwise the search keeps a
 * crossing bracketed ({@link RootFinder}). What no model changes is computed once for the whole
 * search. Uses the calculator it was given: one per thread.
 */
public final class TargetSolver {
  private static final double ALPHA_TOLERANCE = 1e-4;
  private static final int ALPHA_ITERATIONS = 60;
  private static final double CVA_TOLERANCE = 1e-8;
  private static final int CVA_ITERATIONS = 80;

  private final XvaCalculator calculator;

  /** Solves with that calculator. */
  public TargetSolver(XvaCalculator calculator) {
    this.calculator = Objects.requireNonNull(calculator, "calculator");
  }

  /**
   * The parameter at which alpha is {@code target}, within 1e-4, in at most 60 iterations.
   *
   * @param request the netting set; its models are not used
   * @param factory the model of a parameter, for instance {@code x -> ModelSpec.of("hullwhite", x)}
   * @param lo lower end of the bracket, finite
   * @param hi upper end, more than {@code lo}
   * @throws FailureException as {@link #solve}
   */
  public SolveRecord calibrateToAlpha(
      XvaRequest request, DoubleFunction<ModelSpec> factory, double target, double lo, double hi) {
    return solve(
        request, factory, target, SolveMetric.ALPHA, lo, hi, ALPHA_TOLERANCE, ALPHA_ITERATIONS);
  }

  /**
   * The parameter at which the wrong-way CVA is {@code target}, in at most 80 iterations, within
   * 1e-8 of the larger of target and baseline CVA: the currency does not matter. For wayfault's
   * absolute 1e-8 call {@link #solve} with it.
   *
   * @throws FailureException as {@link #solve}
   */
  public SolveRecord calibrateToCva(
      XvaRequest request, DoubleFunction<ModelSpec> factory, double target, double lo, double hi) {
    checkBracket(request, target, lo, hi);
    calculator.begin(request);
    double scale = Math.max(Math.abs(target), Math.abs(calculator.baselineCva()));
    return search(
        request,
        factory,
        target,
        SolveMetric.WWR_CVA,
        lo,
        hi,
        CVA_TOLERANCE * scale,
        CVA_ITERATIONS);
  }

  /**
   * Reverse stress: the parameter at which a metric of choice breaches {@code target}, within 1e-4
   * in the metric's unit, in at most 60 iterations.
   *
   * @throws FailureException as {@link #solve}
   */
  public SolveRecord findBreakpoint(
      XvaRequest request,
      DoubleFunction<ModelSpec> factory,
      double target,
      SolveMetric metric,
      double lo,
      double hi) {
    return solve(request, factory, target, metric, lo, hi, ALPHA_TOLERANCE, ALPHA_ITERATIONS);
  }

  /**
   * The general search.
   *
   * @param tolerance on the metric, absolute, in its unit, >= 0
   * @param maxIterations evaluations inside the bracket, >= 0; when they do not suffice the record
   *     says so and holds the best point tried, or {@code lo} when none was allowed
   * @throws FailureException when target or bracket are not numbers in order, when the metric does
   *     not cross the target between the ends, when the metric is NaN somewhere, and whatever a
   *     model throws
   */
  public SolveRecord solve(
      XvaRequest request,
      DoubleFunction<ModelSpec> factory,
      double target,
      SolveMetric metric,
      double lo,
      double hi,
      double tolerance,
      int maxIterations) {
    checkBracket(request, target, lo, hi);
    if (!(tolerance >= 0) || maxIterations < 0) {
      throw FailureException.of(
          FailureReason.INVALID,
          request.id(),
          "tolerance is "
              + tolerance
              + " and the limit of iterations "
              + maxIterations
              + ", expected numbers >= 0");
    }
    calculator.begin(request);
    return search(request, factory, target, metric, lo, hi, tolerance, maxIterations);
  }

  private SolveRecord search(
      XvaRequest request,
      DoubleFunction<ModelSpec> factory,
      double target,
      SolveMetric metric,
      double lo,
      double hi,
      double tolerance,
      int maxIterations) {
    double atLo = evaluate(request, factory, metric, lo) - target;
    double atHi = evaluate(request, factory, metric, hi) - target;
    boolean endPointHit = Math.abs(atLo) <= tolerance || Math.abs(atHi) <= tolerance;
    if (!endPointHit && RootFinder.sameSide(atLo, atHi)) {
      throw FailureException.of(
          FailureReason.INVALID,
          request.id(),
          metric.name()
              + " is "
              + (atLo + target)
              + " at "
              + lo
              + " and "
              + (atHi + target)
              + " at "
              + hi
              + ", expected the target "
              + target
              + " between them");
    }
    RootFinder.Root root =
        RootFinder.find(
            x -> evaluate(request, factory, metric, x) - target,
            lo,
            atLo,
            hi,
            atHi,
            tolerance,
            maxIterations);
    XvaResult result = at(factory, root.x());
    return new SolveRecord(
        root.x(),
        metric.value().applyAsDouble(result),
        target,
        root.iterations(),
        root.converged(),
        result);
  }

  private XvaResult at(DoubleFunction<ModelSpec> factory, double parameter) {
    return calculator.result(List.of(calculator.evaluate(factory.apply(parameter))));
  }

  private double evaluate(
      XvaRequest request, DoubleFunction<ModelSpec> factory, SolveMetric metric, double parameter) {
    double value = metric.value().applyAsDouble(at(factory, parameter));
    if (Double.isNaN(value)) {
      throw FailureException.of(
          FailureReason.NOT_COMPUTABLE,
          request.id(),
          metric.name() + " is NaN at the parameter " + parameter + ", expected a number");
    }
    return value;
  }

  private static void checkBracket(XvaRequest request, double target, double lo, double hi) {
    if (!Double.isFinite(target)) {
      throw FailureException.of(
          FailureReason.INVALID,
          request.id(),
          "the target is " + target + ", expected a finite number");
    }
    if (!(lo < hi) || !Double.isFinite(lo) || !Double.isFinite(hi)) {
      throw FailureException.of(
          FailureReason.INVALID,
          request.id(),
          "the bracket is " + lo + " to " + hi + ", expected finite numbers in increasing order");
    }
  }
}
