package org.crosswind.format.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.crosswind.format.Tables;
import org.crosswind.format.file.Storage;
import org.crosswind.format.table.CurvesTable;
import org.crosswind.format.table.RowSource;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads the curves, CSV or Parquet by file ending, columns by name in any order: {@link
 * CurvesTable}.
 *
 * <pre>
 * curve_id,kind,time,value
 * ACME,hazard,1.0,0.02
 * EUR,discount,1.0,0.97
 * </pre>
 *
 * <p>Time in years; a hazard per year holds on the interval that ends at its time; survival
 * probabilities in (0, 1]; discount factors in (0, 1.5]. The points of a curve may be anywhere in
 * the file, in increasing order of time. Each curve is checked on its own: what is wrong with one
 * is its failure, and the others are usable.
 */
public final class CurveReader {
  private enum Kind {
    HAZARD,
    SURVIVAL,
    DISCOUNT;

    boolean credit() {
      return this != DISCOUNT;
    }
  }

  /** The points of one curve as they come. */
  private static final class Points {
    private double[] times = new double[8];
    private double[] values = new double[8];
    private int size;
    private Kind kind;
    private Failure failure;

    void add(double time, double value) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      times[size] = time;
      values[size] = value;
      size++;
    }

    double[] times() {
      return Arrays.copyOf(times, size);
    }

    double[] values() {
      return Arrays.copyOf(values, size);
    }
  }

  private final RowSource rows;
  private final int[] places;
  private final Map<String, Points> credit = new LinkedHashMap<>();
  private final Map<String, Points> discount = new LinkedHashMap<>();
  private final List<Failure> badRows = new ArrayList<>();

  private CurveReader(RowSource rows, boolean allowUnknownColumns) {
    this.rows = rows;
    this.places = Header.match(rows, CurvesTable.SCHEMA, allowUnknownColumns);
  }

  /**
   * Reads all curves.
   *
   * @param allowUnknownColumns whether columns not in {@link CurvesTable} are ignored or refused
   * @throws FailureException when the file cannot be read or its header is wrong
   */
  public static CurveBook read(Storage storage, Path file, boolean allowUnknownColumns) {
    try (RowSource rows = Tables.read(storage, file)) {
      CurveReader reader = new CurveReader(rows, allowUnknownColumns);
      while (rows.next()) {
        reader.row();
      }
      return reader.book();
    }
  }

  private void row() {
    String id =
        rows.isNull(places[CurvesTable.CURVE_ID]) ? "" : rows.string(places[CurvesTable.CURVE_ID]);
    Kind kind = null;
    try {
      rows.checkShape();
      rows.string(places[CurvesTable.CURVE_ID]);
      kind = kind();
      Points points = points(kind, id);
      point(points, kind, id);
    } catch (FailureException e) {
      reject(id, kind, e.failure());
    }
  }

  private void point(Points points, Kind kind, String id) {
    if (points.kind != kind) {
      throw invalid(
          "curve '"
              + id
              + "' has points of kind "
              + word(points.kind)
              + " and "
              + word(kind)
              + ", expected one of the two");
    }
    double time = rows.number(places[CurvesTable.TIME]);
    double value = rows.number(places[CurvesTable.VALUE]);
    if (points.size > 0 && !(time > points.times[points.size - 1])) {
      boolean twice = false;
      for (int i = 0; i < points.size; i++) {
        twice |= points.times[i] == time;
      }
      throw invalid(
          "curve '"
              + id
              + "' has time "
              + time
              + (twice ? " twice" : " after " + points.times[points.size - 1])
              + ", expected increasing times");
    }
    points.add(time, value);
    // checked point by point, so that a message has the line of the point
    range(kind, id, time, value, points);
  }

  private void range(Kind kind, String id, double time, double value, Points points) {
    boolean first = points.size == 1;
    double before = first ? 1 : points.values[points.size - 2];
    String expected =
        switch (kind) {
          case HAZARD ->
              value >= 0 && value < Double.POSITIVE_INFINITY ? null : "a finite number >= 0";
          case SURVIVAL -> value > 0 && value <= before ? null : "a number in (0, " + before + "]";
          case DISCOUNT -> value > 0 && value <= 1.5 ? null : "a number in (0, 1.5]";
        };
    if (expected != null) {
      throw invalid(
          word(kind)
              + " of curve '"
              + id
              + "' at time "
              + time
              + " is "
              + value
              + ", expected "
              + expected);
    }
    boolean inTime = kind == Kind.HAZARD ? time > 0 : time >= 0;
    if (!inTime || time == Double.POSITIVE_INFINITY) {
      throw invalid(
          "time of curve '"
              + id
              + "' is "
              + time
              + ", expected a finite number of years "
              + (kind == Kind.HAZARD ? "> 0" : ">= 0"));
    }
  }

  private Points points(Kind kind, String id) {
    return (kind.credit() ? credit : discount)
        .computeIfAbsent(
            id,
            key -> {
              Points points = new Points();
              points.kind = kind;
              return points;
            });
  }

  /** A bad row spoils the curve it belongs to; both curves of its id when its kind is unknown. */
  private void reject(String id, Kind kind, Failure failure) {
    if (id.isEmpty()) {
      badRows.add(failure);
      return;
    }
    for (Kind each : kind == null ? new Kind[] {Kind.HAZARD, Kind.DISCOUNT} : new Kind[] {kind}) {
      Points points = points(each, id);
      if (points.failure == null) {
        points.failure = failure;
      }
    }
  }

  private Kind kind() {
    String text = rows.string(places[CurvesTable.KIND]);
    for (Kind kind : Kind.values()) {
      if (word(kind).equals(text.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw invalid("kind is '" + text + "', expected hazard, survival or discount");
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private FailureException invalid(String message) {
    return FailureException.of(FailureReason.INVALID, rows.where(), message);
  }

  private CurveBook book() {
    Map<String, CreditCurve> creditCurves = new LinkedHashMap<>();
    Map<String, Failure> badCredit = new LinkedHashMap<>();
    for (Map.Entry<String, Points> entry : credit.entrySet()) {
      Points points = entry.getValue();
      String place = rows.file() + " curve " + entry.getKey();
      try {
        if (points.failure != null) {
          throw new FailureException(points.failure);
        }
        creditCurves.put(
            entry.getKey(),
            points.kind == Kind.HAZARD
                ? new HazardCurve(place, points.times(), points.values())
                : new SurvivalCurve(place, points.times(), points.values()));
      } catch (FailureException e) {
        badCredit.put(entry.getKey(), e.failure());
      }
    }
    Map<String, DiscountCurve> discountCurves = new LinkedHashMap<>();
    Map<String, Failure> badDiscount = new LinkedHashMap<>();
    for (Map.Entry<String, Points> entry : discount.entrySet()) {
      Points points = entry.getValue();
      String place = rows.file() + " curve " + entry.getKey();
      try {
        if (points.failure != null) {
          throw new FailureException(points.failure);
        }
        discountCurves.put(
            entry.getKey(), new DiscountCurve(place, points.times(), points.values()));
      } catch (FailureException e) {
        badDiscount.put(entry.getKey(), e.failure());
      }
    }
    return new CurveBook(
        rows.file(), creditCurves, discountCurves, badCredit, badDiscount, badRows);
  }
}
