package org.crosswind.job.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

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
    String table = ResultsTable.SCHEMA.name();
    Rows rows = new Rows();
    Path parts = new Path(folder, table);
    Path csv = Tables.file(folder, ResultsTable.SCHEMA, Tables.Format.CSV);
    Path json = Tables.file(folder, ResultsTable.SCHEMA, Tables.Format.JSON);
    if (storage.exists(parts)) {
      for (FileStatus part : storage.list(parts)) {
        if (part.getPath().getName().endsWith(".parquet")) {
          rows.read(storage, part.getPath());
        }
      }
    } else if (storage.exists(csv)) {
      rows.read(storage, csv);
    } else if (storage.exists(json)) {
      rows.readJson(storage, json);
    } else {
      return Optional.empty();
    }
    return Optional.of(new PreviousXva(folder.getName(), rows.sets()));
  }

  /** Rows of one netting set stand together; they become one set. */
  private static final class Rows {
    private final List<SetFigures> sets = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<String> models = new ArrayList<>();
    private final List<double[]> figures = new ArrayList<>();
    private String id;
    private String counterparty;

    void read(Storage storage, Path file) {
      try (RowSource rows = Tables.read(storage, file)) {
        int[] places = new int[COLUMNS.length];
        for (int c = 0; c < places.length; c++) {
          String name = ResultsTable.SCHEMA.column(COLUMNS[c]).name();
          places[c] = rows.columns().indexOf(name);
          if (places[c] < 0) {
            throw FailureException.of(
                FailureReason.MISSING, rows.headerPlace(), "has no column " + name);
          }
        }
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

    void readJson(Storage storage, Path file) {
      try (JsonParser json = new JsonFactory().createParser(storage.openUnpacked(file))) {
        while (json.nextToken() != null) {
          if (json.currentToken() == JsonToken.START_OBJECT) {
            object(json);
          }
        }
      } catch (IOException e) {
        throw Storage.failure(file, "read", e);
      }
    }

    private void object(JsonParser json) throws IOException {
      String[] texts = {"", "", ""};
      double[] numbers = new double[6];
      java.util.Arrays.fill(numbers, Double.NaN);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        for (int c = 0; c < COLUMNS.length; c++) {
          if (ResultsTable.SCHEMA.column(COLUMNS[c]).name().equals(name)) {
            if (c < 3) {
              texts[c] = json.getText();
            } else if (value.isNumeric()) {
              numbers[c - 3] = json.getDoubleValue();
            }
          }
        }
      }
      row(texts[0], texts[1], texts[2], numbers);
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
