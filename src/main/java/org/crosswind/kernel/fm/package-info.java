/**
 * The arithmetic of the financial module on rows of losses: calculation rules, sums over children,
 * shares back to items. A row is {@code n} consecutive floats of an array, one for each sample; all
 * samples are treated alike and independently. Start with {@link
 * org.crosswind.kernel.fm.CalcRules}. Imports the JDK.
 *
 * <p>Precision. Losses, terms and extras are binary32, and every operation is rounded to binary32
 * unless its document says f64: then it is evaluated in binary64 and rounded once when stored.
 *
 * <p>Rows that a kernel computes with begin at index 0 of their arrays: the compiler of Java 17
 * vectorises a loop over several arrays only if all are indexed alike. Rows inside a larger array
 * are copied out and back, which costs less than a scalar loop.
 *
 * <p>The loops have no branch that depends on a loss where one can be avoided without changing a
 * bit, so that the compiler can use vectors; the selections are written as products with exactly 0
 * or 1 ({@link org.crosswind.kernel.fm.Select}).
 */
package org.crosswind.kernel.fm;
