/**
 * Arithmetic on primitive arrays, without knowledge of banks, insurers, files or Spark.
 *
 * <p>Start with {@link org.crosswind.kernel.ops.ArrayOps}, the door to the array loops, then {@link
 * org.crosswind.kernel.reweight.DependenceKernel}. Everything below this package imports nothing
 * but the JDK.
 */
package org.crosswind.kernel;
