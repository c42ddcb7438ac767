package org.crosswind.kernel.stats;

import java.util.Arrays;

/**
 * How a sample of n rows is drawn again: the specification, which {@link Resampler} carries out.
 *
 * <ul>
 *   <li><b>ordinary</b>: n rows with replacement, each equally likely (B. Efron, Bootstrap methods:
 *       another look at the jackknife, Ann. Statist. 7 (1979), 1-26);
 *   <li><b>poisson</b>: each row as often as an independent Poisson variable of mean 1 says, so
 *       that the number of rows drawn varies about n; each row's count needs no other row;
 *   <li><b>moving block</b>: blocks of l neighbouring rows, their first rows equally likely among
 *       those with l - 1 rows after them, until there are n rows; the last block is cut (H. R.
 *       Kunsch, The jackknife and the bootstrap for general stationary observations, Ann. Statist.
 *       17 (1989), 1217-1241). For rows in time order with dependence over less than l rows. The
 *       rows near both ends are drawn less often;
 *   <li><b>circular block</b>: the same with the last row followed by the first, so that all rows
 *       are equally likely (D. N. Politis, J. P. Romano, 1992);
 *   <li><b>stratified</b>: each stratum, a range of neighbouring rows, is drawn again by itself, to
 *       its own size, by rows or by moving blocks: returns within their day, losses within their
 *       region.
 * </ul>
 */
public final class Resampling {
  /** Which of the schemes. */
  public enum Scheme {
    /** Rows with replacement. */
    ORDINARY("ordinary"),
    /** Poisson counts. */
    POISSON("poisson"),
    /** Blocks of neighbouring rows. */
    MOVING_BLOCK("moving-block"),
    /** Blocks that wrap around. */
    CIRCULAR_BLOCK("circular-block"),
    /** Within ranges of rows. */
    STRATIFIED("stratified");

    private final String label;

    Scheme(String label) {
      this.label = label;
    }

    /** The name in options and tables. */
    public String label() {
      return label;
    }
  }

  private final Scheme scheme;
  private final int[] starts;
  private final int blockLength;

  private Resampling(Scheme scheme, int[] starts, int blockLength) {
    this.scheme = scheme;
    this.starts = starts;
    this.blockLength = blockLength;
    if (blockLength < 1) {
      throw new IllegalArgumentException(
          "the block length is " + blockLength + ", expected 1 or more");
    }
    for (int s = 1; s < starts.length; s++) {
      if (starts[s] < starts[s - 1]) {
        throw new IllegalArgumentException(
            "stratum " + s + " begins at row " + starts[s] + ", before the one before it");
      }
    }
    if (starts.length < 2 || starts[0] != 0) {
      throw new IllegalArgumentException(
          "the strata begin at " + Arrays.toString(starts) + ", expected 0, ..., number of rows");
    }
  }

  /** Of {@code n} rows, n at least 0. */
  public static Resampling ordinary(int n) {
    return new Resampling(Scheme.ORDINARY, new int[] {0, n}, 1);
  }

  /** Of {@code n} rows. */
  public static Resampling poisson(int n) {
    return new Resampling(Scheme.POISSON, new int[] {0, n}, 1);
  }

  /**
   * Of {@code n} rows in blocks.
   *
   * @param length rows of a block, at least 1; more than n counts as n, which gives the sample
   *     itself each time
   */
  public static Resampling movingBlock(int n, int length) {
    return new Resampling(Scheme.MOVING_BLOCK, new int[] {0, n}, length);
  }

  /** Of {@code n} rows in blocks on a circle. */
  public static Resampling circularBlock(int n, int length) {
    return new Resampling(Scheme.CIRCULAR_BLOCK, new int[] {0, n}, length);
  }

  /**
   * Within strata.
   *
   * @param starts first row of each stratum, ascending from 0, and the number of rows at the end
   */
  public static Resampling stratified(int[] starts) {
    return stratified(starts, 1);
  }

  /** Within strata, by moving blocks of {@code length} rows, or of the whole stratum if shorter. */
  public static Resampling stratified(int[] starts, int length) {
    return new Resampling(Scheme.STRATIFIED, starts.clone(), length);
  }

  /**
   * The block length where nobody gives one: the nearest whole number to the cube root of the rows,
   * the order at which the variance of a mean is estimated best (P. Hall, J. L. Horowitz, B.-Y.
   * Jing, On blocking rules for the bootstrap with dependent data, Biometrika 82 (1995), 561-574).
   *
   * @param n rows, at least 0
   * @return at least 1
   */
  public static int defaultBlockLength(int n) {
    return Math.max(1, (int) Math.rint(StrictMath.cbrt(n)));
  }

  /** Which scheme. */
  public Scheme scheme() {
    return scheme;
  }

  /** Number of rows n of the sample. */
  public int rows() {
    return starts[starts.length - 1];
  }

  /** Number of strata; 1 but for the stratified scheme. */
  public int strata() {
    return starts.length - 1;
  }

  /** First row of stratum {@code s}; of the number of strata: the number of rows. */
  public int start(int s) {
    return starts[s];
  }

  /** Rows of a block; 1 where rows are drawn alone. */
  public int blockLength() {
    return blockLength;
  }
}
