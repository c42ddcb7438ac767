package org.crosswind.format.oasis;

import java.util.List;

/**
 * The layout of every static table: the one place that knows the file names, the columns, their
 * order and types. All binary records are little-endian and packed, without a header; every field
 * has four bytes, so that a record of {@code n} columns has {@code 4 n} bytes.
 */
public enum StaticTable {
  /** {@code fm_programme}: {@link org.crosswind.model.insurance.FmProgramme}. */
  PROGRAMME("fm_programme", integer("from_agg_id"), integer("level_id"), integer("to_agg_id")),

  /** {@code fm_policytc}: {@link org.crosswind.model.insurance.FmPolicyTc}. */
  POLICY_TC(
      "fm_policytc",
      integer("level_id"),
      integer("agg_id"),
      integer("layer_id"),
      integer("profile_id")),

  /** {@code fm_profile}: {@link org.crosswind.model.insurance.FmProfile} without steps. */
  PROFILE(
      "fm_profile",
      integer("profile_id"),
      integer("calcrule_id"),
      real("deductible1"),
      real("deductible2"),
      real("deductible3"),
      real("attachment1"),
      real("limit1"),
      real("share1"),
      real("share2"),
      real("share3")),

  /** {@code fm_profile_step}: {@link org.crosswind.model.insurance.FmProfile} with steps. */
  PROFILE_STEP(
      "fm_profile_step",
      integer("profile_id"),
      integer("calcrule_id"),
      real("deductible1"),
      real("deductible2"),
      real("deductible3"),
      real("attachment1"),
      real("limit1"),
      real("share1"),
      real("share2"),
      real("share3"),
      integer("step_id"),
      real("trigger_start"),
      real("trigger_end"),
      real("payout_start"),
      real("payout_end"),
      real("limit2"),
      real("scale1"),
      real("scale2")),

  /** {@code fm_xref}: {@link org.crosswind.model.insurance.FmXref}. */
  XREF("fm_xref", integer("output"), integer("agg_id"), integer("layer_id")),

  /** {@code items}: {@link org.crosswind.model.insurance.Items}. */
  ITEMS(
      "items",
      integer("item_id"),
      unsigned("coverage_id"),
      unsigned("areaperil_id"),
      integer("vulnerability_id"),
      unsigned("group_id")),

  /**
   * {@code coverages}: {@link org.crosswind.model.insurance.Coverages}. The binary form holds the
   * insured value only: record {@code k} (0-based) is coverage {@code k + 1}.
   */
  COVERAGES("coverages", integer("coverage_id"), real("tiv")),

  /** {@code fmsummaryxref}: {@link org.crosswind.model.insurance.SummaryXref}. */
  SUMMARY_XREF("fmsummaryxref", integer("output"), integer("summary_id"), integer("summaryset_id"));

  /** The type of a column. */
  enum Type {
    /** Signed 32-bit integer. */
    INTEGER,
    /** Unsigned 32-bit integer, held in an {@code int}. */
    UNSIGNED,
    /** IEEE binary32. */
    REAL
  }

  /** A column: its name in the header of the text form, and its type. */
  record Column(String name, Type type) {}

  private final String stem;
  private final List<Column> columns;

  StaticTable(String stem, Column... columns) {
    this.stem = stem;
    this.columns = List.of(columns);
  }

  /** The file name without its ending. */
  public String stem() {
    return stem;
  }

  /** The file name in a form. */
  public String fileName(StaticForm form) {
    return stem + form.ending();
  }

  /** The names of the columns in the order of the record. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Bytes of a record of the binary form. */
  public int recordBytes() {
    return Integer.BYTES * (columns.size() - firstBinaryColumn());
  }

  List<Column> columns() {
    return columns;
  }

  /** The columns before this one are not in the binary record; only {@code coverages} has such. */
  int firstBinaryColumn() {
    return this == COVERAGES ? 1 : 0;
  }

  private static Column integer(String name) {
    return new Column(name, Type.INTEGER);
  }

  private static Column unsigned(String name) {
    return new Column(name, Type.UNSIGNED);
  }

  private static Column real(String name) {
    return new Column(name, Type.REAL);
  }
}
