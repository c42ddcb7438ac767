package org.crosswind.model.market;

/**
 * Performance figures of one stock; those that do not exist are NaN.
 *
 * @param days trading days used
 * @param returns simple returns used
 * @param periodsPerYear returns of a year
 * @param meanReturn per period
 * @param totalReturn compounded over all periods
 * @param annualisedVolatility standard deviation of a return times sqrt(periods per year)
 * @param sharpe annualised Sharpe ratio
 * @param maximumDrawdown in [0, 1]
 * @param winRate in [0, 1]
 * @param averageWin mean of the returns above 0
 * @param averageLoss mean of the returns below 0, negative
 */
public record Performance(
    int days,
    int returns,
    double periodsPerYear,
    double meanReturn,
    double totalReturn,
    double annualisedVolatility,
    double sharpe,
    double maximumDrawdown,
    double winRate,
    double averageWin,
    double averageLoss) {}
