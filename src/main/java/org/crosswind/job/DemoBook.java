package org.crosswind.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.TenorGrid;

/**
 * A synthetic book from a seed: netting sets with swap-like, FX-like and option-like exposures,
 * their curves, and one netting set whose cube is broken on purpose. Money is in millions.
 *
 * <p>The generator of each set is seeded with (seed, number of the set) and is {@link Random},
 * whose algorithm is part of the Java specification, so that the same seed gives the same book
 * everywhere.
 */
final class DemoBook {
  /** The shape of a netting set's exposure. */
  private enum Shape {
    SWAP,
    FX,
    OPTION
  }

  private static final double MATURITY = 10;
  private static final int QUARTERS = 40;

  private static final String[] RATINGS = {"AA", "A", "BBB", "BB", "B", "CCC"};
  private static final double[] HAZARDS = {0.0020, 0.0045, 0.0110, 0.0280, 0.0620, 0.1500};
  private static final String[] CURRENCIES = {"EUR", "USD"};
  private static final double[] RATES = {0.022, 0.038};

  private final long seed;
  private final int sets;
  private final int scenarios;
  private final TenorGrid grid;

  DemoBook(long seed, int sets, int scenarios) {
    this.seed = seed;
    this.sets = sets;
    this.scenarios = scenarios;
    double[] times = new double[QUARTERS];
    for (int i = 0; i < QUARTERS; i++) {
      times[i] = 0.25 * (i + 1);
    }
    this.grid = TenorGrid.of("demo", times);
  }

  int size() {
    return sets;
  }

  /** The set whose cube file is broken: always the same one of a book of a given size. */
  int broken() {
    return sets * 2 / 5;
  }

  String id(int set) {
    return String.format(Locale.ROOT, "NS%04d", set + 1);
  }

  private String counterparty(int set) {
    // Two or three netting sets a counterparty, as books have.
    return String.format(Locale.ROOT, "CP%04d", set * 2 / 5 + 1);
  }

  /** The book as CSV lines, header first. */
  List<String> bookCsv(String brokenCube) {
    List<String> lines = new ArrayList<>();
    lines.add("netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube");
    for (int set = 0; set < sets; set++) {
      // A counterparty has one rating and one recovery, whatever the set.
      Random random =
          new Random(seed ^ (0x9E3779B97F4A7C15L * (counterparty(set).hashCode() + 1L)));
      String rating = RATINGS[random.nextInt(RATINGS.length)];
      String recovery = random.nextInt(4) == 0 ? "0.25" : "0.4";
      String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
      lines.add(
          String.join(
              ",",
              id(set),
              counterparty(set),
              rating,
              recovery,
              currency,
              set == broken() ? brokenCube : ""));
    }
    return lines;
  }

  /** The curves as CSV lines, header first: a hazard curve for each rating, two discount curves. */
  List<String> curvesCsv() {
    List<String> lines = new ArrayList<>();
    lines.add("curve_id,kind,time,value");
    double[] knots = {1, 3, 5, 10};
    double[] slope = {0.8, 1.0, 1.15, 1.3};
    for (int r = 0; r < RATINGS.length; r++) {
      for (int k = 0; k < knots.length; k++) {
        lines.add(RATINGS[r] + ",hazard," + knots[k] + "," + HAZARDS[r] * slope[k]);
      }
    }
    for (int c = 0; c < CURRENCIES.length; c++) {
      for (int i = 0; i < QUARTERS; i++) {
        double t = grid.time(i);
        lines.add(CURRENCIES[c] + ",discount," + t + "," + Math.exp(-RATES[c] * t));
      }
    }
    return lines;
  }

  /** A cube file with text where a number should be, in its third scenario. */
  static List<String> brokenCubeCsv() {
    return List.of("0.25,0.5,0.75,1.0", "1.5,2.5,0.5,0.1", "0.5,1.5,-0.5,0.2", "0.1,n/a,0.3,0.4");
  }

  /** Simulates the cube of a set into the buffer. */
  ExposureCube cube(int set, CubeBuffer buffer) {
    double[] values = buffer.array(scenarios * QUARTERS);
    Random random = new Random(seed + 1_000_003L * set);
    Shape shape = Shape.values()[set % Shape.values().length];
    double notional = Math.exp(2 + 1.2 * random.nextGaussian());
    double sign = random.nextBoolean() ? 1 : -1;
    double maturity = MATURITY * (0.3 + 0.7 * random.nextDouble());
    double volatility = shape == Shape.SWAP ? 0.009 : 0.11 + 0.08 * random.nextDouble();
    double drift = 0.002 * random.nextGaussian();
    double strike = 0.8 + 0.4 * random.nextDouble();
    for (int s = 0; s < scenarios; s++) {
      double brownian = 0;
      for (int t = 0; t < QUARTERS; t++) {
        brownian += Math.sqrt(grid.interval(t)) * random.nextGaussian();
        double time = grid.time(t);
        double left = Math.max(maturity - time, 0);
        values[t * scenarios + s] =
            switch (shape) {
              case SWAP -> sign * notional * left * (drift * time + volatility * brownian);
              case FX -> left == 0 ? 0 : sign * notional * (growth(volatility, brownian, time) - 1);
              case OPTION ->
                  left == 0
                      ? 0
                      : notional * Math.max(growth(volatility, brownian, time) - strike, 0);
            };
      }
    }
    return new ExposureCube(id(set), grid, scenarios, values, Double.NaN);
  }

  private static double growth(double volatility, double brownian, double time) {
    return Math.exp(volatility * brownian - 0.5 * volatility * volatility * time);
  }
}
