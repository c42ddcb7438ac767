package org.crosswind.kernel.fm;

/**
 * Where the prepared terms of one profile row are in an array of floats: {@link #STRIDE} floats a
 * row, at these offsets. Money in the portfolio's currency, shares as fractions.
 */
public final class Terms {
  /** Deductible: money, or a share of the loss, by rule. */
  public static final int DEDUCTIBLE = 0;

  /** Minimum deductible, money. */
  public static final int MIN_DEDUCTIBLE = 1;

  /** Maximum deductible, money. */
  public static final int MAX_DEDUCTIBLE = 2;

  /** Attachment, money. */
  public static final int ATTACHMENT = 3;

  /** Limit: money, or a share of the loss, by rule. */
  public static final int LIMIT = 4;

  /** Share of the policy; with reinsurance, ceded. */
  public static final int SHARE1 = 5;

  /** Placed share. */
  public static final int SHARE2 = 6;

  /** A further share. */
  public static final int SHARE3 = 7;

  /** Loss from which a step pays, money, inclusive. */
  public static final int TRIGGER_START = 8;

  /** Loss from which it pays no more, money, exclusive. */
  public static final int TRIGGER_END = 9;

  /** Payout of a step: money with rule 27, else a share of the loss. */
  public static final int PAYOUT = 10;

  /** Limit of the debris removal, money. */
  public static final int LIMIT2 = 11;

  /** One plus the share of extra expenses. */
  public static final int SCALE1 = 12;

  /** Debris removal as a share of the payout. */
  public static final int SCALE2 = 13;

  /** Floats of a row. */
  public static final int STRIDE = 14;

  private Terms() {}
}
