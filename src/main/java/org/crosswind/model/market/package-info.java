/**
 * The nouns of market data: prices of a stock by trading day, what was wrong with their rows, and
 * the common time index of a panel.
 *
 * <p>Start with {@link org.crosswind.model.market.DaySeries}. Imports the JDK and {@code
 * model.run}.
 */
package org.crosswind.model.market;
