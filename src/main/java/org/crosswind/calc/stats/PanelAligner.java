package org.crosswind.calc.stats;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crosswind.model.market.AlignedCell;
import org.crosswind.model.market.AlignmentRule;
import org.crosswind.model.market.DayRead;
import org.crosswind.model.market.DaySeries;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.market.TimeIndex;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;

/**
 * Puts the stocks of a panel on a common time index, day by day, and counts what that costs.
 *
 * <p>A cell takes part in the index of its day when it was read without failure and has the minimum
 * of observations; one bad stock so does not thin out the others. Nothing is carried from one day
 * to the next.
 */
public final class PanelAligner {
  private final AlignmentRule rule;

  /** Aligns by this rule. */
  public PanelAligner(AlignmentRule rule) {
    this.rule = rule;
  }

  /**
   * Aligns a panel.
   *
   * @param stocks as read
   * @return stock by stock in the order given, each with a cell for every day that any stock has,
   *     ascending; a stock that failed as a whole has one cell, without a day
   */
  public List<AlignedCell> align(List<StockRead> stocks) {
    SortedSet<LocalDate> days = new TreeSet<>();
    List<Map<LocalDate, DayRead>> byStock = new ArrayList<>();
    for (StockRead stock : stocks) {
      Map<LocalDate, DayRead> own = new HashMap<>();
      stock.days().forEach(day -> own.put(day.day(), day));
      days.addAll(own.keySet());
      byStock.add(own);
    }
    Map<LocalDate, AlignedCell[]> cells = new TreeMap<>();
    for (LocalDate day : days) {
      cells.put(day, day(day, stocks, byStock));
    }
    List<AlignedCell> aligned = new ArrayList<>();
    for (int s = 0; s < stocks.size(); s++) {
      if (stocks.get(s).failure().isPresent()) {
        aligned.add(failedStock(stocks.get(s)));
        continue;
      }
      for (LocalDate day : days) {
        aligned.add(cells.get(day)[s]);
      }
    }
    return aligned;
  }

  private AlignedCell[] day(
      LocalDate day, List<StockRead> stocks, List<Map<LocalDate, DayRead>> byStock) {
    List<DaySeries> participants = new ArrayList<>();
    String lacking = null;
    for (int s = 0; s < stocks.size(); s++) {
      DayRead read = byStock.get(s).get(day);
      if (read != null) {
        read.series()
            .filter(series -> series.size() >= rule.minimumObservations())
            .ifPresent(participants::add);
      } else if (lacking == null && stocks.get(s).failure().isEmpty()) {
        lacking = stocks.get(s).stock();
      }
    }
    TimeIndex index =
        switch (rule.index()) {
          case OWN -> null;
          case INTERSECTION -> TimeIndex.intersection(participants);
          case UNION -> TimeIndex.union(participants);
          case GRID -> rule.grid();
        };
    boolean dropped = rule.calendar() == AlignmentRule.Calendar.COMMON && lacking != null;
    AlignedCell[] cells = new AlignedCell[stocks.size()];
    for (int s = 0; s < cells.length; s++) {
      StockRead stock = stocks.get(s);
      DayRead read = byStock.get(s).get(day);
      if (read == null) {
        cells[s] = absent(stock.stock(), day, index);
      } else if (read.failure().isPresent()) {
        cells[s] = failed(stock, read, index, read.failure().get());
      } else if (dropped) {
        cells[s] =
            failed(
                stock,
                read,
                index,
                new Failure(
                    FailureReason.INVALID,
                    where(stock, day),
                    "the day is not common to all stocks: " + lacking + " has no rows of it"));
      } else {
        cells[s] = cell(stock, read, read.series().get(), index);
      }
    }
    return cells;
  }

  private AlignedCell cell(StockRead stock, DayRead read, DaySeries own, TimeIndex index) {
    int minimum = rule.minimumObservations();
    if (own.size() < minimum) {
      return failed(
          stock,
          read,
          index,
          new Failure(
              FailureReason.INVALID,
              where(stock, read.day()),
              "the day has " + prices(own.size()) + ", expected at least " + minimum));
    }
    if (index == null) {
      return new AlignedCell(
          stock.stock(),
          Optional.of(read.day()),
          read.rows(),
          read.irregular(),
          own.size(),
          own.size(),
          0,
          0,
          0,
          Optional.of(own),
          Optional.empty());
    }
    int[] times = new int[index.size()];
    double[] values = new double[index.size()];
    int kept = 0;
    int exact = 0;
    int j = 0;
    for (int i = 0; i < index.size(); i++) {
      int time = index.time(i);
      while (j < own.size() && own.time(j) <= time) {
        j++;
      }
      boolean here = j > 0 && own.time(j - 1) == time;
      if (here || (j > 0 && mayFill(time - own.time(j - 1)))) {
        times[kept] = time;
        values[kept++] = own.price(j - 1);
        exact += here ? 1 : 0;
      }
    }
    Optional<DaySeries> series = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    if (kept < minimum) {
      failure =
          Optional.of(
              new Failure(
                  FailureReason.INVALID,
                  where(stock, read.day()),
                  "of "
                      + prices(own.size())
                      + " "
                      + kept
                      + " are left on the day's common index of "
                      + index.size()
                      + " times, expected at least "
                      + minimum));
    } else {
      series =
          Optional.of(
              DaySeries.ofOwned(
                  stock.stock(),
                  read.day(),
                  Arrays.copyOf(times, kept),
                  Arrays.copyOf(values, kept)));
    }
    return new AlignedCell(
        stock.stock(),
        Optional.of(read.day()),
        read.rows(),
        read.irregular(),
        own.size(),
        index.size(),
        own.size() - exact,
        index.size() - kept,
        kept - exact,
        series,
        failure);
  }

  private boolean mayFill(int age) {
    return rule.fill() == AlignmentRule.Fill.PREVIOUS
        && (rule.fillLimit() == 0 || age <= rule.fillLimit());
  }

  private static String prices(int count) {
    return count + (count == 1 ? " price" : " prices");
  }

  private static String where(StockRead stock, LocalDate day) {
    return stock.source() + " " + DaySeries.id(stock.stock(), day);
  }

  private static AlignedCell failedStock(StockRead stock) {
    return new AlignedCell(
        stock.stock(), Optional.empty(), 0, 0, 0, 0, 0, 0, 0, Optional.empty(), stock.failure());
  }

  private static AlignedCell failed(
      StockRead stock, DayRead read, TimeIndex index, Failure failure) {
    int observed = read.series().map(DaySeries::size).orElse(0);
    int size = index == null ? observed : index.size();
    return new AlignedCell(
        stock.stock(),
        Optional.of(read.day()),
        read.rows(),
        read.irregular(),
        observed,
        size,
        observed,
        size,
        0,
        Optional.empty(),
        Optional.of(failure));
  }

  private static AlignedCell absent(String stock, LocalDate day, TimeIndex index) {
    int size = index == null ? 0 : index.size();
    return new AlignedCell(
        stock, Optional.of(day), 0, 0, 0, size, 0, size, 0, Optional.empty(), Optional.empty());
  }
}
