/**
 * Tables as plain data: the columns of every input and output table with type, unit and meaning
 * ({@link org.crosswind.format.table.ResultsTable} is a good first one), how rows are written
 * ({@link org.crosswind.format.table.RowSink}) and read ({@link
 * org.crosswind.format.table.RowSource}) whatever the file format. Imports {@code model.run} and
 * the JDK.
 */
package org.crosswind.format.table;
