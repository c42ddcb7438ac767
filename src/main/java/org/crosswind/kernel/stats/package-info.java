/**
 * Order statistics and moments of samples in {@code double[]}.
 *
 * <p>Start with {@link org.crosswind.kernel.stats.Quantiles}. Imports the JDK only.
 */
package org.crosswind.kernel.stats;
