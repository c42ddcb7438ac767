package org.crosswind.calc.stats;

import org.crosswind.kernel.stats.Resampling;

/**
 * One statistic of one group with its error.
 *
 * @param statistic which
 * @param estimate the statistic of the rows as given
 * @param standardError standard deviation of the replicates
 * @param bias mean of the replicates less the estimate
 * @param lower lower limit of the interval
 * @param upper upper limit
 * @param rows n
 * @param resampling how the rows were drawn
 */
public record IntervalEstimate(
    SampleStatistic statistic,
    double estimate,
    double standardError,
    double bias,
    double lower,
    double upper,
    int rows,
    Resampling resampling) {}
