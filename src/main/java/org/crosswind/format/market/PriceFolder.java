package org.crosswind.format.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A folder of text files, one a stock, sorted by the name of the stock.
 *
 * @param files one for each stock
 * @param failures stocks that have more than one file, by name
 * @param others names of files that have no ending of a price file and are passed over
 */
public record PriceFolder(
    List<StockFile> files, Map<String, Failure> failures, List<String> others) {
  /** Copies. */
  public PriceFolder {
    files = List.copyOf(files);
    failures = Map.copyOf(failures);
    others = List.copyOf(others);
  }

  /**
   * Lists a folder; names that begin with {@code .} or {@code _} are not looked at.
   *
   * @throws FailureException MISSING when it is not there or has no price file
   */
  public static PriceFolder list(Storage storage, Path folder, PriceLayout layout) {
    Map<String, List<FileStatus>> found = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (FileStatus file : storage.list(folder)) {
      String name = file.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      String stock = file.isDirectory() ? null : stock(name, layout.endings());
      if (stock == null) {
        others.add(name);
      } else {
        found.computeIfAbsent(stock, s -> new ArrayList<>()).add(file);
      }
    }
    if (found.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          Storage.name(folder),
          "has no file that ends in " + String.join(", ", layout.endings()) + " or .parquet");
    }
    List<StockFile> files = new ArrayList<>();
    Map<String, Failure> failures = new TreeMap<>();
    found.forEach(
        (stock, same) -> {
          FileStatus first = same.get(0);
          if (same.size() == 1) {
            files.add(new StockFile(stock, first.getPath().toString(), first.getLen()));
          } else {
            failures.put(
                stock,
                new Failure(
                    FailureReason.INVALID,
                    Storage.name(first.getPath()),
                    "stock " + stock + " has " + same.size() + " files, expected one"));
          }
        });
    return new PriceFolder(files, failures, others);
  }

  /** The name without the longest ending that fits; null when none does. */
  private static String stock(String name, List<String> endings) {
    String lower = name.toLowerCase(Locale.ROOT);
    return endings.stream()
        .filter(ending -> lower.endsWith(ending) && lower.length() > ending.length())
        .max(Comparator.comparingInt(String::length))
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(null);
  }
}
