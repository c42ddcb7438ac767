/**
 * JSON: tables as an array of objects ({@link org.crosswind.format.json.JsonTableWriter}). Valid
 * JSON always: a number that JSON cannot write is null. Imports {@code format.table}, {@code
 * format.file} and Jackson's streaming writer.
 */
package org.crosswind.format.json;
