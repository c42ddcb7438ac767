package org.crosswind.job.fm;

/**
 * Neighbouring events of one stream, the atom of a run of the financial module.
 *
 * @param analysis place of the analysis in the run
 * @param input place of the stream among the analysis' inputs
 * @param firstEvent place of the first event in the stream, 0-based; 0 when it is not known
 * @param events how many, at least 1; {@link #UNKNOWN} when nobody has counted
 * @param offset byte at which the first event begins
 * @param length bytes of all of them
 */
record FmSlice(int analysis, int input, long firstEvent, int events, long offset, long length) {
  /** Events that nobody has counted. */
  static final int UNKNOWN = 0;
}
