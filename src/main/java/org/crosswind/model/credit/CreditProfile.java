package org.crosswind.model.credit;

/**
 * The curves read at the tenors of a cube; an element a tenor. The arrays are shared, do not
 * modify.
 *
 * @param hazard default intensity per year at the tenor
 * @param survival probability of surviving to the tenor, in [0, 1]
 * @param marginalPd probability of defaulting in the interval that ends at the tenor, in [0, 1]
 * @param discountFactor of the tenor, in (0, 1.5]; ones when there is no curve. The CVA of a
 *     deflated cube does not apply it
 */
public record CreditProfile(
    double[] hazard, double[] survival, double[] marginalPd, double[] discountFactor) {}
