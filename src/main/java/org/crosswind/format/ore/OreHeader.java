package org.crosswind.format.ore;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * What precedes the rows of an ORE cube file: the places of the columns, and in ORE's own storage
 * form the dates, ids and number of samples that the rows refer to by number.
 */
final class OreHeader {
  final int id;
  final int date;
  final int sample;
  final int depth;
  final int value;
  final int cells;

  /** The storage form's lists; empty in the report form. */
  final List<LocalDate> dates = new ArrayList<>();

  final List<String> ids = new ArrayList<>();
  LocalDate asOf;
  int samples;

  private OreHeader(String where, List<String> names) {
    id = names.indexOf("id");
    date = names.indexOf("date");
    sample = names.indexOf("sample");
    depth = names.indexOf("depth");
    value = names.indexOf("value");
    cells = names.size();
    if (id != 0 || date < 0 || sample < 0 || value < 0) {
      throw FailureException.of(
          FailureReason.MALFORMED,
          where,
          "the header is '"
              + String.join(",", names)
              + "', expected #Id,Date,Sample,Depth,Value with or without NettingSet and DateIndex");
    }
  }

  /** Whether rows refer to ids and dates by number and leave out zeros. */
  boolean storageForm() {
    return asOf != null;
  }

  /** Whether a first line can be that of an ORE cube. */
  static boolean isFirstLine(String line) {
    String text = line.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    return text.startsWith("#asof:")
        || ((text.startsWith("#id,") || text.startsWith("id,"))
            && text.contains(",date,")
            && text.contains(",sample,")
            && text.endsWith(",value"));
  }

  /** Reads up to the line with the column names. */
  static OreHeader read(LineScanner lines, String file) throws IOException {
    if (!lines.next()) {
      throw FailureException.of(
          FailureReason.MALFORMED, file, "is empty, expected #Id,Date,Sample,Depth,Value");
    }
    if (!isFirstLine(lines.text())) {
      throw lines.problem(
          "the header is '" + start(lines.text()) + "', expected #Id,Date,Sample,Depth,Value");
    }
    if (!lines.text().startsWith("# ")) {
      return new OreHeader(lines.where(), names(lines));
    }
    return storage(lines);
  }

  private static OreHeader storage(LineScanner lines) throws IOException {
    LocalDate asOf = date(lines, tag(lines, "asof"));
    int numIds = number(lines, "numIds");
    int numDates = number(lines, "numDates");
    int samples = number(lines, "samples");
    number(lines, "depth");
    List<LocalDate> dates = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    advance(lines);
    tag(lines, "dates");
    for (int i = 0; i < numDates; i++) {
      advance(lines);
      dates.add(date(lines, lines.text().substring(2).strip()));
    }
    advance(lines);
    tag(lines, "ids");
    for (int i = 0; i < numIds; i++) {
      advance(lines);
      ids.add(lines.text().substring(2).strip());
    }
    do {
      advance(lines); // further settings of the simulation are of no use here
    } while (lines.text().startsWith("# "));
    OreHeader header = new OreHeader(lines.where(), names(lines));
    header.asOf = asOf;
    header.samples = samples;
    header.dates.addAll(dates);
    header.ids.addAll(ids);
    return header;
  }

  private static List<String> names(LineScanner lines) {
    List<String> names = new ArrayList<>();
    int cells = lines.split();
    for (int i = 0; i < cells; i++) {
      String name = lines.cell(i).toLowerCase(Locale.ROOT);
      names.add(i == 0 && name.startsWith("#") ? name.substring(1) : name);
    }
    return names;
  }

  private static void advance(LineScanner lines) throws IOException {
    if (!lines.next() || lines.firstByte() != '#') {
      throw lines.problem("the description of the cube ends too early, expected a line with #");
    }
    if (lines.text().length() < 2) {
      throw lines.problem("is '" + lines.text() + "', expected a line of the description");
    }
  }

  private static int number(LineScanner lines, String tag) throws IOException {
    advance(lines);
    String text = tag(lines, tag);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw lines.problem(tag + " is '" + text + "', expected a whole number >= 0");
  }

  private static String tag(LineScanner lines, String tag) {
    String text = lines.text();
    int colon = text.indexOf(':');
    if (colon < 2 || !text.substring(1, colon).strip().equals(tag)) {
      throw lines.problem("is '" + start(text) + "', expected # " + tag + " : ...");
    }
    return text.substring(colon + 1).strip();
  }

  private static LocalDate date(LineScanner lines, String text) {
    LocalDate date = date(text);
    if (date == null) {
      throw lines.problem("the date is '" + text + "', expected yyyy-mm-dd");
    }
    return date;
  }

  /** A date as ORE writes it, or null. */
  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String start(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
