package org.crosswind.job.diff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;

/**
 * The events of a loss stream, one after the other or by name. Events passed over on the way to a
 * named one are kept until they are asked for, so two streams in the same order need the memory of
 * an event each.
 */
final class EventStream implements AutoCloseable {
  private final Path file;
  private final LossStreamReader reader;
  private final LossEventBatch batch = new LossEventBatch();
  private final LossEventView view = new LossEventView();
  private final Map<Integer, Integer> occurrences = new HashMap<>();
  private final Map<List<Integer>, EventMeans> passed = new LinkedHashMap<>();
  private int next;
  private int inBatch;

  EventStream(Storage storage, Path file) {
    this.file = file;
    this.reader = LossStreamReader.open(Storage.name(file), storage.openUnpacked(file));
  }

  /** The next event of the stream; null after the last. */
  EventMeans next() {
    while (next == inBatch) {
      if (!reader.next(batch)) {
        return null;
      }
      next = 0;
      inBatch = batch.size();
    }
    view.moveTo(batch, next++);
    int occurrence = occurrences.merge(view.eventId(), 1, Integer::sum) - 1;
    return EventMeans.of(view, occurrence, reader.header().maxSample());
  }

  /** The event of the same id and occurrence as one of another stream; null when there is none. */
  EventMeans like(EventMeans other) {
    List<Integer> wanted = key(other);
    EventMeans found = passed.remove(wanted);
    while (found == null) {
      EventMeans event = next();
      if (event == null) {
        return null;
      }
      if (key(event).equals(wanted)) {
        found = event;
      } else {
        passed.put(key(event), event);
      }
    }
    return found;
  }

  /** The events that nobody asked for, in the order of the stream; ends the stream. */
  List<EventMeans> rest() {
    List<EventMeans> rest = new ArrayList<>(passed.values());
    for (EventMeans event = next(); event != null; event = next()) {
      rest.add(event);
    }
    rest.sort(Comparator.comparingInt(EventMeans::occurrence)); // stable
    passed.clear();
    return rest;
  }

  private static List<Integer> key(EventMeans event) {
    return List.of(event.event(), event.occurrence());
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Storage.failure(file, "close", e);
    }
  }
}
