/**
 * The financial module: policy terms applied to the ground-up losses of one event. {@link
 * org.crosswind.calc.fm.FmStructure} is the programme compiled to flat arrays, {@link
 * org.crosswind.calc.fm.FmCalculator} computes event after event on one thread. Imports {@code
 * kernel} and {@code model}; knows nothing of files or bytes.
 */
package org.crosswind.calc.fm;
