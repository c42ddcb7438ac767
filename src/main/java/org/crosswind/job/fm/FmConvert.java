package org.crosswind.job.fm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.oasis.HadoopStaticFolder;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossTable;
import org.crosswind.format.oasis.OasisConverter;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.format.oasis.StaticForm;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** The part of {@code convert} that knows the files of the financial module. */
public final class FmConvert {
  private final Storage storage;

  /** Reads and writes through this storage. */
  public FmConvert(Storage storage) {
    this.storage = storage;
  }

  /**
   * Whether there are files of the financial module: a folder with static tables, a {@code .bin}
   * file, or a table with a column {@code sidx}.
   */
  public boolean recognises(String from) {
    Path path = Storage.path(from);
    if (!storage.exists(path)) {
      return false;
    }
    if (storage.status(path).isDirectory()) {
      return new OasisStaticReader(new HadoopStaticFolder(storage, path)).hasTables();
    }
    String name = path.getName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".bin")) {
      return true;
    }
    if (!name.endsWith(".csv") && !name.endsWith(".parquet")) {
      return false;
    }
    try (RowSource table = Tables.read(storage, path)) {
      return table.columns().contains("sidx");
    }
  }

  /**
   * Converts the static tables of a folder, or one loss stream.
   *
   * @param from a folder of static tables; or a loss stream, binary unless it ends with {@code
   *     .csv} or {@code .parquet}
   * @param to a folder; or a file whose ending says what to write
   * @param as the form of static tables; needed for a folder, not for a stream
   * @param maxSample the greatest sample index of a stream that is made from text; without it, the
   *     greatest found
   * @param outputs whether the second column of a table that is written is called {@code output_id}
   *     (a stream out of the financial module) or {@code item_id} (ground-up losses)
   * @return the files written
   * @throws FailureException when there is nothing to convert, or it cannot be read or written
   */
  public List<String> run(
      String from,
      String to,
      Optional<StaticForm> as,
      Optional<Integer> maxSample,
      boolean outputs) {
    OasisConverter converter = new OasisConverter(storage);
    if (storage.status(Storage.path(from)).isDirectory()) {
      StaticForm form =
          as.orElseThrow(
              () ->
                  FailureException.of(
                      FailureReason.INVALID,
                      from,
                      "is a folder of static tables: say which form to write, binary, csv or"
                          + " parquet"));
      return converter.staticTables(Storage.path(from), Storage.path(to), form);
    }
    converter.stream(
        Storage.path(from),
        Storage.path(to),
        maxSample.map(LossStreamHeader::lossStream),
        outputs ? LossTable.OUTPUT_ID : LossTable.ITEM_ID);
    return List.of(Storage.name(Storage.path(to)));
  }
}
