package org.crosswind.calc.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmStepTerms;
import org.crosswind.model.insurance.FmXref;
import org.crosswind.model.insurance.Items;
import org.crosswind.model.insurance.TableSource;

/** Static tables written down row by row. */
final class Programmes {
  private final List<int[]> programme = new ArrayList<>();
  private final List<int[]> policyTc = new ArrayList<>();
  private final List<double[]> profile = new ArrayList<>();
  private final List<int[]> xref = new ArrayList<>();
  private final List<Float> tiv = new ArrayList<>();
  private boolean stepped;

  /** Items 1 to n as groups of level 1, without terms. */
  static Programmes ofItems(int n) {
    Programmes p = new Programmes();
    int none = p.profile(100, 0, 0, 0, 0, 0, 0);
    for (int i = 1; i <= n; i++) {
      p.link(1, i, i).policy(1, i, 1, none);
    }
    return p;
  }

  Programmes link(int level, int from, int to) {
    programme.add(new int[] {from, level, to});
    return this;
  }

  Programmes policy(int level, int agg, int layer, int profileId) {
    policyTc.add(new int[] {level, agg, layer, profileId});
    return this;
  }

  /** Adds a profile; returns its id. */
  int profile(int rule, double d1, double d2, double d3, double a, double l, double s1) {
    profile.add(new double[] {profile.size() + 1, rule, d1, d2, d3, a, l, s1, 1, 1});
    return profile.size();
  }

  Programmes output(int output, int agg, int layer) {
    xref.add(new int[] {output, agg, layer});
    return this;
  }

  /** Output id of item i and layer k of n: (i - 1) n + k. */
  Programmes itemOutputs(int items, int layers) {
    for (int i = 1; i <= items; i++) {
      for (int k = 1; k <= layers; k++) {
        output((i - 1) * layers + k, i, k);
      }
    }
    return this;
  }

  /** The insured value of the next item. */
  Programmes insured(float value) {
    tiv.add(value);
    return this;
  }

  Programmes stepped() {
    stepped = true;
    return this;
  }

  FmStaticFiles files() {
    TableSource source = TableSource.rows("test");
    int n = profile.size();
    int[] zeros = new int[tiv.size()];
    float[] values = new float[tiv.size()];
    int[] ids = new int[tiv.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tiv.get(i);
      ids[i] = i + 1;
    }
    return new FmStaticFiles(
        "test",
        new FmProgramme(column(programme, 0), column(programme, 1), column(programme, 2), source),
        new FmPolicyTc(
            column(policyTc, 0),
            column(policyTc, 1),
            column(policyTc, 2),
            column(policyTc, 3),
            source),
        new FmProfile(
            toInts(floats(profile, 0)),
            toInts(floats(profile, 1)),
            floats(profile, 2),
            floats(profile, 3),
            floats(profile, 4),
            floats(profile, 5),
            floats(profile, 6),
            floats(profile, 7),
            floats(profile, 8),
            floats(profile, 9),
            stepped
                ? Optional.of(
                    new FmStepTerms(
                        new int[n],
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n]))
                : Optional.empty(),
            source),
        new FmXref(column(xref, 0), column(xref, 1), column(xref, 2), source),
        tiv.isEmpty()
            ? Optional.empty()
            : Optional.of(new Items(ids, ids, zeros, zeros, zeros, source)),
        tiv.isEmpty() ? Optional.empty() : Optional.of(new Coverages(ids, values, source)));
  }

  FmStructure structure(int rule) {
    return FmStructure.of(files(), rule, FmCompatibility.STANDARD);
  }

  FmStructure structure(int rule, FmCompatibility compatibility) {
    return FmStructure.of(files(), rule, compatibility);
  }

  private static int[] column(List<int[]> rows, int k) {
    return rows.stream().mapToInt(r -> r[k]).toArray();
  }

  private static float[] floats(List<double[]> rows, int k) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.get(i)[k];
    }
    return values;
  }

  private static int[] toInts(float[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}
