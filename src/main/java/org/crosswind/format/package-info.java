/**
 * Bytes and text to model values and back. Start with {@link org.crosswind.format.Tables} for
 * tables and {@code format.cube} for exposure cubes. From the bottom up: {@code file} (paths),
 * {@code table} (columns as data, rows), {@code csv}, {@code json}, {@code parquet}, {@code ore},
 * {@code store} (one file format each), {@code book} and {@code cube} (what a run reads, whatever
 * the format). Imports {@code model}, Hadoop's FileSystem and the library of each format; never
 * Spark, kernels or calculations.
 */
package org.crosswind.format;
