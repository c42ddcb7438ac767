package org.crosswind.calc.xva;

import org.crosswind.model.credit.XvaResult;

/**
 * Where a solve ended.
 *
 * @param param the number handed to the model factory
 * @param achieved the metric there
 * @param target the metric asked for
 * @param iterations evaluations inside the bracket; 0 when an end point was the answer
 * @param converged whether {@code abs(achieved - target)} is within the tolerance
 * @param result everything computed at {@code param}, with the one model
 */
public record SolveRecord(
    double param,
    double achieved,
    double target,
    int iterations,
    boolean converged,
    XvaResult result) {}
