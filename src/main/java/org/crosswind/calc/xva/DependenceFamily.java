package org.crosswind.calc.xva;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosswind.kernel.reweight.ClaytonKernel;
import org.crosswind.kernel.reweight.DependenceKernel;
import org.crosswind.kernel.reweight.FrankKernel;
import org.crosswind.kernel.reweight.GaussianKernel;
import org.crosswind.kernel.reweight.GumbelKernel;
import org.crosswind.kernel.reweight.HullWhiteKernel;
import org.crosswind.kernel.reweight.IndependentKernel;
import org.crosswind.kernel.reweight.RankScores;
import org.crosswind.kernel.reweight.StudentTKernel;
import org.crosswind.kernel.reweight.SurvivalClaytonKernel;
import org.crosswind.kernel.reweight.WorstCaseKernel;
import org.crosswind.model.credit.Classification;
import org.crosswind.model.credit.ModelSpec;

/**
 * The dependence models that come with Crosswind: name in configurations and tables, name of the
 * parameter, its domain, and the label that wayfault gives the same model.
 */
public enum DependenceFamily {
  /** Exposure and default do not know of each other. No parameter. */
  INDEPENDENT("independent", "", "", "IndependentModel"),
  /** Hull and White (2012): the hazard is exp(a + b V); b in 1/money, wrong-way when positive. */
  HULLWHITE("hullwhite", "b", HullWhiteKernel.DOMAIN, "HullWhiteHazardModel"),
  /** Gaussian copula with correlation rho, wrong-way when positive. */
  GAUSSIAN("gaussian", "rho", GaussianKernel.DOMAIN, "GaussianCopulaModel"),
  /** Student-t copula: rho as the Gaussian one, and degrees of freedom. */
  STUDENTT("studentt", "rho", StudentTKernel.RHO_DOMAIN, "StudentTCopulaModel"),
  /** Clayton copula: high exposure and early default cluster in the tail. Always wrong-way. */
  CLAYTON("clayton", "theta", ClaytonKernel.DOMAIN, "ClaytonCopulaModel"),
  /** The Clayton copula turned around: they cluster away from the tail. Always wrong-way. */
  SURVIVAL_CLAYTON(
      "survival-clayton", "theta", SurvivalClaytonKernel.DOMAIN, "SurvivalClaytonCopulaModel"),
  /** Frank copula, no tail dependence; wrong-way when theta is positive. */
  FRANK("frank", "theta", FrankKernel.DOMAIN, "FrankCopulaModel"),
  /** Gumbel copula; 1 is independence, more is wrong-way. */
  GUMBEL("gumbel", "theta", GumbelKernel.DOMAIN, "GumbelCopulaModel"),
  /** The comonotone bound: default takes the scenarios of highest exposure. No parameter. */
  WORST_CASE("worst-case", "", "", "WorstCaseModel");

  private final String modelName;
  private final String parameterName;
  private final String domain;
  private final String label;

  DependenceFamily(String modelName, String parameterName, String domain, String label) {
    this.modelName = modelName;
    this.parameterName = parameterName;
    this.domain = domain;
    this.label = label;
  }

  /** The family of that name, or nothing: then it may be the class of a user's own model. */
  public static Optional<DependenceFamily> named(String name) {
    return Arrays.stream(values()).filter(f -> f.modelName.equals(name)).findFirst();
  }

  /** All names, separated by commas, for messages and help. */
  public static String names() {
    return Arrays.stream(values()).map(f -> f.modelName).collect(Collectors.joining(", "));
  }

  /** The name in configurations and tables, as {@code survival-clayton}. */
  public String modelName() {
    return modelName;
  }

  /** What the literature calls the parameter: b, rho or theta; empty when there is none. */
  public String parameterName() {
    return parameterName;
  }

  /** The values the parameter may take, in words; empty when there is no parameter. */
  public String domain() {
    return domain;
  }

  /** The model's label in wayfault's result, or the one it would have there. */
  public String label() {
    return label;
  }

  /** Whether its kernel works on the exposures of each tenor in order: the copulas. */
  boolean needsOrder() {
    return switch (this) {
      case INDEPENDENT, HULLWHITE, WORST_CASE -> false;
      default -> true;
    };
  }

  /**
   * The kernel of a model of this family.
   *
   * @throws IllegalArgumentException naming the parameter, its value and its domain
   */
  DependenceKernel kernel(ModelSpec spec, RankScores scores) {
    double parameter = spec.parameter();
    return switch (this) {
      case INDEPENDENT -> new IndependentKernel();
      case HULLWHITE -> new HullWhiteKernel(parameter);
      case GAUSSIAN -> new GaussianKernel(parameter, scores);
      case STUDENTT -> new StudentTKernel(parameter, spec.degreesOfFreedom(), scores);
      case CLAYTON -> new ClaytonKernel(parameter, scores);
      case SURVIVAL_CLAYTON -> new SurvivalClaytonKernel(parameter, scores);
      case FRANK -> new FrankKernel(parameter, scores);
      case GUMBEL -> new GumbelKernel(parameter, scores);
      case WORST_CASE -> new WorstCaseKernel();
    };
  }

  /**
   * The number whose sign is the direction that the model claims, used for the {@link
   * Classification}: positive is wrong-way.
   */
  double direction(ModelSpec spec) {
    return switch (this) {
      case INDEPENDENT -> 0;
      case WORST_CASE -> 1;
      default -> spec.parameter();
    };
  }
}
