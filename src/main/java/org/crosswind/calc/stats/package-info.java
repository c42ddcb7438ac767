/**
 * Statistics of market data from start to end: a panel put on a common time index, realised
 * measures of one (stock, day) cell with their bootstrap interval, features of one stock.
 *
 * <p>Start with {@link org.crosswind.calc.stats.RealisedCalculator}. Imports {@code kernel} and
 * {@code model}.
 */
package org.crosswind.calc.stats;
