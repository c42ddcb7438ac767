package org.crosswind.model.credit;

/**
 * Exposure figures on undiscounted values in the cube's currency, as the regulator defines them
 * (Basel CRE53.13) and ORE reports them; an element a tenor. The arrays are shared, do not modify.
 *
 * <p>Time averages use the value at the end of each interval. After the last tenor at which any
 * scenario has a value that is not zero the netting set has matured: time-weighted figures are 0.
 *
 * @param ee expected exposure: EPE of undiscounted values, EPE / discount factor of deflated ones
 * @param effectiveEe running maximum of {@code ee}, started at max(V0, 0) when today's value is
 *     known
 * @param timeWeightedEpe mean of {@code ee} from today to the tenor
 * @param timeWeightedEepe mean of {@code effectiveEe} from today to the tenor
 * @param epe mean of {@code ee} over the first year, or to maturity if that is earlier
 * @param eepe mean of {@code effectiveEe} over the same time
 */
public record BaselProfile(
    double[] ee,
    double[] effectiveEe,
    double[] timeWeightedEpe,
    double[] timeWeightedEepe,
    double epe,
    double eepe) {}
