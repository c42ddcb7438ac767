package org.crosswind.kernel.ops;

/**
 * Loops over ranges of {@code double[]}, in a scalar and a vector variant that agree to the bit.
 *
 * <p>A range is {@code (x, from, count)}: elements {@code from} to {@code from + count - 1}; an
 * empty range is allowed. Element-wise methods write {@code out}, which may be the input array at
 * the same offset (in place) but must not overlap it otherwise; nothing else is written.
 *
 * <p>Sums have eight lanes and a fixed tree ({@link Lanes}): element i of the range is added to
 * lane i mod 8, so a sum does not depend on the width of the machine's vectors. Their error is that
 * of pairwise-like summation, about count/8 times 1.1e-16 at worst. NaN in a range gives NaN.
 *
 * <p>Instances are stateless and may be shared between threads; {@link KernelVariant} hands them
 * out.
 */
public sealed interface ArrayOps permits ScalarArrayOps, VectorArrayOps {
  /** {@code scalar} or {@code vector}, for the manifest. */
  String name();

  /** Sum of the range; 0 when it is empty. */
  double sum(double[] x, int from, int count);

  /** Sum of max(x, 0); 0 when the range is empty. */
  double sumPositive(double[] x, int from, int count);

  /** Sum of max(-x, 0), a non-negative number; 0 when the range is empty. */
  double sumNegative(double[] x, int from, int count);

  /** Largest element, -infinity when the range is empty. */
  double max(double[] x, int from, int count);

  /** Smallest element, infinity when the range is empty. */
  double min(double[] x, int from, int count);

  /**
   * The four above in one pass: writes {@link #sumPositive}, {@link #sumNegative}, {@link #max} and
   * {@link #min} to out[0] to out[3].
   */
  void profile(double[] x, int from, int count, double[] out);

  /** {@link Transcendental#exp} of each element. */
  void exp(double[] x, int from, double[] out, int outFrom, int count);

  /** {@link Transcendental#expm1} of each element. */
  void expm1(double[] x, int from, double[] out, int outFrom, int count);

  /** {@link Transcendental#log} of each element. */
  void log(double[] x, int from, double[] out, int outFrom, int count);

  /** {@link Transcendental#log1p} of each element. */
  void log1p(double[] x, int from, double[] out, int outFrom, int count);

  /**
   * Normal probabilities that do not underflow as a whole: Phi(x) exp(peak^2/2).
   *
   * @param peak at most 0, and no element may exceed it unless it is 0; with 0 this is Phi(x).
   *     Probabilities below e^-708 of the scale are 0
   */
  void normalCdf(double[] x, int from, double peak, double[] out, int outFrom, int count);

  /**
   * Exponential weights exp(slope (x - top)), 0 where the exponent is below -708.
   *
   * @param top so that the exponent is at most about 0 everywhere (at most 709; NaN gives an
   *     undefined weight)
   */
  void tiltWeights(
      double[] x, int from, double top, double slope, double[] out, int outFrom, int count);

  /**
   * exponent ln(1 + factor x) + offset: the logarithm of a power law, accurate near factor x = 0.
   *
   * @param factor so that factor x is between 0 and 1e300 everywhere
   */
  void logPower(
      double[] x,
      int from,
      double factor,
      double exponent,
      double offset,
      double[] out,
      int outFrom,
      int count);

  /** Value of c[0] + c[1] t + c[2] t^2 + ... at each element, by Horner's rule with FMA. */
  void polynomial(double[] c, double[] t, int from, double[] out, int outFrom, int count);

  /**
   * Adds weights to running sums: lanes 0-7 take w, 8-15 take w max(x, 0), 16-23 take w^2 (the last
   * two fused). Every call but the last on the same lanes must have a multiple of eight elements.
   */
  void addPositiveWeighted(double[] w, int wFrom, double[] x, int xFrom, int count, double[] lanes);

  /** The same for elements whose x is 0: lanes 0-7 take w, 16-23 take w^2. */
  void addWeights(double[] w, int wFrom, int count, double[] lanes);

  /** Rows of a tile of {@link #addTile}: replicates of a resampling. */
  int TILE_ROWS = 16;

  /** Columns of a tile of {@link #addTile}. */
  int TILE_COLUMNS = 8;

  /**
   * Adds one tile of a matrix product: sums[16 k + r] += sum over i of counts[16 i + r] panel[8 i +
   * k], for the 16 rows r and the 8 columns k. The sum over i starts at 0 and runs upwards with
   * fused multiply-adds, and is then added once: calls with blocks of a fixed size give a sum of
   * fixed shape, whatever the machine.
   *
   * @param count how many i
   * @param sums 128 elements from {@code sFrom}
   */
  void addTile(
      double[] counts, int cFrom, double[] panel, int pFrom, int count, double[] sums, int sFrom);
}
