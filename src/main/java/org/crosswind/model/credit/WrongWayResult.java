package org.crosswind.model.credit;

/**
 * The figures of one dependence model on one netting set. Arrays have an element a tenor and are
 * shared, do not modify.
 *
 * @param model the model
 * @param wwrCva CVA on {@code conditionalEe}, money of today
 * @param alpha {@code wwrCva / baselineCva}; 1 when the baseline is below 1e-300 in magnitude
 * @param classification the direction of dependence
 * @param ead {@code alpha x eepe}
 * @param upliftPct {@code (wwrCva - baselineCva) / baselineCva} in percent; 0 when the baseline is
 *     below 1e-300 in magnitude
 * @param conditionalEe expected exposure given default in the tenor's interval, in the cube's money
 * @param eeRatio {@code conditionalEe / epe}; 1 where the EPE is not above 0
 * @param effectiveSampleSize 1 / sum of squared weights, in [1, scenarios]: how many scenarios
 *     carry the conditional figure; for the worst case, those of its tail
 * @param minEffectiveSampleSize the least of them; a small one says that the figure rests on a
 *     handful of scenarios
 */
public record WrongWayResult(
    ModelSpec model,
    double wwrCva,
    double alpha,
    Classification classification,
    double ead,
    double upliftPct,
    double[] conditionalEe,
    double[] eeRatio,
    double[] effectiveSampleSize,
    double minEffectiveSampleSize) {}
