package org.crosswind.calc.xva;

import org.crosswind.kernel.reweight.DependenceKernel;

/**
 * A model ready to be evaluated by one thread.
 *
 * @param kernel computes conditional expected exposures
 * @param direction positive when the model claims wrong-way dependence, negative for right-way
 */
record Dependence(DependenceKernel kernel, double direction) {}
