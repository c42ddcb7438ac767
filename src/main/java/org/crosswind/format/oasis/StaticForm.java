package org.crosswind.format.oasis;

/** The three forms of a static table, in the order in which a reader looks for them. */
public enum StaticForm {
  /** Oasis binary: packed little-endian records without a header, {@code .bin}. */
  BINARY(".bin"),
  /** Comma-separated text with a header line, {@code .csv}. */
  CSV(".csv"),
  /** Parquet with the same column names; a form of ours, for analysts, {@code .parquet}. */
  PARQUET(".parquet");

  private final String ending;

  StaticForm(String ending) {
    this.ending = ending;
  }

  /** The ending of the file name, with the dot. */
  public String ending() {
    return ending;
  }
}
