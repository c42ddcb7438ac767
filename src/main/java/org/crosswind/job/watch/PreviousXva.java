package org.crosswind.job.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.RunTable;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;

/**
 * The figures of an earlier night of XVA, read from its table {@code results} in whichever format
 * that has.
 *
 * @param run its id
 * @param sets its netting sets in the order of its book
 */
public record PreviousXva(String run, List<SetFigures> sets) {
  private static final int[] COLUMNS = {
    ResultsTable.NETTING_SET_ID,
    ResultsTable.COUNTERPARTY_ID,
    ResultsTable.MODEL,
    ResultsTable.PARAMETER,
    ResultsTable.DEGREES_OF_FREEDOM,
    ResultsTable.BASELINE_CVA,
    ResultsTable.WWR_CVA,
    ResultsTable.ALPHA,
    ResultsTable.EEPE
  };

  /** Copies the list. */
  public PreviousXva {
    sets = List.copyOf(sets);
  }

  /**
   * Reads it.
   *
   * @param folder of the run
   * @return empty when the run has no table of results
   * @throws FailureException when the table cannot be read
   */
  public static Optional<PreviousXva> read(Storage storage, Path folder) {
    RunTable table = new RunTable(storage, folder, ResultsTable.SCHEMA);
    return table
        .files()
        .map(
            files -> {
              Rows rows = new Rows();
              files.forEach(file -> rows.read(table, file));
              return new PreviousXva(folder.getName(), rows.sets());
            });
  }

  /** Rows of one netting set stand together; they become one set. */
  private static final class Rows {
    private final List<SetFigures> sets = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<String> models = new ArrayList<>();
    private final List<double[]> figures = new ArrayList<>();
    private String id;
    private String counterparty;

    void read(RunTable table, Path file) {
      try (RowSource rows = table.open(file)) {
        int[] places = table.places(rows, COLUMNS);
        while (rows.next()) {
          double[] numbers = new double[6];
          for (int c = 0; c < numbers.length; c++) {
            int place = places[c + 3];
            numbers[c] = rows.isNull(place) ? Double.NaN : rows.number(place);
          }
          row(
              rows.string(places[0]),
              rows.isNull(places[1]) ? "" : rows.string(places[1]),
              rows.string(places[2]),
              numbers);
        }
      }
    }

    /** Numbers: parameter, degrees of freedom, CVA, wrong-way CVA, alpha, EEPE. */
    private void row(String set, String name, String model, double[] numbers) {
      if (!set.equals(id)) {
        end();
        id = set;
        counterparty = name;
      }
      String label = SetFigures.label(model, numbers[0], numbers[1]);
      models.add(labels.computeIfAbsent(label, same -> same));
      figures.add(numbers);
    }

    private void end() {
      if (id == null) {
        return;
      }
      int count = models.size();
      double[] wrongWay = new double[count];
      double[] alpha = new double[count];
      for (int m = 0; m < count; m++) {
        wrongWay[m] = figures.get(m)[3];
        alpha[m] = figures.get(m)[4];
      }
      double[] first = figures.get(0);
      sets.add(
          new SetFigures(
              id,
              counterparty,
              first[2],
              first[5],
              null,
              models.toArray(String[]::new),
              wrongWay,
              alpha));
      models.clear();
      figures.clear();
      id = null;
    }

    List<SetFigures> sets() {
      end();
      return sets;
    }
  }
}
