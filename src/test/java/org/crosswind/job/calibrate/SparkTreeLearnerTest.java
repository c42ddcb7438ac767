package org.crosswind.job.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosswind.calc.xva.WwrGoldens.children;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.calc.xva.BoostingCalibrator;
import org.crosswind.calc.xva.HazardFit;
import org.crosswind.calc.xva.WwrGoldens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("spark")
@Tag("slow")
class SparkTreeLearnerTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("trees")
                .set("spark.ui.enabled", "false"));
    spark.setLogLevel("ERROR");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void splitsHalfWayBetweenNeighbours() {
    DoubleUnaryOperator tree =
        new SparkTreeLearner(spark).fit(new double[] {1, 2, 4, 8}, new double[] {0, 0, 0, 6}, 1);
    assertThat(tree.applyAsDouble(5.999)).isEqualTo(0);
    assertThat(tree.applyAsDouble(6.001)).isEqualTo(6);
  }

  static Stream<JsonNode> goldens() {
    return children(WwrGoldens.load("r02_gradient_boosting").get("rows"));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void boostingOnItAgreesWithScikitLearn(JsonNode row) {
    double[][] samples = WwrGoldens.samples(row.get("file").asText());
    JsonNode options = row.get("estimator_kwargs");
    BoostingCalibrator calibrator =
        new BoostingCalibrator(
            new SparkTreeLearner(spark),
            options.path("n_estimators").asInt(100),
            options.path("max_depth").asInt(3),
            options.path("learning_rate").asDouble(0.1));
    HazardFit fit = calibrator.fit("history", samples[0], samples[1]);
    double expected = row.get("fit").get("b").doubleValue();
    assertThat(fit.b()).isCloseTo(expected, within(1e-9));
  }
}
