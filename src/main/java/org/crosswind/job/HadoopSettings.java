package org.crosswind.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * What a run adds to the Hadoop configuration of each machine: the {@code spark.hadoop.*} settings
 * of the application, which Spark gives to its own readers and writers but not to ours.
 *
 * @param values by Hadoop's key
 */
public record HadoopSettings(Map<String, String> values) {
  private static final String PREFIX = "spark.hadoop.";

  private static final Map<Map<String, String>, Configuration> SHARED = new ConcurrentHashMap<>();

  /** Nothing added. */
  public static final HadoopSettings NONE = new HadoopSettings(Map.of());

  /** Copies the settings. */
  public HadoopSettings {
    values = Map.copyOf(values);
  }

  /** The settings of a Spark application. */
  public static HadoopSettings of(SparkConf conf) {
    Map<String, String> values = new TreeMap<>();
    for (Tuple2<String, String> entry : conf.getAll()) {
      if (entry._1().startsWith(PREFIX)) {
        values.put(entry._1().substring(PREFIX.length()), entry._2());
      }
    }
    return new HadoopSettings(values);
  }

  /**
   * As {@link #configuration}, but the same object each time: to make one is slow, and the tasks of
   * a JVM rarely need two. Only to be read.
   */
  public Configuration shared() {
    return SHARED.computeIfAbsent(values, any -> configuration());
  }

  /** The configuration of this machine with them. */
  public Configuration configuration() {
    Configuration configuration = new Configuration();
    values.forEach(configuration::set);
    return configuration;
  }
}
