/**
 * What calibration to history needs of Spark: regression trees for gradient boosting. Start with
 * {@link org.crosswind.job.calibrate.SparkTreeLearner}. Imports {@code calc.xva} and Spark MLlib.
 */
package org.crosswind.job.calibrate;
