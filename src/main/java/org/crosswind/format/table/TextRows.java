package org.crosswind.format.table;

import java.util.Locale;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Rows whose cells are text until somebody asks for something else: CSV, JSON. */
public abstract class TextRows implements RowSource {
  /** For the readers of the formats. */
  protected TextRows() {}

  /** A cell that is not null, without blanks around it. */
  protected abstract String text(int column);

  /** What messages say of a null cell. */
  protected abstract String nullText();

  @Override
  public final String string(int column) {
    if (isNull(column)) {
      throw problem(column, nullText(), "a value");
    }
    return text(column);
  }

  @Override
  public final double number(int column) {
    String text = string(column);
    try {
      return DecimalText.parse(text);
    } catch (NumberFormatException e) {
      throw problem(column, "is '" + text + "'", "a number");
    }
  }

  @Override
  public final int integer(int column) {
    String text = string(column);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw problem(column, "is '" + text + "'", "a whole number");
    }
  }

  @Override
  public final boolean bool(int column) {
    String text = string(column);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw problem(column, "is '" + text + "'", "true or false");
    };
  }

  private FailureException problem(int column, String found, String expected) {
    return FailureException.of(
        FailureReason.MALFORMED,
        where(),
        columns().get(column) + " " + found + ", expected " + expected);
  }
}
