/**
 * Order statistics and moments of samples in {@code double[]}; samples drawn again, and what their
 * replicates say about the error of a statistic.
 *
 * <p>Start with {@link org.crosswind.kernel.stats.Quantiles}; for resampling with {@link
 * org.crosswind.kernel.stats.Resampling} (how), {@link org.crosswind.kernel.stats.Resampler} (draws
 * row numbers, counts or weights), {@link org.crosswind.kernel.stats.Replicates} (a statistic of
 * weighted rows in each resample, and the jackknife) and {@link
 * org.crosswind.kernel.stats.Intervals} (percentile, basic, BCa; standard error). Imports the JDK
 * and other kernels.
 */
package org.crosswind.kernel.stats;
