/**
 * Comma-separated text: tables in both directions ({@link org.crosswind.format.csv.CsvTableReader},
 * {@link org.crosswind.format.csv.CsvTableWriter}) and cubes with a scenario a row ({@link
 * org.crosswind.format.csv.CubeCsvReader}). RFC 4180, UTF-8, decimal points whatever the country.
 * Imports {@code model}, {@code format.table}, {@code format.file} and fastcsv.
 */
package org.crosswind.format.csv;
