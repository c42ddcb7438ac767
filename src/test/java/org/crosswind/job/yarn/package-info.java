/**
 * Whole applications on a small YARN and HDFS in this JVM, started through {@code submit/crosswind}
 * as a scheduler would; start with {@link org.crosswind.job.yarn.YarnTest}. Runs in Maven's
 * integration-test phase, when the jar is there.
 */
package org.crosswind.job.yarn;
