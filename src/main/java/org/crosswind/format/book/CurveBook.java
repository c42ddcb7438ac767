package org.crosswind.format.book;

import java.util.List;
import java.util.Map;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The curves of a run by id. A credit curve and a discount curve may share an id. A curve that is
 * wrong keeps its failure, which whoever asks for the curve gets.
 *
 * @param file as messages name it
 * @param credit valid hazard and survival curves
 * @param discount valid discount curves
 * @param badCredit why a credit curve of this id cannot be used
 * @param badDiscount why a discount curve of this id cannot be used
 * @param badRows rows that belong to no curve because they have no id
 */
public record CurveBook(
    String file,
    Map<String, CreditCurve> credit,
    Map<String, DiscountCurve> discount,
    Map<String, Failure> badCredit,
    Map<String, Failure> badDiscount,
    List<Failure> badRows) {
  /** Takes immutable copies. */
  public CurveBook {
    credit = Map.copyOf(credit);
    discount = Map.copyOf(discount);
    badCredit = Map.copyOf(badCredit);
    badDiscount = Map.copyOf(badDiscount);
    badRows = List.copyOf(badRows);
  }

  /**
   * The hazard or survival curve of this id.
   *
   * @param id of the curve
   * @param where who asks, for the message when there is none: {@code book.csv:17}
   * @throws FailureException UNKNOWN_REFERENCE, or the failure of the curve
   */
  public CreditCurve creditCurve(String id, String where) {
    return found(credit.get(id), badCredit.get(id), id, "hazard or survival", where);
  }

  /**
   * The discount curve of this id.
   *
   * @param id of the curve
   * @param where who asks, for the message when there is none: {@code book.csv:17}
   * @throws FailureException UNKNOWN_REFERENCE, or the failure of the curve
   */
  public DiscountCurve discountCurve(String id, String where) {
    return found(discount.get(id), badDiscount.get(id), id, "discount", where);
  }

  private <T> T found(T curve, Failure failure, String id, String kind, String where) {
    if (curve != null) {
      return curve;
    }
    if (failure != null) {
      throw new FailureException(failure);
    }
    throw FailureException.of(
        FailureReason.UNKNOWN_REFERENCE,
        where,
        "there is no " + kind + " curve '" + id + "' in " + file);
  }
}
