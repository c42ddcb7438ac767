package org.crosswind.calc.xva;

import org.crosswind.model.credit.BaselProfile;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;

/**
 * The regulator's view of an exposure profile (Basel CRE53.13), with the conventions of ORE's
 * exposure report: time averages are right-end sums, the running maximum starts at today's
 * exposure, and what has matured has no average.
 */
final class BaselFigures {
  private static final double DAYS_PER_YEAR = 365;

  private BaselFigures() {}

  /**
   * The figures.
   *
   * @param request the netting set
   * @param epe mean of max(V, 0) at each tenor, of the values as given
   * @param discount the discount factor of each tenor
   * @param toleranceDays how far beyond one year the first-year window reaches
   */
  static BaselProfile of(XvaRequest request, double[] epe, double[] discount, int toleranceDays) {
    ExposureCube cube = request.cube();
    TenorGrid grid = cube.grid();
    int n = grid.size();
    int alive = lastAlive(cube);
    double[] ee = new double[n];
    double[] effective = new double[n];
    double[] meanEe = new double[n];
    double[] meanEffective = new double[n];
    double running = Double.isNaN(cube.presentValue()) ? 0 : Math.max(cube.presentValue(), 0);
    double sumEe = 0;
    double sumEffective = 0;
    for (int i = 0; i < n; i++) {
      ee[i] = request.cubeValues() == CubeValues.DEFLATED ? epe[i] / discount[i] : epe[i];
      running = Math.max(running, ee[i]);
      effective[i] = running;
      sumEe += ee[i] * grid.interval(i);
      sumEffective += running * grid.interval(i);
      if (i <= alive) {
        meanEe[i] = sumEe / grid.time(i);
        meanEffective[i] = sumEffective / grid.time(i);
      }
    }
    int last = lastOfFirstYear(grid, toleranceDays, alive);
    return new BaselProfile(
        ee, effective, meanEe, meanEffective, meanEe[last], meanEffective[last]);
  }

  /**
   * The tenor that closes the first-year window: the last one in it and not matured. When not even
   * the first tenor is in it, the first interval covers the year and its end stands for it.
   */
  private static int lastOfFirstYear(TenorGrid grid, int toleranceDays, int alive) {
    // Half a day of slack: year fractions of one date differ by that much between conventions.
    double end = 1 + (toleranceDays + 0.5) / DAYS_PER_YEAR;
    int last = 0;
    while (last + 1 <= alive && grid.time(last + 1) <= end) {
      last++;
    }
    return last;
  }

  /** The last tenor at which some scenario has a value that is not zero; -1 when there is none. */
  private static int lastAlive(ExposureCube cube) {
    double[] values = cube.values();
    int i = cube.scenarios() * cube.tenors() - 1;
    while (i >= 0 && values[i] == 0) {
      i--;
    }
    return Math.floorDiv(i, cube.scenarios());
  }
}
