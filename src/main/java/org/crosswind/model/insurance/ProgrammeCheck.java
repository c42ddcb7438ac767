package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.crosswind.model.insurance.FmProblem.Kind;

/**
 * Checks {@code fm_programme}: levels without holes, numbers in range, one parent for each group
 * and level, and every item at every level exactly once, through its group or by a restart.
 */
final class ProgrammeCheck {
  /** Groups that a programme may number beyond its rows; a bound on memory, not on portfolios. */
  private static final long SPARE_IDS = 10_000_000;

  private static final long IDS_PER_ROW = 100;

  private final FmReport report;
  private final TableSource source;
  private final int[] from;
  private final int[] level;
  private final int[] to;
  private final int rows;

  private boolean sound = true;
  private int startLevel;
  private int maxLevel;
  private int[] size;

  /** The rows of level L are {@code byLevel[levelStart[L] .. levelStart[L + 1])}, in file order. */
  private int[] byLevel;

  private int[] levelStart;

  ProgrammeCheck(FmProgramme programme, FmReport report) {
    this.report = report;
    this.source = programme.source();
    this.from = programme.fromAggId();
    this.level = programme.levelId();
    this.to = programme.toAggId();
    this.rows = programme.size();
  }

  /** The hierarchy, or empty when there are errors so that nothing can be said of the groups. */
  Optional<ProgrammeGroups> check() {
    checkRanges();
    if (!sound) {
      return Optional.empty();
    }
    sortByLevel();
    checkNoLevelIsMissing();
    if (!sound) {
      return Optional.empty();
    }
    countGroups();
    return sound ? Optional.of(followItems()) : Optional.empty();
  }

  private void checkRanges() {
    for (int r = 0; r < rows; r++) {
      int row = r;
      if (level[r] < 1) {
        error(Kind.LEVEL, row, "level_id " + level[row], "1 or more");
      } else if (level[r] > rows) {
        error(
            Kind.LEVEL,
            row,
            "level_id " + level[row] + " in a table of " + rows + " rows",
            "levels 1, 2, ... without holes");
      }
      if (from[r] == 0 || from[r] == Integer.MIN_VALUE) {
        error(
            Kind.ID_RANGE,
            row,
            "from_agg_id " + from[row],
            "a group or item from 1, or an item with a minus");
      }
      if (to[r] < 1) {
        error(Kind.ID_RANGE, row, "to_agg_id " + to[row], "a group from 1");
      }
    }
    if (rows == 0) {
      report.error(Kind.LEVEL, source::path, () -> "no row", "at least one");
      sound = false;
    }
  }

  private void sortByLevel() {
    for (int l : level) {
      maxLevel = Math.max(maxLevel, l);
    }
    levelStart = new int[maxLevel + 2];
    for (int l : level) {
      levelStart[l + 1]++;
    }
    for (int l = 1; l < levelStart.length; l++) {
      levelStart[l] += levelStart[l - 1];
    }
    int[] next = Arrays.copyOf(levelStart, levelStart.length);
    byLevel = new int[rows];
    for (int r = 0; r < rows; r++) {
      byLevel[next[level[r]]++] = r;
    }
  }

  private void checkNoLevelIsMissing() {
    for (int l = 1; l <= maxLevel; l++) {
      if (levelStart[l] == levelStart[l + 1]) {
        int missing = l;
        report.error(
            Kind.LEVEL,
            source::path,
            () -> "no row of level " + missing + ", but rows of level " + maxLevel,
            "levels 1, 2, ... without holes");
        sound = false;
      }
    }
  }

  private void countGroups() {
    startLevel = 1;
    for (int i = levelStart[1]; i < levelStart[2]; i++) {
      if (from[byLevel[i]] != to[byLevel[i]]) {
        startLevel = 0;
        break;
      }
    }
    size = new int[maxLevel + 1];
    int[] greatestRow = new int[maxLevel + 1];
    for (int r = 0; r < rows; r++) {
      grow(greatestRow, level[r], to[r], r);
      if (level[r] > startLevel) {
        grow(greatestRow, from[r] > 0 ? level[r] - 1 : startLevel, Math.abs(from[r]), r);
      }
    }
    long total = 0;
    long allowed = SPARE_IDS + IDS_PER_ROW * rows;
    for (int l = startLevel; l <= maxLevel; l++) {
      total += size[l];
      if (total > allowed) {
        int at = l;
        error(
            Kind.ID_RANGE,
            greatestRow[l],
            "number " + size[at] + " in a table of " + rows + " rows",
            "groups and items numbered 1, 2, ... (at most " + allowed + " numbers in all)");
        return;
      }
    }
  }

  private void grow(int[] greatestRow, int atLevel, int id, int row) {
    if (id > size[atLevel]) {
      size[atLevel] = id;
      greatestRow[atLevel] = row;
    }
  }

  private ProgrammeGroups followItems() {
    BitSet[] used = new BitSet[maxLevel + 1];
    int[][] parent = new int[maxLevel + 1][];
    int[] restartLevel = new int[rows];
    int[] restartParent = new int[rows];
    int[] restartChild = new int[rows];
    int restarts = 0;

    BitSet items = items();
    used[startLevel] = items;
    int itemCount = size[startLevel];
    // For each item the group it is in at the level below the one looked at; 0 when it is lost.
    int[] groupOfItem = new int[itemCount + 1];
    for (int i = items.nextSetBit(0); i >= 0; i = items.nextSetBit(i + 1)) {
      groupOfItem[i] = i;
    }
    int[] restartRow = new int[itemCount + 1];
    for (int l = startLevel + 1; l <= maxLevel; l++) {
      int[] parentRow = new int[size[l - 1] + 1];
      Arrays.fill(restartRow, 0);
      for (int i = levelStart[l]; i < levelStart[l + 1]; i++) {
        int row = byLevel[i];
        boolean restart = from[row] < 0;
        link(restart ? restartRow : parentRow, restart ? -from[row] : from[row], row);
        if (restart && (-from[row] > itemCount || !items.get(-from[row]))) {
          error(
              Kind.BROKEN_CHAIN,
              row,
              "item " + -from[row] + " begins at level " + l,
              "every item from level " + Math.max(1, startLevel) + " on");
        }
      }
      used[l] = new BitSet(size[l] + 1);
      for (int item = items.nextSetBit(0); item >= 0; item = items.nextSetBit(item + 1)) {
        int below = groupOfItem[item];
        if (below == 0) {
          continue;
        }
        int via = parentRow[below] - 1;
        int direct = restartRow[item] - 1;
        if (via >= 0 && direct >= 0) {
          error(
              Kind.TWO_PARENTS,
              direct,
              "item "
                  + item
                  + " comes to level "
                  + l
                  + " by itself and with group "
                  + below
                  + " ("
                  + source.where(via)
                  + ")",
              "one way");
        }
        if (via < 0 && direct < 0) {
          lost(item, below, l);
          groupOfItem[item] = 0;
          continue;
        }
        int row = direct >= 0 ? direct : via;
        if (direct >= 0) {
          restartLevel[restarts] = l;
          restartParent[restarts] = to[row];
          restartChild[restarts] = below;
          restarts++;
        }
        groupOfItem[item] = to[row];
        used[l].set(to[row]);
      }
      warnOfHoles(l, used[l]);
      parent[l - 1] = parentOf(parentRow);
    }
    return new ProgrammeGroups(
        startLevel,
        maxLevel,
        size,
        used,
        parent,
        Arrays.copyOf(restartLevel, restarts),
        Arrays.copyOf(restartParent, restarts),
        Arrays.copyOf(restartChild, restarts));
  }

  /** The items: what level 1 groups, or, when level 1 is the items, what level 1 and 2 name. */
  private BitSet items() {
    BitSet items = new BitSet(size[startLevel] + 1);
    for (int i = levelStart[1]; i < levelStart[2]; i++) {
      items.set(Math.abs(from[byLevel[i]]));
    }
    if (startLevel == 1 && maxLevel > 1) {
      for (int i = levelStart[2]; i < levelStart[3]; i++) {
        if (from[byLevel[i]] > 0) {
          items.set(from[byLevel[i]]);
        }
      }
    }
    return items;
  }

  private void link(int[] rowOfChild, int child, int row) {
    int before = rowOfChild[child] - 1;
    if (before < 0) {
      rowOfChild[child] = row + 1;
    } else if (to[before] == to[row]) {
      error(
          Kind.DUPLICATE,
          row,
          "the same link as " + source.where(before) + ": " + link(row),
          "each link once");
    } else {
      error(
          Kind.TWO_PARENTS,
          row,
          link(row) + ", but " + source.where(before) + " has " + link(before),
          "one parent at each level");
    }
  }

  private String link(int row) {
    return "from_agg_id " + from[row] + ", level_id " + level[row] + ", to_agg_id " + to[row];
  }

  private void lost(int item, int below, int atLevel) {
    boolean isItem = atLevel - 1 == startLevel;
    error(
        Kind.BROKEN_CHAIN,
        -1,
        "item "
            + item
            + (isItem ? "" : ", in group " + below + " of level " + (atLevel - 1) + ",")
            + " is not in any group of level "
            + atLevel,
        "a row "
            + (isItem ? item : below)
            + ","
            + atLevel
            + ",... or -"
            + item
            + ","
            + atLevel
            + ",...");
  }

  private void warnOfHoles(int atLevel, BitSet used) {
    int holes = size[atLevel] - used.cardinality();
    if (holes > 0) {
      report.warning(
          Kind.UNUSED_ID,
          source::path,
          () ->
              holes
                  + " of the numbers 1 to "
                  + size[atLevel]
                  + " of level "
                  + atLevel
                  + " name no group with items, the first "
                  + used.nextClearBit(1),
          "groups numbered 1, 2, ... without holes");
    }
  }

  private int[] parentOf(int[] parentRow) {
    for (int group = 0; group < parentRow.length; group++) {
      parentRow[group] = parentRow[group] == 0 ? 0 : to[parentRow[group] - 1];
    }
    return parentRow;
  }

  private void error(Kind kind, int row, String found, String expected) {
    sound = false;
    report.error(kind, () -> row < 0 ? source.path() : source.where(row), () -> found, expected);
  }
}
