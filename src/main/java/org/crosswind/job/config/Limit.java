package org.crosswind.job.config;

import java.util.List;
import java.util.Objects;

/**
 * A limit: a figure of the run, for whom it is taken, and what it may not exceed. An entry of
 * {@code crosswind.limits}; {@code conf/reference.conf} describes each key.
 *
 * @param name what breaches are called
 * @param scope for whom the figure is taken
 * @param measure the figure
 * @param change whether its change against the previous promoted run is meant instead of it
 * @param quantile which PFE, in (0, 1); NaN for other measures
 * @param max the figure, or its change, may not be above this; +infinity when there is no such
 *     limit
 * @param min the same below; -infinity when there is none
 * @param nettingSets only these netting sets count; empty for all
 * @param counterparties only these counterparties count; empty for all
 * @param models only these dependence models are looked at; empty for all
 * @param portfolios only these analyses are looked at; empty for all
 * @param action what a breach does
 * @param severity how alarmed a person should be
 */
public record Limit(
    String name,
    Scope scope,
    Measure measure,
    Change change,
    double quantile,
    double max,
    double min,
    List<String> nettingSets,
    List<String> counterparties,
    List<String> models,
    List<String> portfolios,
    Action action,
    Severity severity) {
  /** Copies the lists. */
  public Limit {
    Objects.requireNonNull(name, "name");
    nettingSets = List.copyOf(nettingSets);
    counterparties = List.copyOf(counterparties);
    models = List.copyOf(models);
    portfolios = List.copyOf(portfolios);
  }

  /** For whom a figure is taken. */
  public enum Scope {
    /** Each netting set. */
    NETTING_SET,
    /** Each counterparty: the sum over its netting sets. */
    COUNTERPARTY,
    /** The whole run. */
    BOOK,
    /** Each analysis of the financial module. */
    PORTFOLIO
  }

  /** A figure that can be limited. */
  public enum Measure {
    /** CVA without dependence, money; of several netting sets the sum. */
    CVA,
    /** CVA under each model, money; of several netting sets the sum. */
    WRONG_WAY_CVA,
    /** Wrong-way CVA over CVA; of several netting sets the ratio of the sums. */
    ALPHA,
    /** The largest PFE over the tenors, money; of a netting set only. */
    PFE,
    /** Effective expected positive exposure, money; of several netting sets the sum. */
    EEPE,
    /** Failed inputs over inputs, in [0, 1]. */
    FAILED_SHARE,
    /** Failed inputs. */
    FAILED,
    /** Mean loss of an analysis, summed over its events, money. */
    LOSS,
    /** {@link #LOSS} over the total insured value. */
    LOSS_RATIO,
    /** Expected annual loss of all outputs of an analysis, money a year. */
    ANNUAL_LOSS,
    /** {@link #ANNUAL_LOSS} over the total insured value. */
    ANNUAL_LOSS_RATIO;

    /** Whether each dependence model has a figure of its own. */
    public boolean perModel() {
      return this == WRONG_WAY_CVA || this == ALPHA;
    }

    /** Whether it is a loss of an analysis of the financial module. */
    public boolean ofLosses() {
      return this == LOSS || this == LOSS_RATIO || isAnnual();
    }

    /** Whether it needs to be known how often events happen. */
    public boolean isAnnual() {
      return this == ANNUAL_LOSS || this == ANNUAL_LOSS_RATIO;
    }

    /** Whether it is relative to the total insured value. */
    public boolean isRatioToInsured() {
      return this == LOSS_RATIO || this == ANNUAL_LOSS_RATIO;
    }
  }

  /** Whether a figure or its change is limited. */
  public enum Change {
    /** The figure itself. */
    NONE,
    /** The figure less that of the previous promoted run. */
    ABSOLUTE,
    /** The absolute change over the size of the previous figure. */
    RELATIVE
  }

  /** What a breach does. */
  public enum Action {
    /** It is written down and alerted. */
    REPORT,
    /** The run is not made {@code latest} either, and the exit code is 5. */
    WITHHOLD
  }

  /** How alarmed a person should be. */
  public enum Severity {
    /** Good to know. */
    INFO,
    /** To be looked at in the morning. */
    WARNING,
    /** To be looked at now. */
    CRITICAL
  }
}
