/**
 * Random numbers by address: the bits depend on seed, purpose, unit and replicate, and on nothing
 * that came before.
 *
 * <table>
 *   <caption>The public interface</caption>
 *   <tr><td>{@code RandomOps random = RandomOps.of(KernelVariant.AUTO)}
 *       <td>the loops, scalar or vector, same bits
 *   <tr><td>{@code RandomStream unit = RandomStream.of(seed, Purpose.BOOTSTRAP, "NS-7")}
 *       <td>replicate 0 of a unit; the id is hashed by {@code UnitHash}, or give a long
 *   <tr><td>{@code unit.replicate(10_000)}
 *       <td>the stream of another replicate
 *   <tr><td>{@code random.indices(stream, first, n, out, from, count)}
 *       <td>ints below n; {@code first} is the number of the first element, a multiple of 32
 *   <tr><td>{@code random.words(stream, first, out, from, count)}
 *       <td>any ints
 *   <tr><td>{@code random.uniforms}, {@code openUniforms}, {@code exponentials}
 *       <td>doubles on [0, 1), on (0, 1), exponential of mean 1
 *   <tr><td>{@code random.poissonCounts}
 *       <td>Poisson counts of mean 1
 * </table>
 *
 * <p>Start with {@link org.crosswind.kernel.random.RandomOps}. Imports the JDK only, and {@link
 * org.crosswind.kernel.ops.KernelVariant}.
 */
package org.crosswind.kernel.random;
