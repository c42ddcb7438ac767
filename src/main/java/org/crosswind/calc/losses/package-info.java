/**
 * What loss streams become in the hands of those who read them: annual losses. Start with {@link
 * org.crosswind.calc.losses.AnnualLosses}, which is fed the mean losses of one stream output by
 * output; {@link org.crosswind.calc.losses.EventFrequencies} says how often events happen and
 * {@link org.crosswind.calc.losses.SummaryIndex} where an output belongs. Imports {@code model};
 * knows nothing of files or bytes.
 */
package org.crosswind.calc.losses;
