package org.crosswind.job.panel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.Engine;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.format.file.Storage;
import org.crosswind.format.market.PriceFolder;
import org.crosswind.format.market.PriceTable;
import org.crosswind.format.market.StockFile;
import org.crosswind.job.HadoopSettings;
import org.crosswind.job.config.PanelConfig;
import org.crosswind.model.market.StockRead;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.MoleculePlanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a panel: the files of a folder by tasks, a file an atom; a Parquet table on the driver. The
 * panel comes together on the driver, which so needs about 12 bytes for each price; what is
 * resampled from it never does.
 */
final class PanelReader {
  private static final Logger LOG = LoggerFactory.getLogger(PanelReader.class);

  private PanelReader() {}

  /**
   * Reads all stocks.
   *
   * @return by name
   * @throws FailureException when there is no input; what is wrong with one file or row is kept for
   *     the stock or cell that it concerns
   */
  static List<StockRead> read(
      PanelConfig config,
      Storage storage,
      HadoopSettings hadoop,
      Engine engine,
      ProgressListener progress) {
    Path input = Storage.path(config.input());
    if (PriceTable.isTable(storage, input)) {
      return PriceTable.read(storage, input, config.layout(), config.rows());
    }
    PriceFolder folder = PriceFolder.list(storage, input, config.layout());
    if (!folder.others().isEmpty()) {
      LOG.warn("passed over, since their endings are none of a price file: {}", folder.others());
    }
    List<StockRead> stocks = new ArrayList<>();
    folder
        .failures()
        .forEach((stock, failure) -> stocks.add(StockRead.failed(stock, failure.where(), failure)));
    stocks.addAll(files(folder.files(), config, hadoop, engine, progress));
    stocks.sort(Comparator.comparing(StockRead::stock));
    return stocks;
  }

  private static List<StockRead> files(
      List<StockFile> files,
      PanelConfig config,
      HadoopSettings hadoop,
      Engine engine,
      ProgressListener progress) {
    List<StockRead> stocks = new ArrayList<>();
    if (files.isEmpty()) {
      return stocks;
    }
    List<Atom<StockFile>> atoms = new ArrayList<>();
    for (StockFile file : files) {
      atoms.add(new Atom<>(atoms.size(), 1 + file.bytes(), file));
    }
    int molecules = MoleculePlanner.defaultMolecules(engine.parallelism(), atoms.size());
    ReadShared all = new ReadShared(config.layout(), config.rows(), hadoop);
    try (Shared<ReadShared> shared = engine.share(all)) {
      List<Outcome<StockRead>> outcomes =
          engine.run(
              "panel: " + files.size() + " stock files",
              MoleculePlanner.equalCost(atoms, molecules),
              AtomFunctions.perAtom(
                  file -> read(file, shared.value()), StockFile::path, OnFailure.CONTINUE),
              progress);
      for (Outcome<StockRead> outcome : outcomes) {
        if (outcome instanceof Done<StockRead> done) {
          stocks.add(done.value());
        } else if (outcome instanceof Failed<StockRead> failed) {
          StockFile file = files.get(failed.index());
          stocks.add(StockRead.failed(file.stock(), file.path(), failed.failure()));
        }
      }
    }
    return stocks;
  }

  private static StockRead read(StockFile file, ReadShared run) {
    return file.read(new Storage(run.hadoop().shared()), run.layout(), run.rules());
  }
}
