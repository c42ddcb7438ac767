/**
 * Statistics from start to end. Of any column: replicates and intervals. Of market data: a panel
 * put on a common time index, realised measures of one (stock, day) cell with their bootstrap
 * interval, features of one stock.
 *
 * <p>Start with {@link org.crosswind.calc.stats.BootstrapCalculator} for columns, {@link
 * org.crosswind.calc.stats.RealisedCalculator} for panels. Imports {@code kernel} and {@code
 * model}.
 */
package org.crosswind.calc.stats;
