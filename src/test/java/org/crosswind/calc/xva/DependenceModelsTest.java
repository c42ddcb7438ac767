package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.crosswind.model.credit.Classification;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaSettings;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;

class DependenceModelsTest {
  private static final String OWN = "org.crosswind.calc.xva.ExponentialGrades";

  private static final XvaRequest REQUEST =
      new XvaRequest(
          "NS1",
          ExposureCube.ofRows(
              "NS1", TenorGrid.of("NS1", 1, 2), new double[][] {{1, -2}, {4, 3}, {-2, 1}}),
          CubeValues.UNDISCOUNTED,
          HazardCurve.flat("1%", 0.01),
          0.4,
          DiscountCurve.none(),
          List.of());

  private static WrongWayResult evaluate(ModelSpec spec) {
    return new XvaCalculator(XvaSettings.standard()).sweep(REQUEST, List.of(spec)).models().get(0);
  }

  @Test
  void aModelOfTheUsersOwnIsFoundByClassName() {
    WrongWayResult result = evaluate(ModelSpec.of(OWN, 3));
    double[] w = {Math.exp(3 * 0.5), Math.exp(3 * 2.5 / 3), Math.exp(3 * 0.5 / 3)};
    double total = w[0] + w[1] + w[2];
    assertThat(result.conditionalEe()[0]).isCloseTo((w[0] * 1 + w[1] * 4) / total, within(1e-14));
    assertThat(result.effectiveSampleSize()[0])
        .isCloseTo(total * total / (w[0] * w[0] + w[1] * w[1] + w[2] * w[2]), within(1e-13));
    assertThat(result.minEffectiveSampleSize()).isBetween(1.0, 3.0);
    assertThat(result.classification()).isEqualTo(Classification.WRONG_WAY);
    assertThat(evaluate(ModelSpec.of(OWN, -3)).classification())
        .isEqualTo(Classification.RIGHT_WAY);
  }

  @Test
  void aModelOfTheUsersOwnThatGivesNoWeightsFailsTheNettingSetByName() {
    assertThatThrownBy(() -> evaluate(ModelSpec.of(OWN, 99)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().reason()).isEqualTo(FailureReason.NOT_COMPUTABLE);
              assertThat(e.failure().where()).isEqualTo("NS1");
              assertThat(e.failure().message()).contains(OWN).contains("NaN").contains("tenor 1");
            });
  }

  @Test
  void aModelOfTheUsersOwnSaysWhatItsParameterMayBe() {
    rejects(ModelSpec.of(OWN, 101), "is 101.0, expected a number in [-100, 100]");
  }

  @Test
  void unknownModelsListTheKnownOnes() {
    assertThatThrownBy(() -> DependenceModels.check("run", ModelSpec.of("gauss", 0.1)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.UNKNOWN_REFERENCE))
        .hasMessageContaining(
            "'gauss', expected one of independent, hullwhite, gaussian, studentt, clayton,"
                + " survival-clayton, frank, gumbel, worst-case");
  }

  @Test
  void parametersOutsideTheirDomainNameModelValueAndDomain() {
    rejects(ModelSpec.of("hullwhite", Double.NaN), "model hullwhite: b is NaN, expected a finite");
    rejects(ModelSpec.of("gaussian", 1), "model gaussian: rho is 1.0, expected -1 < rho < 1");
    rejects(ModelSpec.of("clayton", 0), "model clayton: theta is 0.0, expected a finite number");
    rejects(
        ModelSpec.of("survival-clayton", -1), "model survival-clayton: theta is -1.0, expected");
    rejects(ModelSpec.of("frank", 0), "model frank: theta is 0.0, expected");
    rejects(ModelSpec.of("gumbel", 0.99), "model gumbel: theta is 0.99, expected a finite number");
    rejects(new ModelSpec("studentt", 1, 4), "model studentt: rho is 1.0, expected");
    rejects(ModelSpec.of("studentt", 0.3), "model studentt: degrees of freedom is NaN, expected");
    rejects(new ModelSpec("studentt", 0.3, 0), "degrees of freedom is 0.0, expected");
  }

  private static void rejects(ModelSpec spec, String message) {
    assertThatThrownBy(() -> DependenceModels.check("run", spec))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.INVALID))
        .hasMessageContaining(message);
  }

  @Test
  void everyFamilyEvaluatesAndTheWorstCaseBoundsTheCopulas() {
    assertThatCode(
            () -> {
              double worst = evaluate(ModelSpec.of("worst-case", 0)).wwrCva();
              for (ModelSpec spec :
                  List.of(
                      ModelSpec.of("independent", 0),
                      ModelSpec.of("gaussian", 0.5),
                      new ModelSpec("studentt", 0.5, 4),
                      ModelSpec.of("clayton", 2),
                      ModelSpec.of("survival-clayton", 2),
                      ModelSpec.of("frank", 5),
                      ModelSpec.of("gumbel", 2))) {
                WrongWayResult result = evaluate(spec);
                assertThat(result.wwrCva()).as(spec.toString()).isLessThanOrEqualTo(worst);
                assertThat(result.alpha()).isGreaterThanOrEqualTo(1);
              }
            })
        .doesNotThrowAnyException();
  }
}
