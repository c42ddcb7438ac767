/**
 * Losses of finished loss streams: {@link org.crosswind.job.losses.StreamMeans} reads a stream once
 * and hands its mean losses to whoever adds them up, {@link
 * org.crosswind.job.losses.AnnualLossInputs} reads what says how often events happen and where
 * outputs belong. Used by {@code fm} and {@code diff}.
 */
package org.crosswind.job.losses;
