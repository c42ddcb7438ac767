/**
 * The engine on Apache Spark, and all that crosses the wire for it. Start with {@link
 * org.crosswind.engine.spark.SparkEngine}; {@link org.crosswind.engine.spark.SparkSettings} makes
 * the configuration it needs. Imports {@code engine}, {@code plan}, {@code model.run}, Spark and
 * Kryo.
 */
package org.crosswind.engine.spark;
