package org.crosswind.format.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.BookTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.run.Done;
import org.crosswind.model.run.Failed;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.crosswind.model.run.Outcome;

/**
 * Reads the book, CSV or Parquet by file ending, columns by name in any order: {@link BookTable}.
 *
 * <pre>
 * netting_set_id,counterparty_id,credit_curve,recovery,discount_curve,cube,cube_values
 * NS1,ACME,ACME,0.4,EUR,cubes/NS1.csv,undiscounted
 * NS2,BETA,BETA,0.35,,netcube.csv#NS2,deflated
 * </pre>
 *
 * <p>Recovery is a fraction in [0, 1). A row that is wrong becomes a failure at its index and the
 * others go on; the second row with the same id is the wrong one. Whether its curves and its cube
 * exist is not checked here, nor is the domain of a model's parameter: that is the model's.
 */
public final class BookReader {
  /** The models with a parameter that must be given with the model's name. */
  private static final Set<String> WITH_PARAMETER =
      Set.of("hullwhite", "gaussian", "studentt", "clayton", "survival-clayton", "frank", "gumbel");

  private static final Set<String> WITHOUT_PARAMETER = Set.of("independent", "worst-case");

  private final RowSource rows;
  private final int[] places;
  private final Map<String, String> firstPlace = new HashMap<>();

  private BookReader(RowSource rows, boolean allowUnknownColumns) {
    this.rows = rows;
    this.places = Header.match(rows, BookTable.SCHEMA, allowUnknownColumns);
  }

  /**
   * Reads the whole book.
   *
   * @param allowUnknownColumns whether columns not in {@link BookTable} are ignored or refused
   * @throws FailureException when the file cannot be read or its header is wrong; the message lists
   *     all that is wrong with the header
   */
  public static Book read(Storage storage, Path file, boolean allowUnknownColumns) {
    try (RowSource rows = Tables.read(storage, file)) {
      BookReader reader = new BookReader(rows, allowUnknownColumns);
      List<Outcome<NettingSetRow>> entries = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        int index = entries.size();
        ids.add(reader.text(BookTable.NETTING_SET_ID));
        try {
          entries.add(new Done<>(index, reader.row()));
        } catch (FailureException e) {
          entries.add(new Failed<>(index, e.failure()));
        }
      }
      return new Book(file, entries, ids);
    }
  }

  private NettingSetRow row() {
    rows.checkShape();
    String id = rows.string(places[BookTable.NETTING_SET_ID]);
    String before = firstPlace.putIfAbsent(id, rows.where());
    if (before != null) {
      throw invalid("netting_set_id '" + id + "' is already at " + before + ", expected a new id");
    }
    double recovery = rows.number(places[BookTable.RECOVERY]);
    if (!(recovery >= 0 && recovery < 1)) {
      throw invalid("recovery is " + recovery + ", expected a number in [0, 1)");
    }
    return new NettingSetRow(
        id,
        rows.string(places[BookTable.COUNTERPARTY_ID]),
        rows.string(places[BookTable.CREDIT_CURVE]),
        recovery,
        text(BookTable.DISCOUNT_CURVE),
        text(BookTable.CUBE),
        cubeValues(),
        model(),
        rows.where());
  }

  private CubeValues cubeValues() {
    String text = text(BookTable.CUBE_VALUES);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "undiscounted" -> CubeValues.UNDISCOUNTED;
      case "deflated" -> CubeValues.DEFLATED;
      default -> throw invalid("cube_values is '" + text + "', expected undiscounted or deflated");
    };
  }

  private Optional<ModelSpec> model() {
    String name = text(BookTable.MODEL);
    boolean parameterGiven = !text(BookTable.PARAMETER).isEmpty();
    boolean freedomGiven = !text(BookTable.DEGREES_OF_FREEDOM).isEmpty();
    if (name.isEmpty()) {
      if (parameterGiven || freedomGiven) {
        throw invalid("a model's parameter is given without a model, expected model too");
      }
      return Optional.empty();
    }
    boolean known = WITH_PARAMETER.contains(name) || WITHOUT_PARAMETER.contains(name);
    if (!known && name.indexOf('.') < 0) {
      Set<String> names = new TreeSet<>(WITH_PARAMETER);
      names.addAll(WITHOUT_PARAMETER);
      throw invalid(
          "model is '"
              + name
              + "', expected one of "
              + String.join(", ", names)
              + " or the class name of a model");
    }
    if (!parameterGiven && WITH_PARAMETER.contains(name)) {
      throw invalid("parameter is empty, expected a number for model " + name);
    }
    if (parameterGiven && WITHOUT_PARAMETER.contains(name)) {
      throw invalid("parameter is given for model " + name + ", expected none: it has none");
    }
    double parameter = parameterGiven ? finite(BookTable.PARAMETER) : 0;
    boolean studentT = name.equals("studentt");
    if (studentT != freedomGiven) {
      throw invalid(
          studentT
              ? "degrees_of_freedom is empty, expected a number for model studentt"
              : "degrees_of_freedom is given for model "
                  + name
                  + ", expected it for studentt only");
    }
    double freedom = studentT ? finite(BookTable.DEGREES_OF_FREEDOM) : Double.NaN;
    return Optional.of(new ModelSpec(name, parameter, freedom));
  }

  private double finite(int column) {
    double value = rows.number(places[column]);
    if (!Double.isFinite(value)) {
      throw invalid(
          BookTable.SCHEMA.column(column).name() + " is " + value + ", expected a finite number");
    }
    return value;
  }

  /** The text of a cell, empty when the cell is empty or the column absent; never throws. */
  private String text(int column) {
    int place = places[column];
    return place < 0 || rows.isNull(place) ? "" : rows.string(place);
  }

  private FailureException invalid(String message) {
    return FailureException.of(FailureReason.INVALID, rows.where(), message);
  }
}
