/**
 * Expected exposure given default: the scenarios of a cube re-weighted under a dependence model.
 *
 * <p>Start with {@link org.crosswind.kernel.reweight.DependenceKernel}. A {@link
 * org.crosswind.kernel.reweight.CubeColumns} holds what does not depend on the model, a {@link
 * org.crosswind.kernel.reweight.RankScores} what does not depend on the cube; both are reused from
 * cube to cube by one thread. Imports {@code kernel.ops}, {@code kernel.stats} and the JDK.
 */
package org.crosswind.kernel.reweight;
