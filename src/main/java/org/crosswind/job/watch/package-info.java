/**
 * Watches runs, whatever they compute: limits on their figures ({@link
 * org.crosswind.job.watch.LimitCheck}), alerts ({@link org.crosswind.job.watch.Alerts}), metrics of
 * their tasks, the heartbeat and the Prometheus file. Start with {@link
 * org.crosswind.job.watch.RunWatch}, which a job opens beside its run. It may import everything but
 * the jobs themselves.
 */
package org.crosswind.job.watch;
