package org.crosswind.calc.xva;

import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one netting set, or summed over several, with their bootstrap replicates and what
 * each scenario contributes to their sampling error. Everything here is additive over netting sets:
 * {@link #plus} adds element by element.
 *
 * <p>Figures in order: time-weighted EPE, baseline CVA, then the wrong-way CVA of each model. Alpha
 * is none of them: it is a ratio, made of the sums.
 *
 * <p>Arrays are shared, do not modify.
 */
public final class XvaReplicates {
  /** Place of the time-weighted expected positive exposure. */
  public static final int EPE = 0;

  /** Place of the baseline CVA. */
  public static final int BASELINE = 1;

  /** Place of the wrong-way CVA of the first model. */
  public static final int MODELS = 2;

  private final int sets;
  private final double[] estimates;
  private final double[][] replicates;
  private final double[] moments;
  private final Map<Integer, double[][]> influences;

  /**
   * All parts.
   *
   * @param sets how many netting sets they are the sum of
   * @param estimates a figure each
   * @param replicates a figure each, a replicate each
   * @param moments of {@link InfluenceMoments}, of the sets whose scenarios are their own
   * @param influences of the sets that share scenarios: by number of scenarios, a figure each, a
   *     scenario each
   */
  public XvaReplicates(
      int sets,
      double[] estimates,
      double[][] replicates,
      double[] moments,
      Map<Integer, double[][]> influences) {
    this.sets = sets;
    this.estimates = estimates;
    this.replicates = replicates;
    this.moments = moments;
    this.influences = new TreeMap<>(influences);
  }

  /** How many netting sets are in it. */
  public int sets() {
    return sets;
  }

  /** How many models. */
  public int models() {
    return estimates.length - MODELS;
  }

  /** The figures of the samples as given. */
  public double[] estimates() {
    return estimates;
  }

  /** The replicates of each figure; replicate r of all figures is of one resample. */
  public double[][] replicates() {
    return replicates;
  }

  /** Moments of the influences of scenarios that belong to one set alone. */
  public double[] moments() {
    return moments;
  }

  /** Influences of shared scenarios by their number. */
  public Map<Integer, double[][]> influences() {
    return influences;
  }

  /** The sum of both; each addition is this one's number first. */
  public XvaReplicates plus(XvaReplicates other) {
    Map<Integer, double[][]> together = new TreeMap<>(influences);
    other.influences.forEach(
        (scenarios, more) -> together.merge(scenarios, more, XvaReplicates::sum));
    return new XvaReplicates(
        sets + other.sets,
        sum(estimates, other.estimates),
        sum(replicates, other.replicates),
        sum(moments, other.moments),
        together);
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sums = new double[a.length][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sum(a[i], b[i]);
    }
    return sums;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sums = new double[a.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = a[i] + b[i];
    }
    return sums;
  }

  /**
   * The same with the wrong-way CVA of the only model as that of each of {@code count} models: a
   * netting set with a model of its own counts with it in every sum.
   */
  public XvaReplicates repeated(int count) {
    if (models() == count) {
      return this;
    }
    Map<Integer, double[][]> more = new TreeMap<>();
    influences.forEach((scenarios, own) -> more.put(scenarios, repeated(own, count)));
    double[] figures = new double[MODELS + count];
    double[][] rows = repeated(replicates, count);
    for (int f = 0; f < figures.length; f++) {
      figures[f] = estimates[Math.min(f, MODELS)];
    }
    return new XvaReplicates(sets, figures, rows, InfluenceMoments.repeated(moments, count), more);
  }

  private static double[][] repeated(double[][] own, int count) {
    double[][] rows = new double[MODELS + count][];
    for (int f = 0; f < rows.length; f++) {
      rows[f] = own[Math.min(f, MODELS)];
    }
    return rows;
  }
}
