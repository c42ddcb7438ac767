package org.crosswind.job.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.mllib.tree.DecisionTree;
import org.apache.spark.mllib.tree.model.DecisionTreeModel;
import org.crosswind.calc.xva.TreeLearner;

/**
 * Regression trees by Spark MLlib.
 *
 * <p>As many bins as samples make MLlib try the middle between every two neighbouring values, as an
 * exact learner does; one partition makes its sums run in the order of the samples.
 */
public final class SparkTreeLearner implements TreeLearner {
  private static final String VARIANCE = "variance";

  private final JavaSparkContext spark;

  /** Fits on that context. */
  public SparkTreeLearner(JavaSparkContext spark) {
    this.spark = Objects.requireNonNull(spark, "spark");
  }

  @Override
  public DoubleUnaryOperator fit(double[] values, double[] targets, int depth) {
    List<LabeledPoint> points = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      points.add(new LabeledPoint(targets[i], Vectors.dense(values[i])));
    }
    JavaRDD<LabeledPoint> sample = spark.parallelize(points, 1);
    int bins = Math.max(2, values.length);
    DecisionTreeModel tree = DecisionTree.trainRegressor(sample, Map.of(), VARIANCE, depth, bins);
    return x -> tree.predict(Vectors.dense(x));
  }
}
