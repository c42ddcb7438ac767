package org.crosswind.job.diff;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.table.ProfilesTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.job.RunFolder;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The profiles of a run, netting set after netting set. When they are asked for in the order of the
 * table only one set is in memory; sets passed over on the way to another one are kept until their
 * turn comes.
 */
final class ProfileStream implements AutoCloseable {
  private static final int[] COLUMNS = {
    ProfilesTable.NETTING_SET_ID,
    ProfilesTable.TENOR_INDEX,
    ProfilesTable.TENOR,
    ProfilesTable.EPE,
    ProfilesTable.CONDITIONAL_EE,
    ProfilesTable.SURVIVAL,
    ProfilesTable.MARGINAL_PD,
    ProfilesTable.DISCOUNT_FACTOR
  };

  private final RunFolder run;
  private final RunTable table;
  private final Set<String> wanted;
  private final Iterator<Path> files;
  private final Map<String, SetProfiles> passed = new HashMap<>();
  private RowSource rows;
  private int[] at;
  private boolean onRow;

  /**
   * Opens the table.
   *
   * @param wanted the sets that will be asked for; others are not kept
   */
  ProfileStream(RunFolder run, Set<String> wanted) {
    this.run = run;
    this.wanted = wanted;
    this.table = run.table(ProfilesTable.SCHEMA);
    this.files = run.required(ProfilesTable.SCHEMA).iterator();
  }

  /**
   * The profiles of a set; each can be asked for once.
   *
   * @throws FailureException when the table does not have it, with as many models as the results
   */
  SetProfiles take(SetResult set) {
    SetProfiles found = passed.remove(set.id());
    while (found == null) {
      SetProfiles next = next();
      if (next == null) {
        throw wrong(set.id(), "is in the table results but not in profiles");
      }
      if (next.id().equals(set.id())) {
        found = next;
      } else if (wanted.contains(next.id())) {
        passed.put(next.id(), next);
      }
    }
    if (found.models() != set.models().size()) {
      throw wrong(
          set.id(),
          "has profiles of " + found.models() + " models, expected " + set.models().size());
    }
    return found;
  }

  private FailureException wrong(String id, String what) {
    return FailureException.of(FailureReason.INVALID, run.id() + " " + id, what);
  }

  private SetProfiles next() {
    if (!onRow && !nextRow()) {
      return null;
    }
    SetProfiles set = new SetProfiles(rows.string(at[0]));
    do {
      set.add(
          rows.integer(at[1]),
          number(at[4]),
          number(at[2]),
          number(at[3]),
          number(at[5]),
          number(at[6]),
          number(at[7]));
    } while (nextRow() && rows.string(at[0]).equals(set.id()));
    return set;
  }

  private double number(int column) {
    return rows.isNull(column) ? Double.NaN : rows.number(column);
  }

  private boolean nextRow() {
    onRow = rows != null && rows.next();
    while (!onRow && files.hasNext()) {
      close();
      rows = table.open(files.next());
      at = table.places(rows, COLUMNS);
      onRow = rows.next();
    }
    return onRow;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
