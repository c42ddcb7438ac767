package org.crosswind.calc.xva;

import org.crosswind.kernel.reweight.DependenceKernel;
import org.crosswind.kernel.reweight.ReplicateKernel;

/**
 * A model ready to be evaluated by one thread.
 *
 * @param kernel computes conditional expected exposures
 * @param replicates the same on resamples
 * @param direction positive when the model claims wrong-way dependence, negative for right-way
 */
record Dependence(DependenceKernel kernel, ReplicateKernel replicates, double direction) {
  /** A kernel, and the same model on resamples. */
  Dependence(DependenceKernel kernel, double direction) {
    this(kernel, kernel.replicates(), direction);
  }
}
