package org.crosswind.job.bootstrap;

import org.crosswind.calc.stats.BootstrapSpec;

/**
 * What a person asks for.
 *
 * @param table CSV file, Parquet file or folder
 * @param column whose statistics
 * @param group column of groups, or null
 * @param strata column of strata, or null
 * @param onBadRow what becomes of a group with a bad row
 * @param spec what is computed
 */
record BootstrapRequest(
    String table,
    String column,
    String group,
    String strata,
    OnBadRow onBadRow,
    BootstrapSpec spec) {}
