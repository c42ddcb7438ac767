package org.crosswind.calc.fm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crosswind.calc.fm.ReferenceRules.Cell;
import org.crosswind.calc.fm.ReferenceRules.Row;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmStepTerms;

/**
 * The financial module written down once more from its specification, with an object for every
 * group, layer and loss, and no thought of speed: what the real one must give, bit for bit. Shares
 * no code with {@code calc.fm} or {@code kernel.fm}.
 */
final class FmReference {
  /** What is written: an output, its chance of loss, and a loss in each lane. */
  record Output(int id, float chance, float[] lanes) {}

  /** Losses an event has of an item. */
  record Item(int id, float chance, float[] lanes) {}

  private static final float EPSILON = 0x1p-23f;

  private static final class Group {
    final int level;
    final int id;
    final List<Group> children = new ArrayList<>();

    /** By ascending level; only items have more than one. */
    final List<Group> parents = new ArrayList<>();

    /** By ascending layer. */
    final List<Policy> policies = new ArrayList<>();

    int layers = 1;

    /** The most layers that anybody above it, or itself, has policies for. */
    int reach;

    Group layerSource = this;
    boolean extras;

    /** Under rules 0 and 1: whether its tree ends before the items go on by themselves. */
    boolean endsEarly;

    Group(int level, int id) {
      this.level = level;
      this.id = id;
    }

    void collectItems(int itemLevel, SortedMap<Integer, Group> items) {
      if (level == itemLevel) {
        items.put(id, this);
      }
      for (Group child : children) {
        child.collectItems(itemLevel, items);
      }
    }
  }

  /** Rows of a profile; null rows change nothing. */
  private record Policy(int layer, List<Row> rows) {}

  /** The losses of one layer. */
  private static final class Losses {
    final float[] loss;
    final float[] ded;
    final float[] over;
    final float[] under;

    Losses(int n) {
      loss = new float[n];
      ded = new float[n];
      over = new float[n];
      under = new float[n];
    }

    Losses copy(boolean withExtras) {
      Losses c = new Losses(loss.length);
      System.arraycopy(loss, 0, c.loss, 0, loss.length);
      if (withExtras) {
        System.arraycopy(ded, 0, c.ded, 0, loss.length);
        System.arraycopy(over, 0, c.over, 0, loss.length);
        System.arraycopy(under, 0, c.under, 0, loss.length);
      }
      return c;
    }
  }

  /** The losses of an item, or of a group with several children in the event. */
  private static final class Storage {
    final List<Losses> layers = new ArrayList<>();
    final List<Storage> children = new ArrayList<>();
    Item item;
    Group group;
    int joined;

    boolean isSplit() {
      return layers.size() > 1;
    }

    /** Of a layer; all layers are the first while they are not split. */
    Losses layer(int p) {
      return isSplit() ? layers.get(p) : layers.get(0);
    }

    void split(int count, boolean withExtras) {
      if (!isSplit()) {
        for (int p = 1; p < count; p++) {
          layers.add(layers.get(0).copy(withExtras));
        }
      }
    }

    /** Items, breadth first. */
    List<Storage> leaves() {
      List<Storage> leaves = new ArrayList<>();
      ArrayDeque<Storage> queue = new ArrayDeque<>(List.of(this));
      while (!queue.isEmpty()) {
        Storage s = queue.poll();
        if (s.children.isEmpty()) {
          leaves.add(s);
        } else {
          queue.addAll(s.children);
        }
      }
      return leaves;
    }
  }

  /** A group in an event, and who has joined it. */
  private static final class Active {
    final Group group;
    final List<Storage> joined = new ArrayList<>();
    final List<Group> joinedFrom = new ArrayList<>();
    Storage storage;

    Active(Group group) {
      this.group = group;
    }
  }

  private final FmStaticFiles files;
  private final int requestedRule;
  private final int rule;
  private final int startLevel;
  private final int maxLevel;
  private final List<Map<Integer, Group>> levels = new ArrayList<>();
  private final Map<List<Integer>, Integer> outputs = new HashMap<>();

  FmReference(FmStaticFiles files, int allocationRule) {
    this.files = files;
    requestedRule = allocationRule;
    FmProgramme programme = files.programme();
    int max = 0;
    int start = 1;
    for (int r = 0; r < programme.size(); r++) {
      max = Math.max(max, programme.levelId()[r]);
      if (programme.levelId()[r] == 1 && programme.fromAggId()[r] != programme.toAggId()[r]) {
        start = 0;
      }
    }
    maxLevel = max;
    startLevel = start;
    rule = start == max ? 0 : Math.min(allocationRule, 2);
    for (int l = 0; l <= max; l++) {
      levels.add(new TreeMap<>());
    }
    link(programme);
    readPolicies(files.policyTc());
    countLayers(programme);
    markExtras();
    for (int r = 0; r < files.xref().size(); r++) {
      outputs.put(
          List.of(files.xref().aggId()[r], files.xref().layerId()[r]), files.xref().outputId()[r]);
    }
  }

  private Group group(int level, int id) {
    return levels.get(level).computeIfAbsent(id, i -> new Group(level, i));
  }

  private void link(FmProgramme programme) {
    for (int l = startLevel; l <= maxLevel; l++) {
      for (int r = 0; r < programme.size(); r++) {
        if (programme.levelId()[r] == l) {
          Group parent = group(l, programme.toAggId()[r]);
          if (l > startLevel) {
            int from = programme.fromAggId()[r];
            Group child = from > 0 ? group(l - 1, from) : group(startLevel, -from);
            parent.children.add(child);
            child.parents.add(parent);
          }
        }
      }
    }
    for (int l = maxLevel; l > startLevel; l--) {
      for (Group g : levels.get(l).values()) {
        g.endsEarly = g.parents.isEmpty() ? l < maxLevel : g.parents.get(0).endsEarly;
      }
    }
  }

  private void readPolicies(FmPolicyTc table) {
    for (int r = 0; r < table.size(); r++) {
      Group g = group(table.levelId()[r], table.aggId()[r]);
      g.policies.add(new Policy(table.layerId()[r], prepare(table.profileId()[r], g)));
    }
    for (Map<Integer, Group> level : levels) {
      for (Group g : level.values()) {
        g.policies.sort(Comparator.comparingInt(Policy::layer));
      }
    }
  }

  private List<Row> prepare(int profileId, Group g) {
    FmProfile t = files.profile();
    List<Row> rows = new ArrayList<>();
    boolean nothing = false;
    for (int i = 0; i < t.size(); i++) {
      if (t.profileId()[i] != profileId) {
        continue;
      }
      Row r = new Row();
      int id = t.calcRuleId()[i];
      r.rule = id;
      r.d1 = t.deductible1()[i];
      r.d2 = t.deductible2()[i];
      r.d3 = t.deductible3()[i];
      r.a = t.attachment1()[i];
      r.l = t.limit1()[i];
      r.s1 = t.share1()[i];
      r.s2 = t.share2()[i];
      r.s3 = t.share3()[i];
      switch (id) {
        case 4, 6, 18, 21 -> r.d1 = (float) (r.d1 * insured(g));
        case 9 -> r.d1 *= r.l;
        default -> {}
      }
      if (t.steps().isPresent()) {
        prepareStep(r, t.steps().get(), i, g);
      }
      r.rule =
          switch (id) {
            case 4, 9 -> 1;
            case 6 -> 12;
            case 18 -> 2;
            case 21 -> 13;
            case 15 -> r.l >= 1 ? 12 : 15;
            // d / (1 - l) is no number.
            case 115 -> r.l == 1 ? 112 : 115;
            case 29, 30, 31 -> 27;
            default -> id;
          };
      boolean free = Math.abs(r.d1) < EPSILON;
      nothing |=
          switch (r.rule) {
            case 100 -> true;
            case 12, 16 -> free;
            case 15 -> Math.abs(r.l - 1) < EPSILON;
            case 34 -> free && Math.abs(r.a) < EPSILON && Math.abs(r.s1 - 1) < EPSILON;
            default -> false;
          };
      rows.add(r);
    }
    return nothing ? null : rows;
  }

  private void prepareStep(Row r, FmStepTerms s, int i, Group g) {
    r.step = s.stepId()[i];
    r.ts = s.triggerStart()[i];
    r.te = s.triggerEnd()[i];
    r.ps = s.payoutStart()[i];
    r.l2 = s.limit2()[i];
    r.sc1 = s.scale1()[i];
    r.sc2 = s.scale2()[i];
    switch (r.rule) {
      case 27, 28, 29, 30, 31, 37, 38 -> {
        double tiv = insured(g);
        r.ts = (float) (r.ts * tiv);
        r.te = r.te == 1 ? Float.POSITIVE_INFINITY : (float) (r.te * tiv);
        double paid =
            switch (r.rule) {
              case 27 -> Math.min(Math.max(r.ps * tiv - r.d1, 0), r.l);
              case 29 -> Math.max(r.ps * tiv - r.d1, 0);
              case 30 -> Math.max((double) r.ps * r.l - r.d1, 0);
              default -> Math.max((double) r.ps - r.d1, 0);
            };
        if (r.rule == 28 || r.rule == 37 || r.rule == 38) {
          r.sc1 += 1;
        } else {
          r.ps = (float) ((paid + Math.min(paid * r.sc2, r.l2)) * (1.0 + r.sc1));
        }
      }
      case 32 -> r.sc1 += 1;
      default -> {}
    }
  }

  /** Of the distinct coverages of all items under a group. */
  private double insured(Group g) {
    SortedMap<Integer, Group> items = new TreeMap<>();
    g.collectItems(startLevel, items);
    TreeSet<Integer> coverages = new TreeSet<>();
    double sum = 0;
    for (int item : itemsDepthFirst(g)) {
      int coverage = files.items().orElseThrow().coverageId()[item - 1];
      if (coverages.add(coverage)) {
        sum += files.coverages().orElseThrow().tiv()[coverage - 1];
      }
    }
    return sum;
  }

  private List<Integer> itemsDepthFirst(Group g) {
    if (g.level == startLevel) {
      return List.of(g.id);
    }
    List<Integer> items = new ArrayList<>();
    for (Group child : g.children) {
      items.addAll(itemsDepthFirst(child));
    }
    return items;
  }

  private void countLayers(FmProgramme programme) {
    // The layers that the losses of each item are in, as its trees are climbed.
    Map<Group, Integer> now = new HashMap<>();
    Map<Group, Group> in = new HashMap<>();
    for (int l = startLevel; l <= maxLevel; l++) {
      for (Group g : levels.get(l).values()) {
        int below = 1;
        for (Group child : g.children) {
          below = Math.max(below, child.level == startLevel ? now.get(child) : child.layers);
        }
        g.layers = Math.max(below, g.policies.size());
        g.reach = g.policies.size();
        if (l == startLevel) {
          now.put(g, g.layers);
          in.put(g, g);
        }
      }
      for (Group item : levels.get(startLevel).values()) {
        for (Group parent : item.parents) {
          if (parent.level == l) {
            in.put(item, parent);
          }
        }
        Group at = in.get(item);
        if (at != item && at.level == l - 1 && !at.parents.isEmpty()) {
          in.put(item, at.parents.get(0));
        }
        if (in.get(item).parents.isEmpty()) {
          now.put(item, in.get(item).layers);
        }
      }
    }
    for (int l = maxLevel; l > startLevel; l--) {
      for (int r = 0; r < programme.size(); r++) {
        if (programme.levelId()[r] == l) {
          Group parent = group(l, programme.toAggId()[r]);
          int from = programme.fromAggId()[r];
          Group child = from > 0 ? group(l - 1, from) : group(startLevel, -from);
          if (child.reach <= parent.reach) {
            child.reach = parent.reach;
            child.layerSource = parent.layerSource;
          }
        }
      }
    }
  }

  private void markExtras() {
    for (int l = startLevel; l <= maxLevel; l++) {
      for (Group g : levels.get(l).values()) {
        boolean needs = false;
        for (Policy policy : g.policies) {
          if (policy.rows != null) {
            for (Row row : policy.rows) {
              needs |= ReferenceRules.needsExtras(row.rule);
            }
          }
        }
        if (needs) {
          giveExtras(g);
          SortedMap<Integer, Group> items = new TreeMap<>();
          g.collectItems(startLevel, items);
          // Trees that ended below over the same items.
          for (int k = startLevel + 1; k < l; k++) {
            for (Group ended : levels.get(k).values()) {
              SortedMap<Integer, Group> theirs = new TreeMap<>();
              ended.collectItems(startLevel, theirs);
              if (ended.parents.isEmpty()
                  && !Collections.disjoint(items.keySet(), theirs.keySet())) {
                giveExtras(ended);
              }
            }
          }
        }
      }
    }
  }

  private static void giveExtras(Group g) {
    g.extras = true;
    g.children.forEach(FmReference::giveExtras);
  }

  /** What is written of an event: gross losses, and net losses when wanted. */
  List<List<Output>> run(List<Item> event, boolean sorted, boolean net) {
    List<Map<Group, Active>> active = new ArrayList<>();
    for (int l = 0; l <= maxLevel; l++) {
      active.add(new LinkedHashMap<>());
    }
    List<Active> items = new ArrayList<>();
    for (Item item : event) {
      Active a = new Active(group(startLevel, item.id));
      a.storage = new Storage();
      a.storage.item = item;
      a.storage.group = a.group;
      Losses losses = new Losses(item.lanes.length);
      System.arraycopy(item.lanes, 0, losses.loss, 0, item.lanes.length);
      a.storage.layers.add(losses);
      items.add(a);
      active.get(startLevel).put(a.group, a);
      a.storage.split(a.group.layers, true);
      applyTerms(a);
      if (!a.group.parents.isEmpty()) {
        a.storage.joined = 1;
        join(active, a.group.parents.get(0), a.storage, a.group);
      }
    }
    for (int l = startLevel + 1; l <= maxLevel; l++) {
      for (Active a : active.get(l).values()) {
        gather(a);
        applyTerms(a);
        if (l == maxLevel && rule == 1) {
          allocateByInput(a);
        } else if (l < maxLevel) {
          goUp(active, a);
        }
      }
    }
    List<Active> written = new ArrayList<>(rule == 0 ? active.get(maxLevel).values() : items);
    if (sorted) {
      written.sort(Comparator.comparingInt(a -> a.group.id));
    }
    List<Output> gross = new ArrayList<>();
    List<Output> left = new ArrayList<>();
    for (Active a : written) {
      write(a, gross, net ? left : null);
    }
    return List.of(gross, left);
  }

  private void join(List<Map<Group, Active>> active, Group parent, Storage storage, Group from) {
    Active a = active.get(parent.level).computeIfAbsent(parent, Active::new);
    a.joined.add(storage);
    a.joinedFrom.add(from);
  }

  private void goUp(List<Map<Group, Active>> active, Active a) {
    if (!a.group.parents.isEmpty()) {
      join(active, a.group.parents.get(0), a.storage, a.group);
      return;
    }
    for (Storage leaf : a.storage.leaves()) {
      List<Group> parents = leaf.group.parents;
      if (leaf.joined < parents.size()) {
        join(active, parents.get(leaf.joined++), leaf, leaf.group);
      }
    }
  }

  private boolean shares(Group g) {
    return g.level > startLevel && (rule == 2 || g.endsEarly);
  }

  private void gather(Active a) {
    int layers = a.group.layers;
    boolean shares = shares(a.group);
    if (a.joined.size() == 1) {
      a.storage = a.joined.get(0);
      if (layers > 1 && !a.storage.isSplit()) {
        boolean alone = a.storage.children.isEmpty();
        a.storage.split(layers, true);
        if (shares && !alone) {
          a.storage.leaves().forEach(leaf -> leaf.split(layers, false));
        }
      }
      return;
    }
    Storage s = new Storage();
    s.group = a.group;
    s.children.addAll(a.joined);
    a.storage = s;
    int n = a.joined.get(0).layers.get(0).loss.length;
    boolean[] inAll = new boolean[a.joined.size()];
    for (int k = 0; k < inAll.length; k++) {
      Storage child = a.joined.get(k);
      Group from = a.joinedFrom.get(k);
      inAll[k] = child.isSplit() || Math.max(from.layers, from.reach) > 1;
      if (layers > 1 && shares && inAll[k] && !child.isSplit()) {
        if (child.children.isEmpty()) {
          child.split(layers, true);
        } else {
          child.leaves().forEach(leaf -> leaf.split(layers, false));
        }
      }
    }
    for (int p = 0; p < layers; p++) {
      Losses sum = new Losses(n);
      for (int i = 0; i < n; i++) {
        double loss = 0;
        for (int k = 0; k < inAll.length; k++) {
          if (p == 0 || inAll[k]) {
            Losses of = a.joined.get(k).layer(p);
            loss += of.loss[i];
            sum.ded[i] += of.ded[i];
            sum.over[i] += of.over[i];
            sum.under[i] += of.under[i];
          }
        }
        sum.loss[i] = (float) loss;
      }
      s.layers.add(sum);
    }
  }

  private void applyTerms(Active a) {
    Group g = a.group;
    if (g.policies.isEmpty()) {
      return;
    }
    if (g.policies.size() == 1 && g.layers > 1) {
      applyAcrossLayers(a, g.policies.get(0).rows);
      return;
    }
    for (int p = 0; p < g.policies.size(); p++) {
      List<Row> rows = g.policies.get(p).rows;
      if (rows != null) {
        Losses losses = a.storage.layer(p);
        Losses before = losses.copy(true);
        evaluate(rows, losses, g.extras);
        shareOut(a, p, before, losses);
      }
    }
  }

  /** Replaces losses and extras by what the rows leave of them. */
  private static void evaluate(List<Row> rows, Losses losses, boolean extras) {
    for (int i = 0; i < losses.loss.length; i++) {
      Cell c = new Cell(losses.loss[i]);
      c.ded = losses.ded[i];
      c.over = losses.over[i];
      c.under = losses.under[i];
      for (Row row : rows) {
        ReferenceRules.apply(row, c, extras);
      }
      losses.loss[i] = c.y;
      losses.ded[i] = c.ded;
      losses.over[i] = c.over;
      losses.under[i] = c.under;
    }
  }

  private void applyAcrossLayers(Active a, List<Row> rows) {
    if (rows == null) {
      return;
    }
    int layers = a.group.layers;
    Losses merged = a.storage.layer(0).copy(true);
    int n = merged.loss.length;
    for (int p = 1; p < layers; p++) {
      Losses other = a.storage.layer(p);
      for (int i = 0; i < n; i++) {
        merged.loss[i] += other.loss[i];
        merged.ded[i] += other.ded[i];
        merged.over[i] += other.over[i];
        merged.under[i] += other.under[i];
      }
    }
    Losses before = merged.copy(true);
    evaluate(rows, merged, a.group.extras);
    for (int p = 0; p < layers; p++) {
      Losses layer = a.storage.layer(p);
      Losses layerBefore = layer.copy(true);
      share(before, merged, layer, a.group.extras);
      shareOut(a, p, layerBefore, layer);
    }
  }

  private void shareOut(Active a, int p, Losses before, Losses after) {
    List<Storage> leaves = a.storage.leaves();
    if (leaves.size() == 1 || !shares(a.group)) {
      return;
    }
    for (Storage leaf : leaves) {
      if (p == 0 || leaf.isSplit()) {
        share(before, after, leaf.layer(p), a.group.extras);
      }
    }
  }

  /** Changes a part (an item, a layer) as the whole was changed. */
  private static void share(Losses before, Losses after, Losses part, boolean extras) {
    for (int i = 0; i < part.loss.length; i++) {
      float in = before.loss[i];
      float out = after.loss[i];
      if (!extras) {
        part.loss[i] *= out != 0 ? out / in : 0;
        continue;
      }
      float dD = after.ded[i] - before.ded[i];
      float returned = 0;
      float fD;
      float fL;
      if (dD >= 0) {
        fD = in > 0 ? dD / in : 0;
        fL = in > 0 ? out / in : 0;
      } else {
        returned = dD;
        fD = dD / (after.under[i] > 0 ? before.under[i] : before.ded[i]);
        fL = out / (in - dD);
      }
      float dO = after.over[i] - before.over[i];
      float fO = 0;
      boolean keepsOver = dO < 0;
      if (dO > 0) {
        fO = (float) (dO / ((double) in - returned));
      } else if (dO < 0) {
        fO = after.over[i] / before.over[i];
      }
      float dU = after.under[i] - before.under[i];
      float fU = 0;
      boolean keepsUnder = dU < 0;
      if (dU > 0) {
        fU = dU / in;
      } else if (dU < 0) {
        fU = after.under[i] / before.under[i];
      }
      // A negative quotient of the specification is "multiply by its opposite".
      if (keepsOver && fO < 0) {
        keepsOver = false;
        fO = -fO;
      }
      if (keepsUnder && fU < 0) {
        keepsUnder = false;
        fU = -fU;
      }
      if (fO < 0) {
        keepsOver = true;
        fO = -fO;
      }
      if (fU < 0) {
        keepsUnder = true;
        fU = -fU;
      }
      float l = part.loss[i];
      float d = part.ded[i];
      float o = part.over[i];
      float u = part.under[i];
      if (fD < 0) {
        float r = fD * (fU == 0 ? d : u);
        part.over[i] = keepsOver ? fO * o : o + fO * (l - r);
        part.loss[i] = (l - r) * fL;
        part.ded[i] = d + r;
        part.under[i] = (keepsUnder ? fU : -fU) * u;
      } else {
        part.over[i] = keepsOver ? fO * o : o + fO * l;
        part.under[i] = keepsUnder ? fU * u : u + fU * l;
        part.ded[i] = d + fD * l;
        part.loss[i] = l * fL;
      }
    }
  }

  private void allocateByInput(Active a) {
    List<Storage> leaves = a.storage.leaves();
    if (leaves.size() == 1) {
      return;
    }
    int layers = a.group.layers;
    leaves.forEach(leaf -> leaf.split(layers, false));
    for (int p = 0; p < layers; p++) {
      float[] result = a.storage.layer(p).loss;
      for (int i = 0; i < result.length; i++) {
        double total = 0;
        for (Storage leaf : leaves) {
          total += leaf.item.lanes[i];
        }
        double factor = result[i] != 0 && total != 0 ? result[i] / total : 0;
        for (Storage leaf : leaves) {
          leaf.layer(p).loss[i] = (float) (leaf.item.lanes[i] * factor);
        }
      }
    }
  }

  private void write(Active a, List<Output> gross, List<Output> net) {
    Group source = a.group.layerSource;
    int layers = Math.max(1, source.policies.size());
    boolean sum = rule == 0 && a.group.policies.size() == 1 && a.group.layers > 1;
    float chance = requestedRule != 0 && a.storage.item != null ? a.storage.item.chance : 0;
    if (a.group.level != startLevel) {
      chance = 0;
    }
    float[] left = a.storage.item == null ? null : a.storage.item.lanes.clone();
    for (int p = 0; p < layers; p++) {
      float[] losses = a.storage.layer(p).loss.clone();
      for (int k = 1; sum && k < a.group.layers; k++) {
        for (int i = 0; i < losses.length; i++) {
          losses[i] += a.storage.layer(k).loss[i];
        }
      }
      int layer = source.policies.isEmpty() ? 1 : source.policies.get(p).layer;
      int id = outputs.getOrDefault(List.of(a.group.id, layer), 0);
      if (id != 0) {
        gross.add(new Output(id, chance, losses));
      }
      if (net != null) {
        for (int i = 0; i < losses.length; i++) {
          left[i] = Math.max(left[i] - losses[i], 0);
        }
        if (id != 0) {
          net.add(new Output(id, chance, left.clone()));
        }
      }
    }
  }
}
