/**
 * The tables that a night of XVA reads: the book of netting sets ({@link
 * org.crosswind.format.book.BookReader}), the curves, and wayfault's small files. A bad row or
 * curve is a failure of its own and the others go on; a bad header is a failure of the whole table.
 * Imports {@code model}, {@code format.table}, {@code format.file} and {@code format.Tables}.
 */
package org.crosswind.format.book;
