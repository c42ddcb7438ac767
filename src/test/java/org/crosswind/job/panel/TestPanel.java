package org.crosswind.job.panel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A made-up panel: log prices are Brownian with a known variance a day, the same for every return
 * of it, and jump over night. Times are 0931, 0931 + step, ...
 */
public final class TestPanel {
  private final int stocks;
  private final int days;
  private final int prices;
  private final int stepMinutes;
  private final long seed;

  public TestPanel(int stocks, int days, int prices, int stepMinutes, long seed) {
    this.stocks = stocks;
    this.days = days;
    this.prices = prices;
    this.stepMinutes = stepMinutes;
    this.seed = seed;
  }

  /** The variance of a day's log return of a stock, 0-based: a daily volatility of 1 % and more. */
  static double variance(int stock) {
    double volatility = 0.01 + 0.0025 * stock;
    return volatility * volatility;
  }

  static String name(int stock) {
    return "S" + (char) ('A' + stock / 26) + (char) ('A' + stock % 26);
  }

  /** The trading days, from 2026-01-05 on, Monday to Friday. */
  List<LocalDate> dates() {
    List<LocalDate> dates = new ArrayList<>();
    for (LocalDate day = LocalDate.of(2026, 1, 5); dates.size() < days; day = day.plusDays(1)) {
      if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        dates.add(day);
      }
    }
    return dates;
  }

  /** The lines of a stock's file. */
  List<String> lines(int stock) {
    Random random = new Random(seed * 1000 + stock);
    double log = StrictMath.log(20 + 10.0 * stock);
    double deviation = Math.sqrt(variance(stock) / (prices - 1));
    List<String> lines = new ArrayList<>();
    for (LocalDate day : dates()) {
      log += 0.005 * random.nextGaussian();
      String date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
      for (int i = 0; i < prices; i++) {
        log += i == 0 ? 0 : deviation * random.nextGaussian();
        int minute = 9 * 60 + 31 + i * stepMinutes;
        lines.add(
            String.format(
                Locale.ROOT,
                "%s,%02d%02d,%.5f",
                date,
                minute / 60,
                minute % 60,
                StrictMath.exp(log)));
      }
    }
    return lines;
  }

  /** Writes a file a stock; returns the folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int stock = 0; stock < stocks; stock++) {
      Files.writeString(
          folder.resolve(name(stock) + ".csv"), String.join("\n", lines(stock)) + "\n");
    }
    return folder;
  }

  /** Takes stocks, days, prices, step, seed and the folder. */
  public static void main(String[] args) throws IOException {
    new TestPanel(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Long.parseLong(args[4]))
        .write(Path.of(args[5]));
  }
}
