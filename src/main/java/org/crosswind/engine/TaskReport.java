package org.crosswind.engine;

/**
 * What one attempt at a molecule cost. What an engine does not know is 0.
 *
 * @param description of the run that the molecule belongs to
 * @param molecule its number
 * @param firstAtom index of its first atom in the input
 * @param lastAtom index of its last atom
 * @param succeeded whether it has outcomes; otherwise it may be tried again
 * @param seconds by the wall clock, >= 0
 * @param gcSeconds of it, garbage collection of the JVM, in which other tasks may have run too
 * @param bytesRead by the molecule's thread
 * @param bytesWritten likewise
 * @param spilledBytes memory contents that were moved to disk
 * @param heapBytes the most heap seen in use while it ran or when it ended, by all tasks of the JVM
 * @param host where it ran
 */
public record TaskReport(
    String description,
    int molecule,
    int firstAtom,
    int lastAtom,
    boolean succeeded,
    double seconds,
    double gcSeconds,
    long bytesRead,
    long bytesWritten,
    long spilledBytes,
    long heapBytes,
    String host) {}
