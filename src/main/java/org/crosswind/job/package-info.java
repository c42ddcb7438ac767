/**
 * The commands: read, plan, run, write, each on a page. Start with {@link org.crosswind.job.Main}.
 * May import every package; nobody imports it.
 */
package org.crosswind.job;
