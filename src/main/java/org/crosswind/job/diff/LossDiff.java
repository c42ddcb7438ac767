package org.crosswind.job.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.LossDiffTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.job.diff.EventMeans.Means;
import org.crosswind.job.diff.LossStreams.Key;

/**
 * Compares two runs of the financial module, stream by stream: mean losses by event and output. It
 * says what moved and not why: the streams do not hold what they were made of.
 */
final class LossDiff {
  private final Storage storage;
  private final LossStreams a;
  private final LossStreams b;
  private final RowSink sink;
  private final int top;
  private final StringBuilder text = new StringBuilder();

  /** Totals of a stream, or of an output or event of it. */
  private static final class Total {
    private double a;
    private double b;
    private double sampledA;
    private double sampledB;

    void add(Means before, Means after) {
      a += orZero(before.numerical());
      b += orZero(after.numerical());
      sampledA += orZero(before.sampled());
      sampledB += orZero(after.sampled());
    }

    double size() {
      return Math.max(Math.abs(b - a), Math.abs(sampledB - sampledA));
    }
  }

  /**
   * A comparison.
   *
   * @param sink takes the rows of what moved; null for none
   * @param top how many outputs and events to name
   */
  LossDiff(Storage storage, LossStreams a, LossStreams b, RowSink sink, int top) {
    this.storage = storage;
    this.a = a;
    this.b = b;
    this.sink = sink;
    this.top = top;
  }

  /** Compares all streams and returns what a person reads of it. */
  String run() {
    line("A is %s, B is %s", a.name(), b.name());
    Set<Key> seen = new LinkedHashSet<>();
    for (Key key : b.streams().keySet()) {
      Optional<Key> partner = a.partner(b, key);
      if (partner.isEmpty()) {
        line("%s: not in A", key);
        continue;
      }
      seen.add(partner.get());
      LossStreams.Stream before = a.streams().get(partner.get());
      LossStreams.Stream after = b.streams().get(key);
      if (before.failure() != null || after.failure() != null) {
        boolean inA = before.failure() != null;
        line("%s: failed in %s: %s", key, inA ? "A" : "B", (inA ? before : after).failure());
      } else {
        compare(key, before, after);
      }
    }
    for (Key key : a.streams().keySet()) {
      if (!seen.contains(key)) {
        line("%s: not in B", key);
      }
    }
    return text.toString();
  }

  private void compare(Key key, LossStreams.Stream before, LossStreams.Stream after) {
    Total total = new Total();
    Map<Integer, Total> outputs = new TreeMap<>();
    List<Map.Entry<String, Total>> events = new ArrayList<>();
    int compared = 0;
    int added = 0;
    List<EventMeans> gone;
    try (EventStream streamA = new EventStream(storage, before.file());
        EventStream streamB = new EventStream(storage, after.file())) {
      for (EventMeans event = streamB.next(); event != null; event = streamB.next()) {
        EventMeans same = streamA.like(event);
        compared += same == null ? 0 : 1;
        added += same == null ? 1 : 0;
        keep(events, event.event(), event(key, same, event, total, outputs));
      }
      gone = streamA.rest();
    }
    for (EventMeans event : gone) {
      keep(events, event.event(), event(key, event, null, total, outputs));
    }
    line("");
    line("%s: %d events compared, %d new, %d gone", key, compared, added, gone.size());
    header("sum over events");
    figures("total", total);
    List<Map.Entry<String, Total>> movers = new ArrayList<>();
    outputs.forEach((id, moved) -> keep(movers, id, moved));
    movers("output", movers);
    movers("event", events);
  }

  private Total event(
      Key key, EventMeans before, EventMeans after, Total total, Map<Integer, Total> outputs) {
    Total event = new Total();
    Set<Integer> ids = new LinkedHashSet<>();
    if (after != null) {
      ids.addAll(after.outputs().keySet());
    }
    if (before != null) {
      ids.addAll(before.outputs().keySet());
    }
    int number = (after == null ? before : after).event();
    for (int id : ids) {
      Means from = before == null ? null : before.outputs().get(id);
      Means into = after == null ? null : after.outputs().get(id);
      Means a = from == null ? EventMeans.NONE : from;
      Means b = into == null ? EventMeans.NONE : into;
      event.add(a, b);
      total.add(a, b);
      outputs.computeIfAbsent(id, output -> new Total()).add(a, b);
      if (sink != null && (from == null || into == null || !from.equals(into))) {
        String status = from == null ? "new" : into == null ? "gone" : "compared";
        write(key, number, id, status, a, b);
      }
    }
    return event;
  }

  private void write(Key key, int event, int output, String status, Means a, Means b) {
    sink.setString(LossDiffTable.ANALYSIS, key.analysis());
    sink.setString(LossDiffTable.PERSPECTIVE, key.perspective());
    sink.setInt(LossDiffTable.EVENT_ID, event);
    sink.setInt(LossDiffTable.OUTPUT_ID, output);
    sink.setString(LossDiffTable.STATUS, status);
    number(LossDiffTable.MEAN_A, a.numerical());
    number(LossDiffTable.MEAN_B, b.numerical());
    sink.setDouble(LossDiffTable.MEAN_CHANGE, orZero(b.numerical()) - orZero(a.numerical()));
    number(LossDiffTable.SAMPLE_MEAN_A, a.sampled());
    number(LossDiffTable.SAMPLE_MEAN_B, b.sampled());
    sink.setDouble(LossDiffTable.SAMPLE_MEAN_CHANGE, orZero(b.sampled()) - orZero(a.sampled()));
    sink.endRow();
  }

  private void number(int column, double value) {
    if (!Double.isNaN(value)) {
      sink.setDouble(column, value);
    }
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Keeps the largest moves, now and then. */
  private void keep(List<Map.Entry<String, Total>> movers, int id, Total moved) {
    if (moved.size() > 0) {
      movers.add(Map.entry(Integer.toString(id), moved));
      if (movers.size() > 1000 + 2 * top) {
        trim(movers);
      }
    }
  }

  private void trim(List<Map.Entry<String, Total>> movers) {
    movers.sort(
        Comparator.comparingDouble((Map.Entry<String, Total> m) -> m.getValue().size()).reversed());
    if (movers.size() > top) {
      movers.subList(top, movers.size()).clear();
    }
  }

  private void movers(String what, List<Map.Entry<String, Total>> movers) {
    trim(movers);
    if (!movers.isEmpty()) {
      header("largest moves by " + what);
      movers.forEach(mover -> figures(what + " " + mover.getKey(), mover.getValue()));
    }
  }

  private void header(String title) {
    line(
        "%-28s %15s %15s %15s %15s %15s %15s",
        title, "mean A", "mean B", "change", "sample mean A", "sample mean B", "change");
  }

  private void figures(String label, Total t) {
    line(
        "%-28s %15.7g %15.7g %15.7g %15.7g %15.7g %15.7g",
        label, t.a, t.b, t.b - t.a, t.sampledA, t.sampledB, t.sampledB - t.sampledA);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
