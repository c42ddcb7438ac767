package org.crosswind.kernel.reweight;

/**
 * Resamples one by one, each put together as a cube: scenarios in ascending order, repeated ones
 * side by side. Right for every model, and what the others are measured against; costs a plain
 * evaluation each, and the influence of scenarios one for each of them.
 */
final class GatheredReplicates implements ReplicateKernel {
  private final DependenceKernel kernel;
  private CubeColumns gathered;
  private double[] values = new double[0];
  private double[] ee = new double[0];
  private double[] sampleSize = new double[0];

  GatheredReplicates(DependenceKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void evaluate(
      CubeColumns cube,
      double[] lower,
      double[] upper,
      ReplicateCounts counts,
      double[] conditionalEe) {
    int tenors = cube.tenors();
    for (int r = 0; r < counts.replicates(); r++) {
      int size = counts.size(r);
      reserve(cube, size, tenors);
      for (int t = 0; t < tenors; t++) {
        gather(cube, t, counts, r, t * size);
      }
      gathered.load(values, size, tenors);
      kernel.evaluate(gathered, lower, upper, ee, sampleSize);
      for (int t = 0; t < tenors; t++) {
        conditionalEe[t * counts.capacity() + r] = ee[t];
      }
    }
  }

  /** The conditional exposure of one tenor of one resample. */
  double evaluate(
      CubeColumns cube, double[] lower, double[] upper, ReplicateCounts counts, int r, int t) {
    reserve(cube, counts.size(r), 1);
    gather(cube, t, counts, r, 0);
    gathered.load(values, counts.size(r), 1);
    kernel.evaluate(gathered, new double[] {lower[t]}, new double[] {upper[t]}, ee, sampleSize);
    return ee[0];
  }

  private void gather(CubeColumns cube, int t, ReplicateCounts counts, int r, int to) {
    int scenarios = cube.scenarios();
    int place = to;
    for (int s = 0; s < scenarios; s++) {
      int count = counts.counts()[counts.from(r) + s * ReplicateCounts.TILE];
      for (int k = 0; k < count; k++) {
        values[place++] = cube.values()[t * scenarios + s];
      }
    }
  }

  @Override
  public void influence(
      CubeColumns cube, double[] lower, double[] upper, double[] factor, double[] influence) {
    int scenarios = cube.scenarios();
    int tenors = cube.tenors();
    if (scenarios < 2) {
      return;
    }
    LeaveOneOut out = new LeaveOneOut(scenarios);
    for (int left = 0; left < scenarios; left++) {
      reserve(cube, scenarios - 1, tenors);
      for (int t = 0; t < tenors; t++) {
        int from = t * scenarios;
        int to = t * (scenarios - 1);
        System.arraycopy(cube.values(), from, values, to, left);
        System.arraycopy(cube.values(), from + left + 1, values, to + left, scenarios - 1 - left);
      }
      gathered.load(values, scenarios - 1, tenors);
      kernel.evaluate(gathered, lower, upper, ee, sampleSize);
      for (int t = 0; t < tenors; t++) {
        out.values[left] += factor[t] * ee[t];
      }
    }
    out.addTo(influence);
  }

  private void reserve(CubeColumns cube, int scenarios, int tenors) {
    if ((long) scenarios * tenors > Integer.MAX_VALUE - 8) {
      throw new ArithmeticException(
          "a resample of " + scenarios + " scenarios x " + tenors + " tenors is too large to hold");
    }
    if (values.length < scenarios * tenors) {
      values = new double[scenarios * tenors];
    }
    if (ee.length < tenors) {
      ee = new double[tenors];
      sampleSize = new double[tenors];
    }
    if (gathered == null || gathered.ops() != cube.ops()) {
      gathered = new CubeColumns(cube.ops());
    }
  }
}
