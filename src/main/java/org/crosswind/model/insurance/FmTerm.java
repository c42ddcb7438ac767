package org.crosswind.model.insurance;

/** A column of {@link FmProfile} that a calculation rule may read. */
public enum FmTerm {
  /** {@code deductible1}. */
  DEDUCTIBLE1("deductible1", true),
  /** {@code deductible2}, the minimum deductible. */
  DEDUCTIBLE2("deductible2", true),
  /** {@code deductible3}, the maximum deductible. */
  DEDUCTIBLE3("deductible3", true),
  /** {@code attachment1}. */
  ATTACHMENT1("attachment1", true),
  /** {@code limit1}. */
  LIMIT1("limit1", true),
  /** {@code share1}. */
  SHARE1("share1", false),
  /** {@code share2}. */
  SHARE2("share2", false),
  /** {@code share3}. */
  SHARE3("share3", false),
  /** {@code trigger_start}, of step policies. */
  TRIGGER_START("trigger_start", true),
  /** {@code trigger_end}, of step policies. */
  TRIGGER_END("trigger_end", true),
  /** {@code payout_start}, of step policies. */
  PAYOUT_START("payout_start", false),
  /** {@code limit2}, of step policies. */
  LIMIT2("limit2", true),
  /** {@code scale1}, of step policies. */
  SCALE1("scale1", false),
  /** {@code scale2}, of step policies. */
  SCALE2("scale2", false);

  private final String column;
  private final boolean threshold;

  FmTerm(String column, boolean threshold) {
    this.column = column;
    this.threshold = threshold;
  }

  /** The name of the column in the files. */
  public String column() {
    return column;
  }

  /**
   * Whether losses are compared with it: then infinity has a meaning (never, or always), and a
   * negative value would turn no loss into a loss.
   */
  public boolean isThreshold() {
    return threshold;
  }

  /** The column of a table; empty for the step columns of a table without steps. */
  float[] of(FmProfile profile) {
    if (compareTo(TRIGGER_START) >= 0 && !profile.stepped()) {
      return new float[0];
    }
    return switch (this) {
      case DEDUCTIBLE1 -> profile.deductible1();
      case DEDUCTIBLE2 -> profile.deductible2();
      case DEDUCTIBLE3 -> profile.deductible3();
      case ATTACHMENT1 -> profile.attachment1();
      case LIMIT1 -> profile.limit1();
      case SHARE1 -> profile.share1();
      case SHARE2 -> profile.share2();
      case SHARE3 -> profile.share3();
      case TRIGGER_START -> profile.steps().orElseThrow().triggerStart();
      case TRIGGER_END -> profile.steps().orElseThrow().triggerEnd();
      case PAYOUT_START -> profile.steps().orElseThrow().payoutStart();
      case LIMIT2 -> profile.steps().orElseThrow().limit2();
      case SCALE1 -> profile.steps().orElseThrow().scale1();
      case SCALE2 -> profile.steps().orElseThrow().scale2();
    };
  }
}
