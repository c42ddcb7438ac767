package org.crosswind.job;

import java.util.Locale;
import org.crosswind.format.book.NettingSetRow;
import org.crosswind.format.table.ProfilesTable;
import org.crosswind.format.table.ResultsTable;
import org.crosswind.format.table.RowSink;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.ProbabilityForm;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaUncertainty;

/** Writes the figures of netting sets as rows of {@code results} and {@code profiles}. */
final class XvaRows {
  private final RowSink results;
  private final RowSink profiles;
  private final String probability;

  XvaRows(RowSink results, RowSink profiles, ProbabilityForm probability) {
    this.results = results;
    this.profiles = profiles;
    this.probability = probability.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A row a model in {@code results}, a row a model and tenor in {@code profiles}.
   *
   * @param errors null when the run does not resample; then {@code results} has no error columns
   */
  void write(int index, NettingSetRow row, XvaResult set, XvaUncertainty errors) {
    for (int m = 0; m < set.models().size(); m++) {
      WrongWayResult model = set.models().get(m);
      if (errors != null) {
        errors(errors, errors.models().get(m));
      }
      result(index, row, set, model);
      for (int t = 0; t < set.grid().size(); t++) {
        profile(index, row, set, model, t);
      }
    }
  }

  private void errors(XvaUncertainty set, XvaUncertainty.Model model) {
    results.setDouble(ResultsTable.EPE, set.epe());
    ErrorCells.set(results, ResultsTable.EPE_ERRORS, set.epeError());
    ErrorCells.set(results, ResultsTable.BASELINE_CVA_ERRORS, set.baselineError());
    ErrorCells.set(results, ResultsTable.WWR_CVA_ERRORS, model.wwrError());
    ErrorCells.set(results, ResultsTable.ALPHA_ERRORS, model.alphaError());
  }

  private void result(int index, NettingSetRow row, XvaResult set, WrongWayResult model) {
    results.setInt(ResultsTable.INPUT_INDEX, index);
    results.setString(ResultsTable.NETTING_SET_ID, row.id());
    results.setString(ResultsTable.COUNTERPARTY_ID, row.counterparty());
    results.setString(ResultsTable.MODEL, model.model().name());
    if (hasParameter(model.model())) {
      results.setDouble(ResultsTable.PARAMETER, model.model().parameter());
    }
    if (!Double.isNaN(model.model().degreesOfFreedom())) {
      results.setDouble(ResultsTable.DEGREES_OF_FREEDOM, model.model().degreesOfFreedom());
    }
    results.setString(ResultsTable.PROBABILITY, probability);
    results.setDouble(ResultsTable.RECOVERY, row.recovery());
    results.setDouble(ResultsTable.BASELINE_CVA, set.baselineCva());
    results.setDouble(ResultsTable.WWR_CVA, model.wwrCva());
    results.setDouble(ResultsTable.WORST_CASE_CVA, set.worstCaseCva());
    results.setDouble(ResultsTable.ALPHA, model.alpha());
    results.setString(ResultsTable.CLASSIFICATION, model.classification().name());
    results.setDouble(ResultsTable.EEPE, set.exposure().eepe());
    results.setDouble(ResultsTable.EAD, model.ead());
    results.setDouble(ResultsTable.UPLIFT_PCT, model.upliftPct());
    results.setDouble(ResultsTable.EE_HAZARD_CORR, set.eeHazardCorr());
    results.setDouble(ResultsTable.BASEL_EPE, set.basel().epe());
    results.setDouble(ResultsTable.BASEL_EEPE, set.basel().eepe());
    results.setInt(ResultsTable.SCENARIOS, set.scenarios());
    results.setInt(ResultsTable.TENORS, set.grid().size());
    results.setDouble(ResultsTable.MIN_EFFECTIVE_SAMPLE_SIZE, model.minEffectiveSampleSize());
    results.setString(ResultsTable.CUBE_VALUES, row.cubeValues().name().toLowerCase(Locale.ROOT));
    results.endRow();
  }

  private void profile(int index, NettingSetRow row, XvaResult set, WrongWayResult model, int t) {
    profiles.setInt(ProfilesTable.INPUT_INDEX, index);
    profiles.setString(ProfilesTable.NETTING_SET_ID, row.id());
    profiles.setString(ProfilesTable.MODEL, model.model().name());
    if (hasParameter(model.model())) {
      profiles.setDouble(ProfilesTable.PARAMETER, model.model().parameter());
    }
    if (!Double.isNaN(model.model().degreesOfFreedom())) {
      profiles.setDouble(ProfilesTable.DEGREES_OF_FREEDOM, model.model().degreesOfFreedom());
    }
    profiles.setInt(ProfilesTable.TENOR_INDEX, t);
    profiles.setDouble(ProfilesTable.TENOR, set.grid().time(t));
    profiles.setDouble(ProfilesTable.EPE, set.exposure().epe()[t]);
    profiles.setDouble(ProfilesTable.ENE, set.exposure().ene()[t]);
    profiles.setDouble(ProfilesTable.EFFECTIVE_EE, set.exposure().effectiveEe()[t]);
    for (int q = 0; q < set.exposure().pfe().length; q++) {
      profiles.setDouble(ProfilesTable.pfeColumn(q), set.exposure().pfe()[q][t]);
    }
    profiles.setDouble(ProfilesTable.CONDITIONAL_EE, model.conditionalEe()[t]);
    profiles.setDouble(ProfilesTable.EE_RATIO, model.eeRatio()[t]);
    profiles.setDouble(ProfilesTable.EFFECTIVE_SAMPLE_SIZE, model.effectiveSampleSize()[t]);
    profiles.setDouble(ProfilesTable.BASEL_EE, set.basel().ee()[t]);
    profiles.setDouble(ProfilesTable.BASEL_EEE, set.basel().effectiveEe()[t]);
    profiles.setDouble(ProfilesTable.TIME_WEIGHTED_BASEL_EPE, set.basel().timeWeightedEpe()[t]);
    profiles.setDouble(ProfilesTable.TIME_WEIGHTED_BASEL_EEPE, set.basel().timeWeightedEepe()[t]);
    profiles.setDouble(ProfilesTable.SURVIVAL, set.credit().survival()[t]);
    profiles.setDouble(ProfilesTable.MARGINAL_PD, set.credit().marginalPd()[t]);
    profiles.setDouble(ProfilesTable.DISCOUNT_FACTOR, set.credit().discountFactor()[t]);
    profiles.endRow();
  }

  /** Whether the parameter of a model means anything. */
  static boolean hasParameter(ModelSpec model) {
    return !model.name().equals("independent") && !model.name().equals("worst-case");
  }
}
