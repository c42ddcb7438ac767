package org.crosswind.model.market;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crosswind.model.run.Failure;

/**
 * What was read of one stock.
 *
 * @param stock its name
 * @param source the file or table that it stands in, as messages name it
 * @param days its days, ascending; empty when the stock failed as a whole
 * @param failure why nothing of the stock can be used: a file that is empty, is not text, or cannot
 *     be read to its end
 * @param rejected the first irregular rows, at most {@link #LISTED}
 * @param irregular how many irregular rows there were
 */
public record StockRead(
    String stock,
    String source,
    List<DayRead> days,
    Optional<Failure> failure,
    List<RejectedRow> rejected,
    long irregular) {
  /** How many irregular rows of a stock are listed one by one; the rest is counted. */
  public static final int LISTED = 1000;

  /** Copies, and checks that there are days or a failure, not both. */
  public StockRead {
    Objects.requireNonNull(stock, "stock");
    Objects.requireNonNull(source, "source");
    days = List.copyOf(days);
    rejected = List.copyOf(rejected);
    if (days.isEmpty() != failure.isPresent()) {
      throw new IllegalArgumentException(stock + ": expected days or a failure");
    }
  }

  /** A stock of which nothing can be used. */
  public static StockRead failed(String stock, String source, Failure failure) {
    return new StockRead(stock, source, List.of(), Optional.of(failure), List.of(), 0);
  }
}
