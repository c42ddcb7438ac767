package org.crosswind.job.fm;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.crosswind.calc.fm.FmCalculator;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossTable;
import org.crosswind.format.oasis.LossTableWriter;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.fm.FmPart.BadEvent;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.report.PartFile;
import org.crosswind.report.PartLedger;

/**
 * One task of a run of the financial module: reads the bytes of its slices, applies the terms event
 * by event with one set of scratch memory, and writes the losses to its parts, one for each
 * analysis and perspective it touches. A bad event leaves no byte behind; a disk that fails fails
 * the task.
 */
final class FmTask implements MoleculeFunction<FmSlice, FmPart> {
  private static final long serialVersionUID = 1L;

  private static final int PART_BUFFER = 1 << 17;

  /** To make one is slow, and the tasks of a JVM rarely need two; they are only read. */
  private static final Map<Map<String, String>, Configuration> CONFIGURATIONS =
      new ConcurrentHashMap<>();

  private final FmTaskPlan plan;
  private final ArrayList<Shared<FmStructure>> structures;

  FmTask(FmTaskPlan plan, List<Shared<FmStructure>> structures) {
    this.plan = plan;
    this.structures = new ArrayList<>(structures);
  }

  private static Configuration configuration(Map<String, String> settings) {
    return new HadoopSettings(settings).configuration();
  }

  /** The file of a molecule's part in the folder of an analysis and perspective. */
  static String partName(int molecule) {
    return PartFile.name(molecule, "bin");
  }

  @Override
  public List<Outcome<FmPart>> apply(Molecule<FmSlice> molecule) throws Exception {
    Configuration hadoop = CONFIGURATIONS.computeIfAbsent(plan.hadoop(), FmTask::configuration);
    List<Outcome<FmPart>> outcomes = new ArrayList<>(molecule.atoms().size());
    List<Atom<FmSlice>> atoms = molecule.atoms();
    int from = 0;
    while (from < atoms.size()) {
      int analysis = atoms.get(from).input().analysis();
      int to = from + 1;
      while (to < atoms.size() && atoms.get(to).input().analysis() == analysis) {
        to++;
      }
      outcomes.addAll(
          new Group(hadoop, molecule.number(), analysis, atoms.subList(from, to)).run());
      from = to;
    }
    return outcomes;
  }

  /** The neighbouring slices of one analysis in one molecule. */
  private final class Group {
    private final Configuration hadoop;
    private final Storage storage;
    private final int molecule;
    private final FmTaskPlan.Analysis analysis;
    private final List<Atom<FmSlice>> atoms;

    Group(Configuration hadoop, int molecule, int analysis, List<Atom<FmSlice>> atoms) {
      this.hadoop = hadoop;
      this.storage = new Storage(hadoop);
      this.molecule = molecule;
      this.analysis = plan.analyses().get(analysis);
      this.atoms = atoms;
    }

    List<Outcome<FmPart>> run() throws IOException {
      List<Outcome<FmPart>> outcomes = new ArrayList<>();
      intoPart(
          analysis.grossParts(),
          partName(molecule),
          gross ->
              intoPart(
                  analysis.netParts(),
                  partName(molecule),
                  net ->
                      intoPart(
                          analysis.grossTable(),
                          PartFile.name(molecule, "parquet"),
                          grossTable ->
                              intoPart(
                                  analysis.netTable(),
                                  PartFile.name(molecule, "parquet"),
                                  netTable -> {
                                    outcomes.clear();
                                    compute(gross, net, grossTable, netTable, outcomes);
                                  }))));
      return outcomes;
    }

    /** Makes a part when its folder is wanted, and hands on null when it is not. */
    private void intoPart(String folder, String name, PartBody body) throws IOException {
      if (folder == null) {
        body.writeTo(null);
      } else {
        PartFile.write(hadoop, new Path(folder), name, (fs, file) -> body.writeTo(file));
      }
    }

    private void compute(
        Path grossFile,
        Path netFile,
        Path grossTable,
        Path netTable,
        List<Outcome<FmPart>> outcomes)
        throws IOException {
      LossStreamHeader header = LossStreamHeader.lossStream(analysis.maxSample());
      boolean alone = analysis.alone();
      try (Losses gross = Losses.open(storage, grossFile, grossTable, header, alone);
          Losses net = Losses.open(storage, netFile, netTable, header, alone);
          Inputs inputs = new Inputs(storage)) {
        Events events = new Events(gross, net);
        for (Atom<FmSlice> atom : atoms) {
          outcomes.add(events.compute(atom, inputs));
        }
      }
    }

    /** Computes slices with memory that is used again. */
    private final class Events {
      private final FmCalculator calculator =
          new FmCalculator(
              structures.get(analysis.structure()).value(),
              analysis.maxSample(),
              analysis.sortOutput());
      private final LossStreamHeader header =
          new LossStreamHeader(
              analysis.sourceType(), analysis.aggregationType(), analysis.maxSample());
      private final LossEventBatch batch = new LossEventBatch();
      private final LossEventView view = new LossEventView();
      private final UpcomingItems upcoming = new UpcomingItems();
      private final CurrentMolecule current =
          CurrentMolecule.get() == null ? new CurrentMolecule() : CurrentMolecule.get();
      private final Losses gross;
      private final Losses net;

      Events(Losses gross, Losses net) {
        this.gross = gross;
        this.net = net;
      }

      Outcome<FmPart> compute(Atom<FmSlice> atom, Inputs inputs) throws IOException {
        FmSlice slice = atom.input();
        Failure hanging = CurrentMolecule.givenUp(atom.index());
        if (hanging != null) {
          return new Failed<>(atom.index(), hanging);
        }
        LossStreamReader reader =
            LossStreamReader.part(
                header,
                inputs.slice(analysis.inputs().get(slice.input()), slice),
                slice.offset(),
                plan.lenient());
        List<BadEvent> bad = new ArrayList<>();
        long next = slice.firstEvent();
        long items = 0;
        while (true) {
          CurrentMolecule.at(atom.index(), () -> nameOf(slice));
          try {
            if (!reader.next(batch)) {
              break;
            }
          } catch (FailureException e) {
            if (plan.skip() || e.failure().reason() == FailureReason.IO) {
              // What was scanned whole cannot be broken now; and a disk is worth another attempt.
              throw new IOException(e.getMessage(), e);
            }
            return new Failed<>(atom.index(), e.failure());
          }
          int expected = 0;
          for (int e = 0; e < batch.size(); e++, next++) {
            if (e == expected) {
              expected = upcoming.tell(calculator, batch, e);
            }
            Failure failure = process(atom.index(), next, e);
            if (failure == null) {
              items += batch.eventItems(e);
            } else if (plan.skip()) {
              bad.add(new BadEvent(next, batch.eventId(e), false, failure));
            } else {
              return new Failed<>(atom.index(), failure);
            }
          }
          CurrentMolecule.over(); // to write is no fault of an event
          Losses.flush(gross);
          Losses.flush(net);
        }
        CurrentMolecule.over();
        int done = Math.toIntExact(next - slice.firstEvent()) - bad.size();
        if (slice.events() != FmSlice.UNKNOWN && next != slice.firstEvent() + slice.events()) {
          throw new IOException(
              slice + " has " + (next - slice.firstEvent()) + " events: the stream was changed");
        }
        return new Done<>(atom.index(), new FmPart(done, items, bad));
      }

      /** Computes an event; null, or why there is nothing of it in the buffers. */
      private Failure process(int atom, long number, int event) throws IOException {
        if (current.hasGivenUp()) {
          Failure hanging = current.givenUp(atom, number);
          if (hanging != null) {
            return new Failure(hanging.reason(), whereOf(event), hanging.message());
          }
        }
        current.part(number);
        int grossLength = Losses.length(gross);
        int netLength = Losses.length(net);
        try {
          calculator.process(view.moveTo(batch, event), Losses.buffer(gross), Losses.buffer(net));
          return null;
        } catch (RuntimeException e) {
          Losses.truncate(gross, grossLength);
          Losses.truncate(net, netLength);
          return AtomFunctions.failureOf(e, whereOf(event));
        }
      }

      private String nameOf(FmSlice slice) {
        String stream = Storage.name(Storage.path(analysis.inputs().get(slice.input())));
        return stream + ": byte " + slice.offset();
      }

      private String whereOf(int event) {
        return batch.source() + ": event " + batch.eventId(event);
      }
    }
  }

  @FunctionalInterface
  private interface PartBody {
    void writeTo(Path file) throws IOException;
  }

  /** The losses of one perspective on their way to a part, and to a loss table when wanted. */
  private static final class Losses implements AutoCloseable {
    private final LossBuffer buffer = new LossBuffer();
    private final LossStreamHeader header;
    private final Path file;
    private final OutputStream part;
    private final CRC32C checksum;
    private final LossTableWriter table;
    private final LossEventBatch tableBatch = new LossEventBatch();

    private Losses(
        LossStreamHeader header,
        Path file,
        OutputStream part,
        CRC32C checksum,
        LossTableWriter table) {
      this.header = header;
      this.file = file;
      this.part = part;
      this.checksum = checksum;
      this.table = table;
    }

    /** Null when there is no part to write; a part that is alone begins with the header. */
    static Losses open(
        Storage storage, Path part, Path table, LossStreamHeader header, boolean alone)
        throws IOException {
      if (part == null) {
        return null;
      }
      CRC32C checksum = new CRC32C();
      OutputStream file =
          LocalFiles.has(storage, part) ? LocalFiles.create(part) : storage.create(part);
      OutputStream out = new CheckedOutputStream(file, checksum);
      if (alone) {
        out.write(header.toBytes());
      }
      return new Losses(
          header,
          part,
          out,
          checksum,
          table == null
              ? null
              : LossTableWriter.parquet(
                  Storage.name(table),
                  new BufferedOutputStream(storage.create(table), PART_BUFFER),
                  LossTable.OUTPUT_ID,
                  header));
    }

    static LossBuffer buffer(Losses losses) {
      return losses == null ? null : losses.buffer;
    }

    static int length(Losses losses) {
      return losses == null ? 0 : losses.buffer.length();
    }

    static void truncate(Losses losses, int length) {
      if (losses != null) {
        losses.buffer.truncate(length);
      }
    }

    static void flush(Losses losses) throws IOException {
      if (losses != null) {
        losses.flush();
      }
    }

    private void flush() throws IOException {
      buffer.writeTo(part);
      if (table != null && buffer.length() > 0) {
        LossStreamReader again =
            LossStreamReader.part(
                header,
                new LossStreamReader.Source(
                    "losses", new ByteArrayInputStream(buffer.toByteArray())),
                0,
                false);
        while (again.next(tableBatch)) {
          table.write(tableBatch);
        }
      }
      buffer.clear();
    }

    @Override
    public void close() throws IOException {
      try (OutputStream closing = part) {
        flush();
        if (table != null) {
          table.close();
        }
      }
      PartLedger.tell(file, checksum);
    }
  }

  /** Opens each stream once and reads slices of it, mostly one after the other. */
  private static final class Inputs implements AutoCloseable {
    private final Storage storage;
    private final Map<String, FSDataInputStream> open = new HashMap<>();

    Inputs(Storage storage) {
      this.storage = storage;
    }

    LossStreamReader.Source slice(String input, FmSlice slice) throws IOException {
      FSDataInputStream in = open.get(input);
      if (in == null) {
        in = storage.open(Storage.path(input));
        open.put(input, in);
      }
      if (in.getPos() != slice.offset()) {
        in.seek(slice.offset());
      }
      return new LossStreamReader.Source(
          Storage.name(Storage.path(input)), new BoundedInput(in, slice.length()));
    }

    @Override
    public void close() throws IOException {
      for (FSDataInputStream in : open.values()) {
        in.close();
      }
    }
  }
}
