package org.crosswind.format.oasis;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.model.insurance.FmStaticFiles;

/**
 * Writes the static tables of an analysis to a folder, in any form; existing files are replaced.
 */
public final class OasisStaticWriter {
  private final StaticFolder folder;

  /** Writes to this folder. */
  public OasisStaticWriter(StaticFolder folder) {
    this.folder = folder;
  }

  /**
   * Writes all tables that are there.
   *
   * @param files the tables
   * @param form the form of each
   * @return the names of the files written, in the order of writing
   * @throws org.crosswind.model.run.FailureException IO, or INVALID when the form cannot hold what
   *     is in a table (coverages that are not 1, 2, ... in binary)
   */
  public List<String> write(FmStaticFiles files, StaticForm form) {
    List<TableData> tables = new ArrayList<>();
    tables.add(TableData.of(files.programme()));
    tables.add(TableData.of(files.policyTc()));
    tables.add(TableData.of(files.profile()));
    tables.add(TableData.of(files.xref()));
    files.items().ifPresent(t -> tables.add(TableData.of(t)));
    files.coverages().ifPresent(t -> tables.add(TableData.of(t)));
    List<String> written = new ArrayList<>();
    for (TableData table : tables) {
      write(table, folder, form);
      written.add(table.table().fileName(form));
    }
    return written;
  }

  static void write(TableData table, StaticFolder folder, StaticForm form) {
    switch (form) {
      case BINARY -> StaticBinary.write(table, folder);
      case CSV -> StaticCsv.write(table, folder);
      case PARQUET -> StaticParquet.write(table, folder);
    }
  }
}
