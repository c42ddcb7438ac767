package org.crosswind.calc.xva;

import java.util.Optional;
import java.util.ServiceLoader;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Turns a configured model into something that can be evaluated. */
public final class DependenceModels {
  private DependenceModels() {}

  /**
   * Checks name and parameters without evaluating anything; for configurations.
   *
   * @param where what to blame in messages
   * @throws FailureException when the model is unknown, listing the known ones, or a parameter is
   *     outside its domain, naming model, value and domain
   */
  public static void check(String where, ModelSpec spec) {
    of(where, spec);
  }

  /** The model, ready for one thread. */
  static Dependence of(String where, ModelSpec spec) {
    Optional<DependenceFamily> known = DependenceFamily.named(spec.name());
    if (known.isEmpty()) {
      return custom(where, spec);
    }
    DependenceFamily family = known.get();
    if (!family.accepts(spec.parameter())) {
      throw outside(where, spec, family.parameterName(), spec.parameter(), family.domain());
    }
    if (family == DependenceFamily.STUDENTT
        && !(spec.degreesOfFreedom() > 0 && Double.isFinite(spec.degreesOfFreedom()))) {
      throw outside(
          where, spec, "degrees-of-freedom", spec.degreesOfFreedom(), "a finite number > 0");
    }
    return new Dependence(kernel(where, family, spec), family.direction(spec));
  }

  private static DependenceKernel kernel(String where, DependenceFamily family, ModelSpec spec) {
    return switch (family) {
      case INDEPENDENT -> new CustomKernel(spec, (v, g, from, to, b, log) -> {});
      case HULLWHITE ->
          new CustomKernel(
              spec,
              (v, g, from, to, b, log) -> {
                for (int s = 0; s < v.length; s++) {
                  log[s] = b * v[s];
                }
              });
      default ->
          throw FailureException.of(
              FailureReason.NOT_COMPUTABLE, where, "model " + spec.name() + " has no kernel yet");
    };
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
      throw outside(where, spec, "parameter", spec.parameter(), expected);
    }
    return new Dependence(new CustomKernel(spec, model), model.direction(spec.parameter()));
  }

  private static FailureException outside(
      String where, ModelSpec spec, String name, double value, String domain) {
    return FailureException.of(
        FailureReason.INVALID,
        where,
        "the " + name + " of model " + spec.name() + " is " + value + ", expected " + domain);
  }
}
