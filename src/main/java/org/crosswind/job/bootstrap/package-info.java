/**
 * The command {@code bootstrap}: standard errors and confidence intervals of the statistics of a
 * table's column. Start with {@link org.crosswind.job.bootstrap.BootstrapJob}.
 */
package org.crosswind.job.bootstrap;
