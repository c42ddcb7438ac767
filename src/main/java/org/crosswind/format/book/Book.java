package org.crosswind.format.book;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Outcome;

/**
 * The netting sets of a run in the order of the file. Entry {@code i} has index {@code i}: a valid
 * row, or the failure that keeps it from being one.
 *
 * @param file where it was read
 * @param entries one for each row of the file, valid or not
 * @param ids the netting set id of each entry as far as it could be read, else empty
 */
public record Book(Path file, List<Outcome<NettingSetRow>> entries, List<String> ids) {
  /** Takes immutable copies. */
  public Book {
    entries = List.copyOf(entries);
    ids = List.copyOf(ids);
  }

  /** How many rows, valid or not. */
  public int size() {
    return entries.size();
  }

  /** The valid rows in the order of the file. */
  public List<Done<NettingSetRow>> rows() {
    return entries.stream()
        .filter(Done.class::isInstance)
        .map(entry -> (Done<NettingSetRow>) entry)
        .toList();
  }
}
