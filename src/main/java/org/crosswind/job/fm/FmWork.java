package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.Failure;
import org.crosswind.report.PartLedger.Part;

/** One analysis on its way through a job: what is known of it and what it writes. */
final class FmWork implements AutoCloseable {
  private final int number;
  private final FmAnalysis analysis;
  private int structure;
  private String warnings = "";
  private FmStreams streams;
  private volatile Failure failure;
  private int failedAt = Integer.MAX_VALUE;

  private Storage storage;
  private JoinedStream gross;
  private JoinedStream net;
  private Path tables;
  private Path publishedTables;
  private boolean tablesPublished;

  private boolean alone;
  private long events;
  private long items;
  private final List<BadEvent> bad = new ArrayList<>();

  FmWork(int number, FmAnalysis analysis) {
    this.number = number;
    this.analysis = analysis;
  }

  int number() {
    return number;
  }

  FmAnalysis analysis() {
    return analysis;
  }

  boolean failed() {
    return failure != null;
  }

  /** Why nothing will be published. */
  void fail(Failure why) {
    failure = why;
  }

  /** As {@link #fail}, for an atom; of several the first in input order counts. */
  void fail(int atom, Failure why) {
    if (atom < failedAt) {
      failedAt = atom;
      failure = why;
    }
  }

  void compiled(int structureNumber, String oddities) {
    structure = structureNumber;
    warnings = oddities;
  }

  void cut(FmStreams found) {
    streams = found;
  }

  List<FmSlice> slices() {
    return streams.slices();
  }

  /**
   * Makes the folders for parts and tables, or takes over those of the run that goes on.
   *
   * @param hidden the names of hidden files: of this run, of the one that goes on, of dead ones
   */
  void openOutputs(Storage on, Optional<String> lossTable, FmHidden hidden) {
    storage = on;
    LossStreamHeader header = LossStreamHeader.lossStream(streams.header().maxSample());
    if (analysis.losses().gross()) {
      gross = open(analysis.output(), header, hidden);
    }
    if (analysis.losses().net()) {
      net = open(analysis.netOutput().orElse(analysis.output()), header, hidden);
    }
    if (lossTable.isPresent()) {
      openTables(Storage.path(lossTable.get()), hidden);
    }
  }

  private JoinedStream open(String file, LossStreamHeader header, FmHidden hidden) {
    JoinedStream stream =
        new JoinedStream(storage, storage.replaceable(Storage.path(file)), header, hidden.token());
    stream.discard(hidden.discarded());
    stream.open(hidden.adopted());
    return stream;
  }

  private void openTables(Path folder, FmHidden hidden) {
    publishedTables = new Path(folder, "run_id=" + analysis.runId());
    tables = tablesOf(folder, hidden.token());
    hidden.discarded().forEach(token -> storage.delete(tablesOf(folder, token)));
    for (String token : hidden.adopted()) {
      Path theirs = tablesOf(folder, token);
      if (storage.exists(theirs)) {
        if (storage.exists(tables)) {
          storage.delete(tables);
        }
        storage.rename(theirs, tables);
      }
    }
    if (gross != null) {
      storage.makeFolders(grossTable());
    }
    if (net != null) {
      storage.makeFolders(netTable());
    }
  }

  private Path tablesOf(Path folder, String token) {
    return new Path(folder, "." + analysis.runId() + ".tmp-" + token);
  }

  /**
   * Finds out which recorded parts of this analysis are in its streams already.
   *
   * @param molecules those that have a part of it, in order
   * @param recorded the parts that are recorded, by path
   */
  void restore(List<Integer> molecules, Map<String, Part> recorded) {
    if (storage == null) {
      return;
    }
    for (JoinedStream stream : new JoinedStream[] {gross, net}) {
      if (stream != null) {
        List<Map.Entry<Integer, Part>> first = new ArrayList<>();
        for (int molecule : molecules) {
          Part part = recorded.get(new Path(stream.parts(), FmTask.partName(molecule)).toString());
          if (part == null) {
            break;
          }
          first.add(Map.entry(molecule, part));
        }
        boolean all = first.size() == molecules.size() && !molecules.isEmpty();
        stream.restore(first, all, alone && all);
      }
    }
    boolean streamsPublished =
        (gross == null || gross.isPublished()) && (net == null || net.isPublished());
    if (tables != null && streamsPublished && storage.exists(publishedTables)) {
      // The tables get their name last; without parts here they have it.
      tablesPublished = hasNoFile(grossTable()) && hasNoFile(netTable());
    }
  }

  private boolean hasNoFile(Path folder) {
    return !storage.exists(folder) || storage.list(folder).length == 0;
  }

  /** Whether a recorded part need not be where it was written, since it is in an output. */
  boolean has(int molecule, String part) {
    for (JoinedStream stream : new JoinedStream[] {gross, net}) {
      if (stream != null && part.startsWith(stream.parts() + "/")) {
        return stream.has(molecule);
      }
    }
    return tablesPublished && part.startsWith(tables + "/");
  }

  /**
   * Removes parts that are not known to be whole.
   *
   * @param known paths of those that are
   */
  void sweep(Set<String> known) {
    if (gross != null) {
      sweep(gross.parts(), known);
    }
    if (net != null) {
      sweep(net.parts(), known);
    }
    if (tables != null && gross != null) {
      sweep(grossTable(), known);
    }
    if (tables != null && net != null) {
      sweep(netTable(), known);
    }
  }

  private void sweep(Path folder, Set<String> known) {
    if (storage.exists(folder)) {
      for (FileStatus part : storage.list(folder)) {
        Path file = new Path(folder, part.getPath().getName());
        if (!known.contains(file.toString())) {
          storage.delete(file);
        }
      }
    }
  }

  private Path grossTable() {
    return new Path(tables, "perspective=gross");
  }

  private Path netTable() {
    return new Path(tables, "perspective=net");
  }

  /** What tasks need to know; of a failed analysis nothing, since no slice names it. */
  FmTaskPlan.Analysis task() {
    if (streams == null || storage == null) {
      return new FmTaskPlan.Analysis(0, List.of(), 0, 0, 0, false, false, null, null, null, null);
    }
    LossStreamHeader header = streams.header();
    return new FmTaskPlan.Analysis(
        structure,
        new ArrayList<>(analysis.inputs()),
        header.sourceType(),
        header.aggregationType(),
        header.maxSample(),
        analysis.sortOutput(),
        alone,
        gross == null ? null : gross.parts().toString(),
        net == null ? null : net.parts().toString(),
        gross == null || tables == null ? null : grossTable().toString(),
        net == null || tables == null ? null : netTable().toString());
  }

  void add(FmPart part) {
    events += part.events();
    items += part.items();
    bad.addAll(part.bad());
  }

  /** Tells whether one molecule has all events. */
  void alone(boolean oneMolecule) {
    alone = oneMolecule;
  }

  /** Appends the part of a molecule to the outputs. */
  void append(int molecule) {
    for (JoinedStream stream : new JoinedStream[] {gross, net}) {
      if (stream != null && alone) {
        stream.adopt(molecule);
      } else if (stream != null) {
        stream.append(molecule);
      }
    }
  }

  /** Gives the outputs their names, when all are complete. */
  void publish() {
    if (gross != null) {
      gross.complete();
    }
    if (net != null) {
      net.complete();
    }
    if (gross != null) {
      gross.publish();
    }
    if (net != null) {
      net.publish();
    }
    if (tables != null && !tablesPublished) {
      storage.status(tables); // gone, when another process has taken this run for dead
      storage.delete(publishedTables);
      storage.rename(tables, publishedTables);
      tablesPublished = true;
    }
  }

  FmRun.Result result() {
    if (failed()) {
      return new FmRun.Result(analysis, 0, 0, 0, 0, List.of(), warnings, Optional.of(failure));
    }
    long bytes = (gross == null ? 0 : gross.bytes()) + (net == null ? 0 : net.bytes());
    List<BadEvent> leftOut = new ArrayList<>(bad);
    leftOut.addAll(streams.broken());
    long read = events + leftOut.size();
    return new FmRun.Result(
        analysis, read, events, items, bytes, leftOut, warnings, Optional.empty());
  }

  /** Closes files and leaves everything for a run that goes on. */
  void leave() {
    for (JoinedStream stream : new JoinedStream[] {gross, net}) {
      if (stream != null) {
        stream.leave();
      }
    }
  }

  /** Removes whatever was not published. */
  @Override
  public void close() {
    try (JoinedStream first = gross;
        JoinedStream second = net) {
      if (tables != null) {
        storage.delete(tables);
      }
    }
  }
}
