package org.crosswind.calc.fm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmStepTerms;
import org.crosswind.model.insurance.FmXref;
import org.crosswind.model.insurance.Items;
import org.crosswind.model.insurance.TableSource;

/**
 * Valid programmes of all shapes from a seed: one or several trees, items grouped or not at the
 * first level, groups of neighbours or of anybody, restarts from items, layers from any level up or
 * under a single policy, all rules, steps, outputs left out.
 */
final class RandomProgramme {
  private static final int[] PLAIN = {
    1, 2, 3, 5, 12, 14, 15, 16, 17, 20, 22, 23, 24, 25, 33, 34, 39, 40, 41, 100, 101, 103, 105, 112,
    114, 115, 116, 120, 133, 200, 9
  };
  private static final int[] INSURED = {4, 6, 18};
  private static final int[] EXTRAS = {
    7, 8, 10, 11, 13, 19, 26, 35, 36, 107, 108, 110, 111, 113, 119, 126, 135, 136, 21
  };
  private static final int[] STEPS = {27, 28, 29, 30, 31, 32, 37, 38};

  final FmStaticFiles files;
  final int items;

  private final Random random;

  /** Whether any rule may need extras. */
  final boolean mayHaveExtras;

  private final boolean extras;
  private final boolean stepped;
  private final List<int[]> programme = new ArrayList<>();
  private final List<int[]> policyTc = new ArrayList<>();
  private final List<float[]> profiles = new ArrayList<>();
  private final List<int[]> xref = new ArrayList<>();
  private int profileIds;

  /** For each level the items of each group. */
  private final List<Map<Integer, TreeSet<Integer>>> groups = new ArrayList<>();

  RandomProgramme(Random random, int rule) {
    this.random = random;
    items = random.nextInt(8) == 0 ? 60 : 1 + random.nextInt(12);
    extras = random.nextInt(3) == 0;
    stepped = random.nextInt(4) == 0;
    mayHaveExtras = extras || stepped;
    boolean usual = random.nextInt(3) == 0;
    int levels = 1 + random.nextInt(5);
    boolean grouped = !usual && random.nextInt(3) == 0 && items > 1;
    boolean restarts = !usual && random.nextInt(3) == 0;
    link(levels, grouped, usual, restarts);
    boolean layered = !usual && random.nextBoolean();
    policies(levels, layered, restarts);
    int[] layerIds = {1, 2, 3};
    int start = grouped ? 0 : 1;
    int outputLevel = rule == 0 ? levels : start;
    int outputs = outputLevel == 0 ? items : groups.get(outputLevel).size();
    for (int g = 1; g <= outputs; g++) {
      int kept = random.nextInt(layerIds.length);
      for (int k = 0; k < layerIds.length; k++) {
        // One at least: what is not there is not written.
        if (k == kept || random.nextInt(8) > 0) {
          int id = random.nextInt(20) == 0 ? 0 : (g - 1) * layerIds.length + k + 1;
          xref.add(new int[] {id, g, layerIds[k]});
        }
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(xref, random);
    }
    if (!usual && random.nextBoolean()) {
      Collections.shuffle(programme, random);
      Collections.shuffle(policyTc, random);
    }
    files = build();
  }

  private void link(int levels, boolean grouped, boolean neighbours, boolean restarts) {
    Map<Integer, TreeSet<Integer>> below = new HashMap<>();
    for (int i = 1; i <= items; i++) {
      below.put(i, new TreeSet<>(List.of(i)));
    }
    groups.add(below);
    boolean adjacent = neighbours || random.nextBoolean();
    for (int l = 1; l <= levels; l++) {
      Map<Integer, TreeSet<Integer>> here = new HashMap<>();
      if (l == 1 && !grouped) {
        for (int i = 1; i <= items; i++) {
          programme.add(new int[] {i, 1, i});
        }
        groups.add(below);
        continue;
      }
      int count = 1 + random.nextInt(random.nextBoolean() ? 2 : below.size());
      if (l == 1) {
        count = Math.min(count, items - 1);
      }
      List<int[]> members = new ArrayList<>();
      for (int g = 1; g <= below.size(); g++) {
        if (restarts && l > 2 && random.nextInt(3) == 0) {
          for (int item : below.get(g)) {
            members.add(new int[] {-item, item});
          }
        } else {
          members.add(new int[] {g, below.get(g).first()});
        }
      }
      int[] parent = new int[members.size()];
      for (int k = 0; k < parent.length; k++) {
        parent[k] = adjacent ? (int) ((long) k * count / parent.length) : random.nextInt(count);
      }
      // Numbers without holes, and at the first level not those of the items.
      Map<Integer, Integer> number = new HashMap<>();
      for (int k = 0; k < parent.length; k++) {
        int to = number.computeIfAbsent(parent[k], x -> number.size() + 1);
        int from = members.get(k)[0];
        programme.add(new int[] {from, l, to});
        here.computeIfAbsent(to, x -> new TreeSet<>())
            .addAll(from > 0 ? below.get(from) : List.of(-from));
      }
      groups.add(here);
      below = here;
    }
  }

  private void policies(int levels, boolean layered, boolean restarts) {
    int from = layered ? 1 + random.nextInt(levels) : levels + 1;
    int to = layered && random.nextInt(3) == 0 ? Math.max(from, levels - 1) : levels;
    int[] layersOfTop = new int[groups.get(levels).size() + 1];
    int[] topOfItem = new int[items + 1];
    // Items of one group that go on to several trees would have several numbers of layers.
    boolean same = to < levels || restarts || random.nextBoolean();
    int all = 2 + random.nextInt(2);
    for (Map.Entry<Integer, TreeSet<Integer>> top : groups.get(levels).entrySet()) {
      layersOfTop[top.getKey()] = same ? all : 1 + random.nextInt(3);
      for (int item : top.getValue()) {
        topOfItem[item] = top.getKey();
      }
    }
    for (int l = 1; l <= levels; l++) {
      for (Map.Entry<Integer, TreeSet<Integer>> group : groups.get(l).entrySet()) {
        int layers = 0;
        for (int item : group.getValue()) {
          int here = layersOfTop[topOfItem[item]];
          layers = layers == 0 || layers == here ? here : 1;
        }
        int own = l >= from && l <= to ? layers : 1;
        if (own == 1 && !layered && random.nextInt(10) == 0) {
          continue;
        }
        for (int k = 1; k <= own; k++) {
          policyTc.add(new int[] {l, group.getKey(), k, profile()});
        }
      }
    }
  }

  private int profile() {
    if (profileIds > 3 && random.nextInt(3) == 0) {
      return 1 + random.nextInt(profileIds);
    }
    int id = ++profileIds;
    if (stepped && random.nextInt(3) == 0) {
      int rows = 1 + random.nextInt(3);
      for (int step = 1; step <= rows; step++) {
        int rule = step == rows && step > 1 && random.nextInt(4) == 0 ? 14 : pick(STEPS);
        // Some files do not begin with step 1; the first row begins afresh all the same.
        profiles.add(row(id, rule, random.nextInt(8) == 0 ? step + 1 : step));
      }
    } else {
      int rule =
          random.nextInt(6) == 0
              ? pick(INSURED)
              : extras && random.nextBoolean() ? pick(EXTRAS) : pick(PLAIN);
      profiles.add(row(id, rule, stepped ? random.nextInt(2) : 0));
    }
    return id;
  }

  private int pick(int[] from) {
    return from[random.nextInt(from.length)];
  }

  private float[] row(int id, int rule, int step) {
    int base = rule > 100 && rule < 200 ? rule - 100 : rule;
    float[] r = new float[18];
    r[0] = id;
    r[1] = rule;
    boolean share =
        switch (base) {
          case 4, 5, 6, 9, 16, 17, 18, 19, 21, 26, 33, 35 -> true;
          default -> false;
        };
    r[2] = share ? (random.nextInt(12) == 0 ? 1f : random.nextFloat() * 0.7f) : money(300);
    r[3] = random.nextInt(3) == 0 ? 0 : money(400);
    r[4] = random.nextInt(3) == 0 ? 0 : money(600);
    r[5] = money(200);
    boolean limitIsShare = base == 5 || base == 15 || base == 35 || base == 36;
    r[6] =
        limitIsShare
            ? (random.nextInt(8) == 0 ? 1f : random.nextFloat())
            : random.nextInt(8) == 0 ? 1e10f : money(1000);
    for (int k = 7; k < 10; k++) {
      r[k] = random.nextInt(6) == 0 ? 0f : random.nextInt(4) == 0 ? 1f : random.nextFloat();
    }
    // Infinity is "never reached".
    float never = Float.POSITIVE_INFINITY;
    switch (base) {
      case 1, 2, 12, 34, 39, 40 -> r[2] = random.nextInt(30) == 0 ? never : r[2];
      case 24 -> r[5] = random.nextInt(10) == 0 ? never : r[5];
      default -> {}
    }
    switch (base) {
      case 1, 2, 3, 7, 14, 17, 23, 24, 26, 33, 41 -> r[6] = r[6] == 1e10f ? never : r[6];
      default -> {}
    }
    if (rule == 28 || rule == 37 || rule == 32) {
      r[2] = random.nextBoolean() ? 0 : money(50);
    }
    r[10] = step;
    boolean inMoney = rule == 32;
    r[11] = inMoney ? money(300) : random.nextInt(3) == 0 ? 0f : random.nextFloat() * 0.6f;
    r[12] = random.nextInt(3) == 0 ? 1f : r[11] + 0.01f + random.nextFloat();
    r[13] = rule == 31 ? money(500) : 0.01f + random.nextFloat();
    r[15] = money(100);
    r[16] = random.nextBoolean() ? 0 : random.nextFloat();
    r[17] = random.nextBoolean() ? 0 : random.nextFloat();
    return r;
  }

  /** Often zero or a round number, so that losses fall on the borders. */
  private float money(int most) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1, 2 -> 50f * random.nextInt(most / 50 + 1);
      default -> random.nextFloat() * most;
    };
  }

  private FmStaticFiles build() {
    TableSource source = TableSource.rows("random");
    int[] coverage = new int[items];
    int coverages = 1 + random.nextInt(items);
    int[] ids = new int[items];
    for (int i = 0; i < items; i++) {
      ids[i] = i + 1;
      coverage[i] = i < coverages ? i + 1 : 1 + random.nextInt(coverages);
    }
    int[] coverageIds = new int[coverages];
    float[] tiv = new float[coverages];
    for (int i = 0; i < coverages; i++) {
      coverageIds[i] = i + 1;
      tiv[i] = random.nextInt(8) == 0 ? 0 : 2000 * random.nextFloat();
    }
    float[][] p = new float[18][profiles.size()];
    for (int i = 0; i < profiles.size(); i++) {
      for (int k = 0; k < p.length; k++) {
        p[k][i] = profiles.get(i)[k];
      }
    }
    return new FmStaticFiles(
        "random",
        new FmProgramme(column(programme, 0), column(programme, 1), column(programme, 2), source),
        new FmPolicyTc(
            column(policyTc, 0),
            column(policyTc, 1),
            column(policyTc, 2),
            column(policyTc, 3),
            source),
        new FmProfile(
            ints(p[0]),
            ints(p[1]),
            p[2],
            p[3],
            p[4],
            p[5],
            p[6],
            p[7],
            p[8],
            p[9],
            stepped
                ? Optional.of(
                    new FmStepTerms(ints(p[10]), p[11], p[12], p[13], p[14], p[15], p[16], p[17]))
                : Optional.empty(),
            source),
        new FmXref(column(xref, 0), column(xref, 1), column(xref, 2), source),
        Optional.of(new Items(ids, coverage, new int[items], new int[items], ids, source)),
        Optional.of(new Coverages(coverageIds, tiv, source)));
  }

  private static int[] column(List<int[]> rows, int k) {
    return rows.stream().mapToInt(r -> r[k]).toArray();
  }

  private static int[] ints(float[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}
