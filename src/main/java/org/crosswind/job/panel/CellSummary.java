package org.crosswind.job.panel;

/**
 * What the driver keeps of a cell: its figures are in the table.
 *
 * @param rv realised variance
 */
record CellSummary(double rv) {}
