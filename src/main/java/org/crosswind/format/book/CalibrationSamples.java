package org.crosswind.format.book;

/**
 * History for a calibration: pairs of observations.
 *
 * @param portfolioValues value of the portfolio, money
 * @param creditFactors hazard per year, spread or another positive credit factor, same length
 */
@SuppressWarnings("ArrayRecordComponent") // two columns handed over once, never compared
public record CalibrationSamples(double[] portfolioValues, double[] creditFactors) {}
