/**
 * The cube store: exposure cubes as checksummed binary records in large files, read by offset.
 * Start with {@link org.crosswind.format.store.RecordLayout}, which alone knows the bytes; {@link
 * org.crosswind.format.store.CubeStoreReader} and {@link
 * org.crosswind.format.store.RecordFileWriter} run in tasks, {@link
 * org.crosswind.format.store.CubeStoreIndex} and {@link org.crosswind.format.store.CubeStoreOutput}
 * in the driver. Imports {@code model}, {@code format.table}, {@code format.file}, {@code
 * format.parquet} and Jackson.
 */
package org.crosswind.format.store;
