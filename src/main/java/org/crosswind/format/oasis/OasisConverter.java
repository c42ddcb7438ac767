package org.crosswind.format.oasis;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.crosswind.format.file.Storage;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Turns static tables and loss streams of one form into another: Oasis binary, text, Parquet.
 * Nothing is computed and nothing is lost; what a form has no place for is asked for or refused.
 */
public final class OasisConverter {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Storage storage;

  /** Reads and writes through this storage. */
  public OasisConverter(Storage storage) {
    this.storage = Objects.requireNonNull(storage, "storage");
  }

  /**
   * Converts all static tables of a folder that are there, each from the form that a run would
   * read.
   *
   * @param from the folder
   * @param to another folder, made when needed
   * @param form the form of each table
   * @return the files written
   * @throws FailureException MISSING when the folder has no static table; else as the reader and
   *     the writer
   */
  public List<String> staticTables(Path from, Path to, StaticForm form) {
    StaticFolder source = new HadoopStaticFolder(storage, from);
    StaticFolder target = new HadoopStaticFolder(storage, to);
    OasisStaticReader reader = new OasisStaticReader(source);
    List<String> written = new ArrayList<>();
    for (StaticTable table : StaticTable.values()) {
      Optional<TableData> data = reader.table(table);
      if (data.isPresent()) {
        OasisStaticWriter.write(data.get(), target, form);
        written.add(target.name(table.fileName(form)));
      }
    }
    if (written.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          source.name(),
          "has no static table, expected fm_programme, fm_policytc, ... as .bin, .csv or .parquet");
    }
    return written;
  }

  /** The form of a loss stream's file, by its ending; anything but csv and parquet is a stream. */
  public static StaticForm formOf(Path file) {
    String name = file.getName().toLowerCase(Locale.ROOT);
    for (StaticForm form : StaticForm.values()) {
      if (name.endsWith(form.ending())) {
        return form;
      }
    }
    return StaticForm.BINARY;
  }

  /**
   * Converts a loss stream.
   *
   * @param from the stream, or its table; the form is {@link #formOf} the name
   * @param to what to write, likewise; replaced when there
   * @param header the header of the stream to write when the table does not say it; without one,
   *     text becomes a stream of type loss and item with the greatest sample index found
   * @param idColumn name of the second column when a table is written: {@link LossTable#ITEM_ID} or
   *     {@link LossTable#OUTPUT_ID}
   */
  public void stream(Path from, Path to, Optional<LossStreamHeader> header, String idColumn) {
    StaticForm source = formOf(from);
    StaticForm target = formOf(to);
    if (source == target) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(to),
          "has the same form as " + Storage.name(from) + ", expected another ending");
    }
    if (source != StaticForm.BINARY && target != StaticForm.BINARY) {
      throw FailureException.of(
          FailureReason.INVALID,
          Storage.name(to),
          "is a table like " + Storage.name(from) + ", expected a stream (.bin) on one side");
    }
    Path partial = new Path(Storage.folderOf(to), "_" + to.getName() + ".partial");
    try {
      if (target == StaticForm.BINARY) {
        tableToStream(source, from, partial, header);
      } else {
        streamToTable(from, partial, target, idColumn);
      }
      storage.delete(to);
      storage.rename(partial, to);
    } finally {
      storage.delete(partial);
    }
  }

  private void streamToTable(Path from, Path to, StaticForm form, String idColumn) {
    String name = Storage.name(from);
    try (LossStreamReader reader = LossStreamReader.open(name, storage.open(from));
        LossTableWriter writer = writer(to, form, idColumn, reader.header())) {
      LossEventBatch batch = new LossEventBatch();
      while (reader.next(batch)) {
        writer.write(batch);
      }
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, name, "could not read: " + e), e);
    }
  }

  private LossTableWriter writer(
      Path to, StaticForm form, String idColumn, LossStreamHeader header) {
    OutputStream out = new BufferedOutputStream(storage.create(to), BUFFER_BYTES);
    return form == StaticForm.CSV
        ? LossTableWriter.csv(Storage.name(to), out, idColumn)
        : LossTableWriter.parquet(Storage.name(to), out, idColumn, header);
  }

  private void tableToStream(
      StaticForm form, Path from, Path to, Optional<LossStreamHeader> header) {
    String name = Storage.name(from);
    if (form == StaticForm.PARQUET) {
      LossTableReader.parquet(name, new StorageInput(storage, from), header, storage.create(to));
      return;
    }
    LossStreamHeader known =
        header.orElseGet(() -> LossStreamHeader.lossStream(maxSampleOf(from, name)));
    try (InputStream in = storage.open(from)) {
      LossTableReader.csv(name, in, known, storage.create(to));
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, name, "could not read: " + e), e);
    }
  }

  private int maxSampleOf(Path from, String name) {
    try (InputStream in = storage.open(from)) {
      return LossTableReader.maxSample(name, in);
    } catch (IOException e) {
      throw new FailureException(new Failure(FailureReason.IO, name, "could not read: " + e), e);
    }
  }

  private record StorageInput(Storage storage, Path path) implements InputFile {
    @Override
    public long getLength() {
      return storage.status(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() {
      return HadoopStreams.wrap(storage.open(path));
    }
  }
}
