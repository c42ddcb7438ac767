package org.crosswind.model.credit;

/**
 * Exposure figures of the cube's values as given, in the cube's currency; an element a tenor. The
 * arrays are shared, do not modify.
 *
 * @param epe mean of max(V, 0), >= 0
 * @param ene mean of max(-V, 0), >= 0
 * @param pfe for each quantile of the settings, in their order, the type-7 quantile of max(V, 0)
 * @param effectiveEe running maximum of {@code epe}
 * @param eepe time-weighted mean of {@code effectiveEe} over the whole grid
 */
public record ExposureProfile(
    double[] epe, double[] ene, double[][] pfe, double[] effectiveEe, double eepe) {}
