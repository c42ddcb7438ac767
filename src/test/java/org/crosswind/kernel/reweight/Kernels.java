package org.crosswind.kernel.reweight;

import org.crosswind.kernel.ops.KernelVariant;

/** Makes and evaluates dependence models in tests. */
final class Kernels {
  private Kernels() {}

  /** A model by name; {@code nu} counts for Student's t alone. */
  static DependenceKernel of(String model, double parameter, double nu, RankScores scores) {
    return switch (model) {
      case "hullwhite" -> new HullWhiteKernel(parameter);
      case "gaussian" -> new GaussianKernel(parameter, scores);
      case "studentt" -> new StudentTKernel(parameter, nu, scores);
      case "clayton" -> new ClaytonKernel(parameter, scores);
      case "survival-clayton" -> new SurvivalClaytonKernel(parameter, scores);
      case "frank" -> new FrankKernel(parameter, scores);
      case "gumbel" -> new GumbelKernel(parameter, scores);
      case "worst-case" -> new WorstCaseKernel();
      case "independent" -> new IndependentKernel();
      default -> throw new IllegalArgumentException(model);
    };
  }

  static CubeColumns cube(double[] values, int scenarios) {
    return cube(KernelVariant.AUTO, values, scenarios);
  }

  static CubeColumns cube(KernelVariant variant, double[] values, int scenarios) {
    CubeColumns cube = new CubeColumns(variant.resolve());
    cube.load(values, scenarios, values.length / scenarios);
    return cube;
  }

  static double[] evaluate(DependenceKernel k, CubeColumns cube, double[] low, double[] high) {
    double[] out = new double[2 * cube.tenors()];
    double[] ee = new double[cube.tenors()];
    double[] ess = new double[cube.tenors()];
    k.evaluate(cube, low, high, ee, ess);
    System.arraycopy(ee, 0, out, 0, ee.length);
    System.arraycopy(ess, 0, out, ee.length, ess.length);
    return out;
  }

  static double relative(double a, double b) {
    return a == b ? 0 : Math.abs(a - b) / Math.abs(b);
  }
}
