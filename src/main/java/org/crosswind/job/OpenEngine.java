package org.crosswind.job;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.Engine;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.config.EngineChoice;
import org.crosswind.job.config.RunConfig;

/** An engine as configured, what it stands on, and how to let go of both. */
public final class OpenEngine implements AutoCloseable {
  private final Engine engine;
  private final Platform platform;
  private final JavaSparkContext spark;

  private OpenEngine(Engine engine, Platform platform, JavaSparkContext spark) {
    this.engine = engine;
    this.platform = platform;
    this.spark = spark;
  }

  /**
   * Opens the configured engine.
   *
   * @param name of the application, for the cluster manager
   * @param config which engine
   * @param payloads register the classes that the job sends
   */
  public static OpenEngine of(
      String name, RunConfig config, List<Class<? extends KryoRegistrator>> payloads) {
    return config.engine() == EngineChoice.LOCAL ? local(config.threads()) : spark(name, payloads);
  }

  /** Threads of this process. */
  public static OpenEngine local(int threads) {
    return new OpenEngine(new LocalEngine(threads), Platform.PLAIN, null);
  }

  /** A Spark application. */
  public static OpenEngine spark(String name, List<Class<? extends KryoRegistrator>> payloads) {
    SparkConf conf = SparkSettings.application("crosswind " + name, payloads);
    JavaSparkContext spark = new JavaSparkContext(conf);
    Platform platform = new Platform(spark.version(), spark.master(), HadoopSettings.of(conf));
    return new OpenEngine(new SparkEngine(spark), platform, spark);
  }

  /** Who runs the molecules. */
  public Engine engine() {
    return engine;
  }

  /** What it stands on. */
  public Platform platform() {
    return platform;
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      if (spark != null) {
        spark.close();
      }
    }
  }
}
