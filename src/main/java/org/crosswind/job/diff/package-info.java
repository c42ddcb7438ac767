/**
 * What changed between two runs: {@link org.crosswind.job.diff.DiffCommand} is the command, {@link
 * org.crosswind.job.diff.XvaDiff} compares nights of XVA, {@link org.crosswind.job.diff.LossDiff}
 * runs of the financial module. May import everything.
 */
package org.crosswind.job.diff;
