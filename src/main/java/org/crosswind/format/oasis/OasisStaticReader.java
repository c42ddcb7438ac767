package org.crosswind.format.oasis;

import java.util.Optional;
import java.util.OptionalLong;
import org.crosswind.model.insurance.Coverages;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmXref;
import org.crosswind.model.insurance.Items;
import org.crosswind.model.insurance.SummaryXref;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Reads the static tables of a folder. For each table the first form found wins: {@code .bin}, then
 * {@code .csv}, then {@code .parquet}. {@code fm_profile_step}, when it is there and has rows, wins
 * over {@code fm_profile}. {@code items} and {@code coverages} are optional; an empty optional
 * table counts as absent. A required table that is missing or has no row is a failure that names
 * the file.
 *
 * <p>What is read is not yet validated: see {@link org.crosswind.model.insurance.FmValidator}.
 * Thread-safe: it keeps nothing.
 */
public final class OasisStaticReader {
  private final StaticFolder folder;

  /** Reads from this folder. */
  public OasisStaticReader(StaticFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads all tables.
   *
   * @throws FailureException MISSING when a required table is not there or empty, MALFORMED when a
   *     file is not what its name says, INVALID when it cannot be in memory, IO
   */
  public FmStaticFiles read() {
    return new FmStaticFiles(
        folder.name(), programme(), policyTc(), profile(), xref(), items(), coverages());
  }

  /** {@code fm_programme}: {@code from_agg_id,level_id,to_agg_id}. */
  public FmProgramme programme() {
    return required(StaticTable.PROGRAMME).programme();
  }

  /** {@code fm_policytc}: {@code level_id,agg_id,layer_id,profile_id}. */
  public FmPolicyTc policyTc() {
    return required(StaticTable.POLICY_TC).policyTc();
  }

  /** {@code fm_profile_step} when it has rows, else {@code fm_profile}. */
  public FmProfile profile() {
    return optional(StaticTable.PROFILE_STEP)
        .orElseGet(() -> required(StaticTable.PROFILE))
        .profile();
  }

  /** {@code fm_xref}: {@code output,agg_id,layer_id}. */
  public FmXref xref() {
    return required(StaticTable.XREF).xref();
  }

  /** {@code items}: {@code item_id,coverage_id,areaperil_id,vulnerability_id,group_id}. */
  public Optional<Items> items() {
    return optional(StaticTable.ITEMS).map(TableData::items);
  }

  /** {@code coverages}: {@code coverage_id,tiv}; binary: {@code tiv} only. */
  public Optional<Coverages> coverages() {
    return optional(StaticTable.COVERAGES).map(TableData::coverages);
  }

  /** {@code fmsummaryxref}: {@code output,summary_id,summaryset_id}. */
  public Optional<SummaryXref> summaryXref() {
    return optional(StaticTable.SUMMARY_XREF).map(TableData::summaryXref);
  }

  /** The form in which a table is there, the one that is read; empty when it is not there. */
  public Optional<StaticForm> formOf(StaticTable table) {
    for (StaticForm form : StaticForm.values()) {
      if (folder.length(table.fileName(form)).isPresent()) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** Whether the folder has any static table in any form. */
  public boolean hasTables() {
    for (StaticTable table : StaticTable.values()) {
      if (formOf(table).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Any table in the form that is read, when it is there and has rows. */
  Optional<TableData> table(StaticTable table) {
    return optional(table);
  }

  private TableData required(StaticTable table) {
    Optional<StaticForm> form = formOf(table);
    if (form.isEmpty()) {
      throw FailureException.of(
          FailureReason.MISSING,
          folder.name(table.fileName(StaticForm.CSV)),
          "there is no such file, nor "
              + table.fileName(StaticForm.BINARY)
              + " or "
              + table.fileName(StaticForm.PARQUET)
              + "; "
              + table.stem()
              + " is required");
    }
    return optional(table)
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureReason.MISSING,
                    folder.name(table.fileName(form.get())),
                    "has no row, expected at least one: " + table.stem() + " is required"));
  }

  private Optional<TableData> optional(StaticTable table) {
    for (StaticForm form : StaticForm.values()) {
      String file = table.fileName(form);
      OptionalLong length = folder.length(file);
      if (length.isPresent()) {
        return length.getAsLong() == 0
            ? Optional.empty()
            : Optional.of(read(table, form, file, length.getAsLong())).filter(t -> t.rows() > 0);
      }
    }
    return Optional.empty();
  }

  private TableData read(StaticTable table, StaticForm form, String file, long length) {
    return switch (form) {
      case BINARY -> StaticBinary.read(table, folder, file, length);
      case CSV -> StaticCsv.read(table, folder, file);
      case PARQUET -> StaticParquet.read(table, folder, file);
    };
  }
}
