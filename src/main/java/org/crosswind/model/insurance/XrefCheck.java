package org.crosswind.model.insurance;

import java.util.Arrays;
import java.util.BitSet;
import org.crosswind.model.insurance.FmProblem.Kind;

/**
 * Checks {@code fm_xref}: an output for each group of the output level, layers that exist, and
 * numbers that are not used twice.
 */
final class XrefCheck {
  private final FmXref xref;
  private final FmPolicyTc policies;
  private final ProgrammeGroups groups;
  private final int outputLevel;
  private final FmReport report;

  XrefCheck(
      FmXref xref,
      FmPolicyTc policies,
      ProgrammeGroups groups,
      int allocationRule,
      FmReport report) {
    this.xref = xref;
    this.policies = policies;
    this.groups = groups;
    this.outputLevel = allocationRule == 0 ? groups.maxLevel() : groups.startLevel();
    this.report = report;
  }

  void check() {
    BitSet withOutput = new BitSet();
    int groupCount = groups.size()[outputLevel];
    int beyond = 0;
    int firstBeyond = 0;
    int greatestLayer = 0;
    for (int row = 0; row < xref.size(); row++) {
      int group = xref.aggId()[row];
      int layer = xref.layerId()[row];
      if (layer < 1) {
        error(Kind.ID_RANGE, row, "layer_id " + layer, "1 or more");
      }
      greatestLayer = Math.max(greatestLayer, layer);
      if (group >= 1 && group <= groupCount) {
        withOutput.set(group);
      } else if (beyond++ == 0) {
        firstBeyond = row;
      }
      if (xref.outputId()[row] < 0) {
        warning(row, "output " + xref.outputId()[row], "1 or more, or 0 for none");
      }
    }
    if (beyond > 0) {
      warning(
          firstBeyond,
          beyond
              + " rows for agg_id's that are not 1 to "
              + groupCount
              + ", the first "
              + xref.aggId()[firstBeyond],
          "groups of level " + outputLevel + ", where the allocation rule writes");
    }
    checkEveryGroupHasOutput(withOutput);
    checkLayers(greatestLayer);
    checkTwice();
  }

  private void checkEveryGroupHasOutput(BitSet withOutput) {
    BitSet used = groups.used()[outputLevel];
    for (int g = used.nextSetBit(0); g >= 0; g = used.nextSetBit(g + 1)) {
      if (!withOutput.get(g)) {
        error(
            Kind.NO_OUTPUT,
            -1,
            "no row for "
                + (outputLevel == groups.startLevel() && outputLevel < groups.maxLevel()
                    ? "item "
                    : "group ")
                + g
                + " of level "
                + outputLevel,
            "an output for each group of the level where the allocation rule writes");
      }
    }
  }

  private void checkLayers(int greatestLayer) {
    int without = 0;
    int first = 0;
    for (int row = 0; row < policies.size(); row++) {
      if (policies.layerId()[row] > greatestLayer && without++ == 0) {
        first = row;
      }
    }
    if (without > 0) {
      int row = first;
      int count = without;
      report.warning(
          Kind.OUTPUT,
          () -> policies.source().where(row),
          () ->
              count
                  + " policies with a layer_id above every layer_id of "
                  + xref.source()
                  + " ("
                  + greatestLayer
                  + "), the first "
                  + policies.layerId()[row],
          "an output for each layer; these layers are not written");
    }
  }

  /** The same group and layer twice, or the same output id for two of them. */
  private void checkTwice() {
    long[] keys = new long[xref.size()];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = (long) xref.aggId()[row] << 32 | (xref.layerId()[row] & 0xffff_ffffL);
    }
    warnOfEqual(
        keys, "agg_id and layer_id", "each group and layer once; the last output is written");
    int written = 0;
    for (int row = 0; row < xref.size(); row++) {
      if (xref.outputId()[row] != 0) {
        keys[written++] = xref.outputId()[row];
      }
    }
    warnOfEqual(
        Arrays.copyOf(keys, written), "output", "each output once; two losses will have one id");
  }

  private void warnOfEqual(long[] keys, String what, String expected) {
    Arrays.sort(keys);
    int equal = 0;
    long first = 0;
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] == keys[i - 1] && equal++ == 0) {
        first = keys[i];
      }
    }
    if (equal > 0) {
      int count = equal;
      boolean pair = what.contains("and");
      String example = pair ? (first >> 32) + "," + (int) first : "" + first;
      report.warning(
          pair ? Kind.DUPLICATE : Kind.OUTPUT,
          xref.source()::path,
          () -> count + " rows repeat the " + what + " of another, for example " + example,
          expected);
    }
  }

  private void warning(int row, String found, String expected) {
    report.warning(Kind.OUTPUT, () -> xref.source().where(row), () -> found, expected);
  }

  private void error(Kind kind, int row, String found, String expected) {
    TableSource source = xref.source();
    report.error(kind, () -> row < 0 ? source.path() : source.where(row), () -> found, expected);
  }
}
