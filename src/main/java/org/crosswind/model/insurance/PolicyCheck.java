package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.BitSet;
import org.crosswind.model.insurance.FmProblem.Kind;

/**
 * Checks {@code fm_policytc} against the groups: known groups, one policy for each layer, and
 * layers that agree along each chain of groups.
 *
 * <p>Layers begin at some level and go up to the top with the same count at every level, or are at
 * the level below the top with a single policy over all of them at the top; whatever else the
 * reference computes wrong (register D10, D11) is an error.
 */
final class PolicyCheck {
  private final FmPolicyTc policies;
  private final ProgrammeGroups groups;
  private final FmReport report;

  /** Policies of each group, by level and group. */
  private final int[][] own;

  /** For each group with more than one policy one of its rows, for messages; else 0. */
  private final int[][] firstRow;

  PolicyCheck(FmPolicyTc policies, ProgrammeGroups groups, FmReport report) {
    this.policies = policies;
    this.groups = groups;
    this.report = report;
    this.own = new int[groups.maxLevel() + 1][];
    this.firstRow = new int[groups.maxLevel() + 1][];
    for (int l = groups.startLevel(); l <= groups.maxLevel(); l++) {
      own[l] = new int[groups.size()[l] + 1];
      firstRow[l] = new int[groups.size()[l] + 1];
    }
  }

  void check() {
    long[] keys = countPolicies();
    checkDuplicates(keys);
    warnOfGroupsWithoutPolicy();
    checkLayers();
  }

  /** Counts, and returns for each known row its place in the order of groups and layers. */
  private long[] countPolicies() {
    int[] level = policies.levelId();
    int[] agg = policies.aggId();
    for (int row = 0; row < policies.size(); row++) {
      int l = level[row];
      int g = agg[row];
      if (policies.layerId()[row] < 1) {
        int found = policies.layerId()[row];
        error(Kind.ID_RANGE, row, "layer_id " + found, "1 or more");
      }
      // Level 0 holds bare items, which have no terms.
      if (l < 1 || l > groups.maxLevel()) {
        error(
            Kind.UNKNOWN_GROUP,
            row,
            "level_id " + l,
            "1 to " + groups.maxLevel() + ", as in the programme");
      } else if (g < 1 || g > groups.size()[l]) {
        error(
            Kind.UNKNOWN_GROUP,
            row,
            "agg_id " + g + " of level " + l,
            "1 to " + groups.size()[l] + ", as in the programme");
      } else {
        if (!groups.has(l, g)) {
          int at = row;
          report.warning(
              Kind.UNUSED_ID,
              () -> policies.source().where(at),
              () -> "a policy for group " + g + " of level " + l + ", which has no items",
              "a group of the programme");
        }
        if (own[l][g]++ == 0) {
          firstRow[l][g] = row;
        }
      }
    }
    return sortedKeysOfLayeredGroups();
  }

  /** The rows of groups with several policies as (layer, row), group after group. */
  private long[] sortedKeysOfLayeredGroups() {
    int[][] start = new int[own.length][];
    int total = 0;
    for (int l = Math.max(1, groups.startLevel()); l <= groups.maxLevel(); l++) {
      start[l] = new int[own[l].length];
      for (int g = 1; g < own[l].length; g++) {
        start[l][g] = total;
        total += own[l][g] > 1 ? own[l][g] : 0;
      }
    }
    long[] keys = new long[total];
    for (int row = 0; row < policies.size(); row++) {
      int l = policies.levelId()[row];
      int g = policies.aggId()[row];
      if (l >= 1 && l <= groups.maxLevel() && g >= 1 && g < own[l].length && own[l][g] > 1) {
        keys[start[l][g]++] = (long) policies.layerId()[row] << 32 | row;
      }
    }
    return keys;
  }

  private void checkDuplicates(long[] keys) {
    int from = 0;
    for (int l = Math.max(1, groups.startLevel()); l <= groups.maxLevel(); l++) {
      for (int g = 1; g < own[l].length; g++) {
        if (own[l][g] > 1) {
          int to = from + own[l][g];
          Arrays.sort(keys, from, to);
          for (int k = from + 1; k < to; k++) {
            if (keys[k] >> 32 == keys[k - 1] >> 32) {
              duplicate((int) keys[k - 1], (int) keys[k]);
            }
          }
          from = to;
        }
      }
    }
  }

  private void duplicate(int first, int second) {
    error(
        Kind.DUPLICATE,
        second,
        "level_id "
            + policies.levelId()[second]
            + ", agg_id "
            + policies.aggId()[second]
            + ", layer_id "
            + policies.layerId()[second]
            + " again, with profile_id "
            + policies.profileId()[second]
            + " after "
            + policies.profileId()[first]
            + " at "
            + policies.source().where(first),
        "each layer of a group once");
  }

  private void warnOfGroupsWithoutPolicy() {
    for (int l = Math.max(1, groups.startLevel()); l <= groups.maxLevel(); l++) {
      BitSet used = groups.used()[l];
      int without = 0;
      int first = 0;
      for (int g = used.nextSetBit(0); g >= 0; g = used.nextSetBit(g + 1)) {
        if (own[l][g] == 0 && without++ == 0) {
          first = g;
        }
      }
      if (without > 0) {
        int count = without;
        int level = l;
        int example = first;
        report.warning(
            Kind.NO_POLICY,
            policies.source()::path,
            () ->
                count
                    + " groups of level "
                    + level
                    + " have no policy, the first "
                    + example
                    + "; nothing is applied to them",
            "a policy for each group");
      }
    }
  }

  private void checkLayers() {
    // The least and greatest number of layers, where more than one, in what is under a group.
    int[] least = null;
    int[] greatest = null;
    for (int l = groups.startLevel(); l <= groups.maxLevel(); l++) {
      int[] leastHere = new int[own[l].length];
      int[] greatestHere = new int[own[l].length];
      if (l > groups.startLevel()) {
        gather(l, least, greatest, leastHere, greatestHere);
      }
      for (int g = 1; g < own[l].length; g++) {
        if (own[l][g] > 1) {
          if (greatestHere[g] != 0 && (leastHere[g] != own[l][g] || greatestHere[g] != own[l][g])) {
            int other = leastHere[g] != own[l][g] ? leastHere[g] : greatestHere[g];
            error(
                Kind.LAYERS,
                firstRow[l][g],
                group(l, g) + " has " + own[l][g] + " layers over a group with " + other,
                "the same number of layers from where they begin to the top");
          }
          leastHere[g] = own[l][g];
          greatestHere[g] = own[l][g];
        } else if (greatestHere[g] != 0) {
          checkGroupOverLayers(l, g, leastHere[g], greatestHere[g]);
        }
      }
      least = leastHere;
      greatest = greatestHere;
    }
  }

  private void checkGroupOverLayers(int l, int g, int least, int greatest) {
    if (own[l][g] == 0) {
      error(
          Kind.LAYERS,
          -1,
          group(l, g) + " has no policy over groups with " + greatest + " layers",
          "a policy for each layer, or a single policy for all of them");
    } else if (least != greatest) {
      error(
          Kind.LAYERS,
          firstRow[l][g],
          group(l, g) + " is over groups with " + least + " and with " + greatest + " layers",
          "the same number of layers under a single policy");
    } else if (l < groups.maxLevel()) {
      warning(
          Kind.LAYERS,
          firstRow[l][g],
          group(l, g)
              + " has a single policy over "
              + greatest
              + " layers and below the top: it acts on each of them (fmpy: on the first only)",
          "a policy for each layer");
    }
  }

  private void gather(int l, int[] leastBelow, int[] greatestBelow, int[] least, int[] greatest) {
    int[] parent = groups.parent()[l - 1];
    for (int child = 1; child < parent.length; child++) {
      if (parent[child] > 0) {
        merge(parent[child], leastBelow[child], greatestBelow[child], least, greatest);
      }
    }
    for (int i = 0; i < groups.restartLevel().length; i++) {
      if (groups.restartLevel()[i] == l) {
        int child = groups.restartChild()[i];
        merge(groups.restartParent()[i], leastBelow[child], greatestBelow[child], least, greatest);
      }
    }
  }

  private static void merge(int parent, int low, int high, int[] least, int[] greatest) {
    if (high != 0) {
      least[parent] = least[parent] == 0 ? low : Math.min(least[parent], low);
      greatest[parent] = Math.max(greatest[parent], high);
    }
  }

  private static String group(int level, int group) {
    return "group " + group + " of level " + level;
  }

  private void error(Kind kind, int row, String found, String expected) {
    TableSource source = policies.source();
    report.error(kind, () -> row < 0 ? source.path() : source.where(row), () -> found, expected);
  }

  private void warning(Kind kind, int row, String found, String expected) {
    report.warning(kind, () -> policies.source().where(row), () -> found, expected);
  }
}
