/**
 * Prices as vendors deliver them: a folder of text files, one a stock, or one Parquet table.
 *
 * <p>Start with {@link org.crosswind.format.market.PriceFolder} and {@link
 * org.crosswind.format.market.PriceTable}. Imports {@code model}, the other packages of {@code
 * format} and Hadoop's FileSystem.
 */
package org.crosswind.format.market;
