package org.crosswind.format.oasis;

import java.util.Arrays;
import java.util.Optional;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStepTerms;
import org.crosswind.model.insurance.FmXref;
import org.crosswind.model.insurance.Items;
import org.crosswind.model.insurance.SummaryXref;
import org.crosswind.model.insurance.TableSource;

/**
 * Any static table between file and model: a column of 32-bit words for each column of the layout,
 * real numbers as their bits, so that one loop reads and writes every table of every form.
 *
 * @param table the layout
 * @param words for each column of the layout its rows, at least {@code rows} long
 * @param rows how many
 * @param source where they came from
 */
record TableData(StaticTable table, int[][] words, int rows, TableSource source) {
  FmProgramme programme() {
    return new FmProgramme(integers(0), integers(1), integers(2), source);
  }

  FmPolicyTc policyTc() {
    return new FmPolicyTc(integers(0), integers(1), integers(2), integers(3), source);
  }

  FmXref xref() {
    return new FmXref(integers(0), integers(1), integers(2), source);
  }

  SummaryXref summaryXref() {
    return new SummaryXref(integers(0), integers(1), integers(2), source);
  }

  Items items() {
    return new Items(integers(0), integers(1), integers(2), integers(3), integers(4), source);
  }

  Coverages coverages() {
    return new Coverages(integers(0), reals(1), source);
  }

  FmProfile profile() {
    Optional<FmStepTerms> steps =
        table == StaticTable.PROFILE_STEP
            ? Optional.of(
                new FmStepTerms(
                    integers(10),
                    reals(11),
                    reals(12),
                    reals(13),
                    reals(14),
                    reals(15),
                    reals(16),
                    reals(17)))
            : Optional.empty();
    return new FmProfile(
        integers(0),
        integers(1),
        reals(2),
        reals(3),
        reals(4),
        reals(5),
        reals(6),
        reals(7),
        reals(8),
        reals(9),
        steps,
        source);
  }

  static TableData of(FmProgramme t) {
    return data(StaticTable.PROGRAMME, t.source(), t.fromAggId(), t.levelId(), t.toAggId());
  }

  static TableData of(FmPolicyTc t) {
    return data(
        StaticTable.POLICY_TC, t.source(), t.levelId(), t.aggId(), t.layerId(), t.profileId());
  }

  static TableData of(FmXref t) {
    return data(StaticTable.XREF, t.source(), t.outputId(), t.aggId(), t.layerId());
  }

  static TableData of(Items t) {
    return data(
        StaticTable.ITEMS,
        t.source(),
        t.itemId(),
        t.coverageId(),
        t.areaPerilId(),
        t.vulnerabilityId(),
        t.groupId());
  }

  static TableData of(Coverages t) {
    return data(StaticTable.COVERAGES, t.source(), t.coverageId(), bits(t.tiv()));
  }

  static TableData of(FmProfile t) {
    int[][] terms = {
      t.profileId(),
      t.calcRuleId(),
      bits(t.deductible1()),
      bits(t.deductible2()),
      bits(t.deductible3()),
      bits(t.attachment1()),
      bits(t.limit1()),
      bits(t.share1()),
      bits(t.share2()),
      bits(t.share3())
    };
    if (t.steps().isEmpty()) {
      return data(StaticTable.PROFILE, t.source(), terms);
    }
    FmStepTerms s = t.steps().get();
    int[][] all = Arrays.copyOf(terms, StaticTable.PROFILE_STEP.columns().size());
    all[10] = s.stepId();
    all[11] = bits(s.triggerStart());
    all[12] = bits(s.triggerEnd());
    all[13] = bits(s.payoutStart());
    all[14] = bits(s.payoutEnd());
    all[15] = bits(s.limit2());
    all[16] = bits(s.scale1());
    all[17] = bits(s.scale2());
    return data(StaticTable.PROFILE_STEP, t.source(), all);
  }

  private static TableData data(StaticTable table, TableSource source, int[]... words) {
    return new TableData(table, words, words[0].length, source);
  }

  private int[] integers(int column) {
    int[] all = words[column];
    return all.length == rows ? all : Arrays.copyOf(all, rows);
  }

  private float[] reals(int column) {
    int[] all = words[column];
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = Float.intBitsToFloat(all[i]);
    }
    return values;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
