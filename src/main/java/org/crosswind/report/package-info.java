/**
 * What a run leaves behind beside its numbers: the folder it is published in and the manifest that
 * explains it. Start with {@link org.crosswind.report.RunDirectory} and {@link
 * org.crosswind.report.RunManifest}. Imports {@code model}, {@code format.table}, Hadoop's
 * FileSystem and Jackson.
 */
package org.crosswind.report;
