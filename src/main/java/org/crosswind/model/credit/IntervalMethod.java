package org.crosswind.model.credit;

/** How a confidence interval is made of bootstrap replicates. */
public enum IntervalMethod {
  /** Quantiles of the replicates. */
  PERCENTILE,
  /** Quantiles of the replicates, reflected at the estimate. */
  BASIC,
  /** Quantiles corrected for bias and skewness (bias-corrected and accelerated). */
  BCA
}
