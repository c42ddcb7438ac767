package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.run.Failure;

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

  /** Makes the folders for parts and tables. */
  void openOutputs(Storage on, Optional<String> lossTable) {
    storage = on;
    LossStreamHeader header = LossStreamHeader.lossStream(streams.header().maxSample());
    if (analysis.losses().gross()) {
      gross = new JoinedStream(storage, Storage.path(analysis.output()), header);
    }
    if (analysis.losses().net()) {
      String file = analysis.netOutput().orElse(analysis.output());
      net = new JoinedStream(storage, Storage.path(file), header);
    }
    if (lossTable.isPresent()) {
      Path folder = Storage.path(lossTable.get());
      publishedTables = new Path(folder, "run_id=" + analysis.runId());
      tables = new Path(folder, "." + analysis.runId() + ".tmp-" + UUID.randomUUID());
      if (gross != null) {
        storage.makeFolders(grossTable());
      }
      if (net != null) {
        storage.makeFolders(netTable());
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
    if (tables != null) {
      storage.delete(publishedTables);
      storage.rename(tables, publishedTables);
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
