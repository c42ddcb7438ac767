package org.crosswind.format.table;

import static org.crosswind.format.table.Column.optional;
import static org.crosswind.format.table.Column.required;
import static org.crosswind.format.table.ColumnType.INT;
import static org.crosswind.format.table.ColumnType.LONG;
import static org.crosswind.format.table.ColumnType.STRING;

/**
 * Output table {@code analyses} of a run of the financial module: a row for each analysis, in the
 * order of the manifest. Its column names are part of the contract with those who read the tables.
 */
public final class AnalysesTable {
  /** Column {@code input_index}: place of the analysis in the manifest, 0-based. */
  public static final int INPUT_INDEX = 0;

  /** Column {@code analysis}: its name. */
  public static final int ANALYSIS = 1;

  /** Column {@code status}: done or failed. */
  public static final int STATUS = 2;

  /** Column {@code allocation_rule}: 0 to 3. */
  public static final int ALLOCATION_RULE = 3;

  /** Column {@code perspectives}: gross, net or both. */
  public static final int PERSPECTIVES = 4;

  /** Column {@code events_read}: events found in its streams, a break counted as one. */
  public static final int EVENTS_READ = 5;

  /** Column {@code events}: events that have a result. */
  public static final int EVENTS = 6;

  /** Column {@code events_left_out}: events that have none; the table failures names each. */
  public static final int EVENTS_LEFT_OUT = 7;

  /** Column {@code items}: items of the events that have a result. */
  public static final int ITEMS = 8;

  /** Column {@code bytes}: bytes of its streams, all perspectives together. */
  public static final int BYTES = 9;

  /** Column {@code output}: its stream, in the folder of the run; null when it failed. */
  public static final int OUTPUT = 10;

  /** Column {@code net_output}: its net stream when it has two; null otherwise. */
  public static final int NET_OUTPUT = 11;

  /** Column {@code reason}: kind of failure, a name of FailureReason; null when it is done. */
  public static final int REASON = 12;

  /** Column {@code where}: file and line, byte offset or id at which to look; null likewise. */
  public static final int WHERE = 13;

  /** Column {@code message}: what was found and what was expected; null likewise. */
  public static final int MESSAGE = 14;

  /** Column {@code warnings}: what is odd about its static tables; null when nothing is. */
  public static final int WARNINGS = 15;

  /** The columns in order; the constants of this class are their places. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          "analyses",
          required("input_index", INT, "", "place of the analysis in the manifest, 0-based"),
          required("analysis", STRING, "", "its name"),
          required("status", STRING, "", "done or failed"),
          required("allocation_rule", INT, "", "0 to 3"),
          required("perspectives", STRING, "", "gross, net or both"),
          required("events_read", LONG, "", "events found in its streams, a break counted as one"),
          required("events", LONG, "", "events that have a result"),
          required(
              "events_left_out", LONG, "", "events that have none; failures names each of them"),
          required("items", LONG, "", "items of the events that have a result"),
          required("bytes", LONG, "byte", "size of its streams, all perspectives together"),
          optional(
              "output", STRING, "", "its stream, in the folder of the run; null when it failed"),
          optional("net_output", STRING, "", "its net stream when it has two"),
          optional("reason", STRING, "", "kind of failure, a name of FailureReason"),
          optional("where", STRING, "", "file and line, byte offset or id at which to look"),
          optional("message", STRING, "", "what was found and what was expected"),
          optional("warnings", STRING, "", "what is odd about its static tables"));

  private AnalysesTable() {}
}
