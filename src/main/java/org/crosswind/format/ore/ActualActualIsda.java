package org.crosswind.format.ore;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Year fractions by the day count convention Actual/Actual (ISDA): days that fall in a leap year
 * count 1/366, the others 1/365. Source: 2006 ISDA Definitions, section 4.16 (b).
 */
final class ActualActualIsda {
  private ActualActualIsda() {}

  /**
   * Years from one date to a later one: whole years between, then the rest of the first year, then
   * the part of the last, added in this order. Within one year the whole years are -1, which costs
   * an ulp and gives the same bits as the risk engine.
   */
  static double years(LocalDate from, LocalDate to) {
    LocalDate afterFirst = LocalDate.of(from.getYear() + 1, 1, 1);
    LocalDate last = LocalDate.of(to.getYear(), 1, 1);
    double years = to.getYear() - from.getYear() - 1;
    years += (double) ChronoUnit.DAYS.between(from, afterFirst) / from.lengthOfYear();
    years += (double) ChronoUnit.DAYS.between(last, to) / to.lengthOfYear();
    return years;
  }
}
