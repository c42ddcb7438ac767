/**
 * Parquet through parquet-mr, without Spark: tables in both directions ({@link
 * org.crosswind.format.parquet.ParquetTableReader}, {@link
 * org.crosswind.format.parquet.ParquetTableWriter}) and the cube table with a row a netting set.
 * Imports {@code model}, {@code format.table}, {@code format.file} and parquet-mr.
 */
package org.crosswind.format.parquet;
