package org.crosswind.model.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Static tables written down row by row, for tests. */
public final class FmTables {
  private final List<int[]> programme = new ArrayList<>();
  private final List<int[]> policies = new ArrayList<>();
  private final List<float[]> profiles = new ArrayList<>();
  private final List<int[]> xref = new ArrayList<>();
  private final List<int[]> items = new ArrayList<>();
  private final List<Float> coverages = new ArrayList<>();
  private boolean stepped;

  /** A row {@code from_agg_id, level_id, to_agg_id}. */
  public FmTables link(int from, int level, int to) {
    programme.add(new int[] {from, level, to});
    return this;
  }

  /** A row {@code level_id, agg_id, layer_id, profile_id}. */
  public FmTables policy(int level, int agg, int layer, int profile) {
    policies.add(new int[] {level, agg, layer, profile});
    return this;
  }

  /**
   * A row of the profile table.
   *
   * @param terms the columns after {@code calcrule_id} in the order of the file, as many as wanted
   */
  public FmTables profile(int id, int rule, float... terms) {
    float[] row = new float[18];
    row[0] = id;
    row[1] = rule;
    System.arraycopy(terms, 0, row, 2, terms.length);
    profiles.add(row);
    return this;
  }

  /** A step of a step policy, without deductible and limit unless rule 30 or 37 needs one. */
  public FmTables step(int id, int rule, int step, float start, float end, float payout) {
    stepped = true;
    return profile(id, rule, 0, 0, 0, 0, 1000, 0, 0, 0, step, start, end, payout);
  }

  /** A row {@code output, agg_id, layer_id}. */
  public FmTables output(int output, int agg, int layer) {
    xref.add(new int[] {output, agg, layer});
    return this;
  }

  /** A row of items with its coverage. */
  public FmTables item(int id, int coverage) {
    items.add(new int[] {id, coverage, 1, 1, 1});
    return this;
  }

  /** The next coverage. */
  public FmTables coverage(float tiv) {
    coverages.add(tiv);
    return this;
  }

  /** The tables so far. */
  public FmStaticFiles build() {
    return new FmStaticFiles(
        "input",
        new FmProgramme(
            ints(programme, 0),
            ints(programme, 1),
            ints(programme, 2),
            TableSource.text("input/fm_programme.csv")),
        new FmPolicyTc(
            ints(policies, 0),
            ints(policies, 1),
            ints(policies, 2),
            ints(policies, 3),
            TableSource.text("input/fm_policytc.csv")),
        profileTable(),
        new FmXref(
            ints(xref, 0), ints(xref, 1), ints(xref, 2), TableSource.text("input/fm_xref.csv")),
        items.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Items(
                    ints(items, 0),
                    ints(items, 1),
                    ints(items, 2),
                    ints(items, 3),
                    ints(items, 4),
                    TableSource.text("input/items.csv"))),
        coverages.isEmpty() ? Optional.empty() : Optional.of(coverageTable()));
  }

  private Coverages coverageTable() {
    int[] ids = new int[coverages.size()];
    float[] tiv = new float[coverages.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 1;
      tiv[i] = coverages.get(i);
    }
    return new Coverages(ids, tiv, TableSource.text("input/coverages.csv"));
  }

  private FmProfile profileTable() {
    Optional<FmStepTerms> steps =
        stepped
            ? Optional.of(
                new FmStepTerms(
                    whole(10), real(11), real(12), real(13), real(14), real(15), real(16),
                    real(17)))
            : Optional.empty();
    return new FmProfile(
        whole(0),
        whole(1),
        real(2),
        real(3),
        real(4),
        real(5),
        real(6),
        real(7),
        real(8),
        real(9),
        steps,
        TableSource.text(stepped ? "input/fm_profile_step.csv" : "input/fm_profile.csv"));
  }

  private int[] whole(int column) {
    return profiles.stream().mapToInt(row -> (int) row[column]).toArray();
  }

  private float[] real(int column) {
    float[] values = new float[profiles.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = profiles.get(i)[column];
    }
    return values;
  }

  private static int[] ints(List<int[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column]).toArray();
  }
}
