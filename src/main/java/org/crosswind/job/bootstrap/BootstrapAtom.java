package org.crosswind.job.bootstrap;

/**
 * A block of replicates of a group.
 *
 * @param group place of the group
 * @param first number of the first replicate
 * @param count how many
 */
record BootstrapAtom(int group, int first, int count) {}
