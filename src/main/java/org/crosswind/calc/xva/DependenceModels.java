package org.crosswind.calc.xva;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.crosswind.kernel.reweight.RankScores;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Turns configured models into kernels and keeps those that were asked for last, so that a run's
 * models are made once for all netting sets of a thread. Not thread-safe.
 */
public final class DependenceModels {
  /** A search tries many parameters once each; a run has far fewer models than this. */
  private static final int KEPT = 64;

  private final RankScores scores = new RankScores();
  private final Map<ModelSpec, Dependence> made = new HashMap<>();

  /** None made yet. */
  DependenceModels() {}

  /**
   * Checks name and parameters without evaluating anything; for configurations.
   *
   * @param where what to blame in messages
   * @throws FailureException when the model is unknown, listing the known ones, or a parameter is
   *     outside its domain, naming model, value and domain
   */
  public static void check(String where, ModelSpec spec) {
    make(where, spec, new RankScores());
  }

  /** Whether evaluating the model puts the exposures of each tenor in order. */
  static boolean needsOrder(ModelSpec spec) {
    return DependenceFamily.named(spec.name()).map(DependenceFamily::needsOrder).orElse(false);
  }

  /** The model, ready for this thread; fails as {@link #check} does. */
  Dependence of(String where, ModelSpec spec) {
    Dependence known = made.get(spec);
    if (known != null) {
      return known;
    }
    if (made.size() >= KEPT) {
      made.clear();
    }
    Dependence fresh = make(where, spec, scores);
    made.put(spec, fresh);
    return fresh;
  }

  private static Dependence make(String where, ModelSpec spec, RankScores scores) {
    Optional<DependenceFamily> known = DependenceFamily.named(spec.name());
    if (known.isEmpty()) {
      return custom(where, spec);
    }
    DependenceFamily family = known.get();
    try {
      return new Dependence(family.kernel(spec, scores), family.direction(spec));
    } catch (IllegalArgumentException e) {
      throw outside(where, spec, e.getMessage());
    }
  }

  private static Dependence custom(String where, ModelSpec spec) {
    CustomDependence model =
        ServiceLoader.load(CustomDependence.class).stream()
            .filter(provider -> provider.type().getName().equals(spec.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    FailureException.of(
                        FailureReason.UNKNOWN_REFERENCE,
                        where,
                        "the model is '"
                            + spec.name()
                            + "', expected one of "
                            + DependenceFamily.names()
                            + ", or the class name of a "
                            + CustomDependence.class.getName()
                            + " that is registered as a service"))
            .get();
    String expected = model.rejects(spec.parameter());
    if (!expected.isEmpty()) {
      throw outside(where, spec, "the parameter is " + spec.parameter() + ", expected " + expected);
    }
    return new Dependence(new CustomKernel(spec, model), model.direction(spec.parameter()));
  }

  private static FailureException outside(String where, ModelSpec spec, String message) {
    return FailureException.of(
        FailureReason.INVALID, where, "model " + spec.name() + ": " + message);
  }
}
