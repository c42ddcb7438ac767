/**
 * The commands of the financial module and the classes that join its parts: {@link
 * org.crosswind.job.fm.FmPipe} reads, computes and writes a stream on the threads of one machine,
 * {@link org.crosswind.job.fm.FmpyCommand} is that as a drop-in for {@code fmpy}; {@link
 * org.crosswind.job.fm.FmJob} runs one or many analyses on an engine, {@link
 * org.crosswind.job.fm.FmCommand} is that over Spark. May import everything.
 */
package org.crosswind.job.fm;
