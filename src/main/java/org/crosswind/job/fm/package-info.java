/**
 * The commands of the financial module and the classes that join its parts: {@link
 * org.crosswind.job.fm.FmPipe} reads, computes and writes a stream on the threads of one machine,
 * {@link org.crosswind.job.fm.FmpyCommand} is that as a drop-in for {@code fmpy}. May import
 * everything.
 */
package org.crosswind.job.fm;
