/**
 * Loops over ranges of {@code double[]}: fixed-order sums, extremes, exp, log, the normal
 * distribution.
 *
 * <p>{@link org.crosswind.kernel.ops.ArrayOps} is the door, {@link
 * org.crosswind.kernel.ops.KernelVariant} picks what is behind it (a scalar and a Vector API
 * variant with the same bits), {@link org.crosswind.kernel.ops.Transcendental} and {@link
 * org.crosswind.kernel.ops.Normal} hold the functions with their stated errors. Imports the JDK
 * only.
 */
package org.crosswind.kernel.ops;
