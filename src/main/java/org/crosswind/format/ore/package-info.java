/**
 * The files of the Open Source Risk Engine: exposure cubes as its CSV reports. Start with {@link
 * org.crosswind.format.ore.OreCubeFile}. Imports {@code model}, {@code format.table} and {@code
 * format.file}.
 */
package org.crosswind.format.ore;
