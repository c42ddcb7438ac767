/**
 * The configuration as typed, validated values; start with {@link
 * org.crosswind.job.config.JobConfig}. The only place that reads HOCON.
 */
package org.crosswind.job.config;
