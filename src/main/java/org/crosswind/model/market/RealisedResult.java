package org.crosswind.model.market;

/**
 * Realised measures of one stock on one day, in squared log returns of that day unless said
 * otherwise.
 *
 * @param returns n, log returns within the day, at least 1
 * @param rv realised variance, &gt;= 0
 * @param bv bipower variation, &gt;= 0; NaN with one return
 * @param volatility sqrt(rv), log return of a day
 * @param annualisedVolatility sqrt(rv times trading days of a year)
 * @param asymptoticStandardError of rv
 * @param bootstrapStandardError of rv: standard deviation of the replicates; NaN without
 * @param lower end of the interval of rv; NaN without replicates
 * @param upper end of the interval of rv; NaN without replicates
 */
public record RealisedResult(
    int returns,
    double rv,
    double bv,
    double volatility,
    double annualisedVolatility,
    double asymptoticStandardError,
    double bootstrapStandardError,
    double lower,
    double upper) {}
