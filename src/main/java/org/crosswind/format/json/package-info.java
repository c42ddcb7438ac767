/**
 * JSON: tables as an array of objects ({@link org.crosswind.format.json.JsonTableWriter}, {@link
 * org.crosswind.format.json.JsonTableReader}). Valid JSON always: a number that JSON cannot write
 * is null. Imports {@code format.table}, {@code format.file} and Jackson's streaming writer and
 * parser.
 */
package org.crosswind.format.json;
