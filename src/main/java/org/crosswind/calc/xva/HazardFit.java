package org.crosswind.calc.xva;

/**
 * {@code ln(hazard) = a + b value}.
 *
 * @param a log intensity at value 0; NaN when the method does not give one
 * @param b change of the log intensity per unit of money
 */
public record HazardFit(double a, double b) {}
