package org.crosswind.model.market;

import java.time.LocalDate;
import java.util.Objects;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The prices of one stock on one trading day: times strictly increasing within the day, prices
 * finite and above zero, at least one. Immutable.
 */
public final class DaySeries {
  private final String stock;
  private final LocalDate day;
  private final int[] times;
  private final double[] prices;

  /**
   * Checks and copies.
   *
   * @param stock its name
   * @param day the trading day
   * @param times milliseconds since midnight, strictly increasing, in [0, 86,400,000)
   * @param prices as many, finite and &gt; 0, in any currency
   * @throws FailureException INVALID, which names stock, day and place
   */
  public DaySeries(String stock, LocalDate day, int[] times, double[] prices) {
    this(times.clone(), prices.clone(), stock, day);
  }

  /** Keeps the arrays. */
  private DaySeries(int[] times, double[] prices, String stock, LocalDate day) {
    this.stock = Objects.requireNonNull(stock, "stock");
    this.day = Objects.requireNonNull(day, "day");
    this.times = times;
    this.prices = prices;
    if (times.length == 0 || times.length != prices.length) {
      throw problem(
          times.length
              + " times and "
              + prices.length
              + " prices, expected as many of both and at least one");
    }
    int previous = -1;
    for (int i = 0; i < times.length; i++) {
      if (times[i] <= previous || times[i] >= TimeOfDay.DAY) {
        throw problem(
            "time "
                + (i + 1)
                + " is "
                + times[i]
                + " ms, expected increasing times within the day, after "
                + previous);
      }
      previous = times[i];
      if (!(prices[i] > 0 && prices[i] < Double.POSITIVE_INFINITY)) {
        throw problem("price " + (i + 1) + " is " + prices[i] + ", expected a finite number > 0");
      }
    }
  }

  /** The same checks without the copies; the caller gives the arrays away. */
  public static DaySeries ofOwned(String stock, LocalDate day, int[] times, double[] prices) {
    return new DaySeries(times, prices, stock, day);
  }

  /** How messages and tables name a cell: {@code ACME 2026-11-20}. */
  public static String id(String stock, LocalDate day) {
    return stock + " " + day;
  }

  /** The stock's name. */
  public String stock() {
    return stock;
  }

  /** The trading day. */
  public LocalDate day() {
    return day;
  }

  /** {@link #id(String, LocalDate)} of this one. */
  public String id() {
    return id(stock, day);
  }

  /** How many observations, at least one. */
  public int size() {
    return times.length;
  }

  /** The i-th time, milliseconds since midnight. */
  public int time(int i) {
    return times[i];
  }

  /** The i-th price. */
  public double price(int i) {
    return prices[i];
  }

  /** The last price of the day. */
  public double close() {
    return prices[prices.length - 1];
  }

  /** A copy of the times. */
  public int[] times() {
    return times.clone();
  }

  /** A copy of the prices. */
  public double[] prices() {
    return prices.clone();
  }

  /** Copies the prices to {@code out}, which must be long enough. */
  public void copyPrices(double[] out) {
    System.arraycopy(prices, 0, out, 0, prices.length);
  }

  private FailureException problem(String message) {
    return FailureException.of(FailureReason.INVALID, id(), message);
  }
}
