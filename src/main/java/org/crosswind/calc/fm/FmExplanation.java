package org.crosswind.calc.fm;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.crosswind.model.insurance.CalcRule;

/**
 * How the loss of one item and sample came about.
 *
 * @param eventId the event
 * @param itemId the item
 * @param sidx the sample
 * @param allocationRule the rule asked for
 * @param input the item's loss in the stream
 * @param steps the item and the groups that it is in, in the order in which they were computed
 * @param outputs what was written
 */
public record FmExplanation(
    int eventId,
    int itemId,
    int sidx,
    int allocationRule,
    float input,
    List<Step> steps,
    List<Output> outputs) {
  /** Copies the lists. */
  public FmExplanation {
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }

  /**
   * One group.
   *
   * @param level 0 for items below grouped levels
   * @param aggId the group, or the item
   * @param items number of items of the event below it
   * @param policies what was applied; empty without terms
   * @param layers what came of it
   */
  public record Step(int level, int aggId, int items, List<Applied> policies, List<Layer> layers) {}

  /**
   * One policy.
   *
   * @param layer from 1; 0 for the sum of all layers
   * @param rows its rules, in order, on the same loss
   * @param before loss before
   * @param after loss after
   */
  public record Applied(int layer, List<Terms> rows, float before, float after) {}

  /**
   * One rule as computed: shares of insured value are money by now.
   *
   * @param rule the rule
   * @param meaning what the rule is called
   * @param text its terms that are not zero
   */
  public record Terms(int rule, String meaning, String text) {
    private static final String[] NAMES = {
      "deductible",
      "minimum deductible",
      "maximum deductible",
      "attachment",
      "limit",
      "share1",
      "share2",
      "share3",
      "trigger from",
      "trigger to",
      "payout",
      "limit2",
      "scale1",
      "scale2"
    };

    static Terms of(int rule, float[] terms) {
      StringJoiner text = new StringJoiner(", ");
      for (int k = 0; k < NAMES.length; k++) {
        // The further shares belong to reinsurance; elsewhere they are filed and never read.
        boolean read = !NAMES[k].matches("share[23]") || rule >= 22 && rule <= 25;
        if (terms[k] != 0 && read) {
          text.add(NAMES[k] + " " + terms[k]);
        }
      }
      return new Terms(
          rule, CalcRule.of(rule).map(CalcRule::meaning).orElse("unknown"), text.toString());
    }
  }

  /**
   * What a layer holds after a step.
   *
   * @param layer from 1
   * @param groupLoss loss of the group
   * @param itemLoss the item's part so far
   * @param hasExtras whether the next three count
   * @param deducted deductible applied so far at the group
   * @param overLimit loss cut by limits so far
   * @param underLimit room left under limits
   */
  public record Layer(
      int layer,
      float groupLoss,
      float itemLoss,
      boolean hasExtras,
      float deducted,
      float overLimit,
      float underLimit) {}

  /**
   * One output.
   *
   * @param outputId the id
   * @param loss the loss
   */
  public record Output(int outputId, float loss) {}

  /** The explanation for a person, a line for each thing that happened. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "event %d, item %d, sample %d, allocation rule %d: loss in %s%n",
            eventId,
            itemId,
            sidx,
            allocationRule,
            input));
    for (Step step : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "level %d, group %d (%d item%s of the event)%n",
              step.level,
              step.aggId,
              step.items,
              step.items == 1 ? "" : "s"));
      for (Applied policy : step.policies) {
        text.append(policy.layer == 0 ? "  all layers" : "  layer " + policy.layer);
        text.append(": ").append(policy.before);
        for (Terms row : policy.rows) {
          text.append(" -> rule ").append(row.rule).append(", ").append(row.meaning);
          text.append(" (").append(row.text).append(')');
        }
        text.append(" -> ").append(policy.after).append(System.lineSeparator());
      }
      if (step.policies.isEmpty()) {
        text.append("  no terms").append(System.lineSeparator());
      }
      for (Layer layer : step.layers) {
        text.append("  layer ").append(layer.layer).append(": group ").append(layer.groupLoss);
        if (layer.hasExtras) {
          text.append(" [deducted ").append(layer.deducted);
          text.append(", over limit ").append(layer.overLimit);
          text.append(", under limit ").append(layer.underLimit).append(']');
        }
        text.append(", this item ").append(layer.itemLoss).append(System.lineSeparator());
      }
    }
    for (Output output : outputs) {
      text.append("output ").append(output.outputId).append(": ").append(output.loss);
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
