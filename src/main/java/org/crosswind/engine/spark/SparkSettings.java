package org.crosswind.engine.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The Spark configuration of our jobs. What the user set (on the command line of spark-submit, in
 * {@code spark-defaults.conf}, as system properties) stays; the rest gets defaults that suit us.
 * Two things are not left to choice: Kryo as serializer, and our registrators among those of Kryo.
 */
public final class SparkSettings {
  private static final String SERIALIZER = "spark.serializer";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";
  private static final String EXECUTOR_JAVA_OPTIONS = "spark.executor.extraJavaOptions";

  private static final String EXECUTOR_DEFAULT_OPTIONS = "spark.executor.defaultJavaOptions";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** See {@code conf/log4j2.properties}. */
  private static final String LOG_FORMAT = "CROSSWIND_LOG_FORMAT";

  /** Tasks at the same time when executors may come without limit. */
  private static final int UNLIMITED = 200;

  /** More would only make more files. */
  private static final int MOST_TASKS = 10_000;

  private SparkSettings() {}

  /**
   * The configuration of an application, from the system properties that spark-submit set.
   *
   * @param name what the cluster manager and the UI show, unless the user named it
   * @param payloads register the classes of inputs, results and shared values; see {@link
   *     WireSerializer}
   */
  public static SparkConf application(
      String name, List<Class<? extends KryoRegistrator>> payloads) {
    return complete(new SparkConf(), name, payloads);
  }

  /**
   * Fills in what the user left open.
   *
   * @throws FailureException when the user chose another serializer than Kryo
   */
  static SparkConf complete(
      SparkConf conf, String name, List<Class<? extends KryoRegistrator>> payloads) {
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", name);
    kryo(conf, payloads);
    conf.setIfMissing("spark.sql.parquet.compression.codec", "zstd");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Else a task that is shorter than a heartbeat has no peak of its executor's heap.
    conf.setIfMissing("spark.executor.metrics.pollingInterval", "1s");
    if (conf.get("spark.master").matches("local(\\[.*\\])?")) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.locality.wait", "0s");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    String logFormat = System.getenv(LOG_FORMAT);
    if (logFormat != null) { // executors shall log as the driver does
      conf.setIfMissing("spark.executorEnv." + LOG_FORMAT, logFormat);
    }
    sizes(conf, Runtime.getRuntime().maxMemory());
    executorOptions(conf);
    return conf;
  }

  /**
   * Prices of a panel come to the driver: a few large results, and in all more than Spark allows by
   * itself. They may take half of the driver, which is told when it has to be larger.
   */
  static void sizes(SparkConf conf, long heap) {
    conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
    long most = Math.max(1L << 30, heap / 2);
    conf.setIfMissing("spark.driver.maxResultSize", (most >> 20) + "m");
  }

  /**
   * How many tasks run at the same time when all executors are there that the application may have.
   * An application on YARN begins with few of them or none, and work that is cut for those would
   * keep the others away.
   *
   * @param conf of the application
   * @param now tasks that can run now, or {@code spark.default.parallelism}
   * @return at least 1
   */
  static int parallelism(SparkConf conf, int now) {
    if (conf.contains("spark.default.parallelism")
        || conf.get("spark.master", "local").startsWith("local")) {
      return Math.max(1, now);
    }
    long tasks = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
    int executors = conf.getInt("spark.executor.instances", 0);
    long expected = executors * tasks;
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      int most = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
      expected = most == Integer.MAX_VALUE ? UNLIMITED : most * tasks;
    }
    return (int) Math.max(1, Math.max(now, Math.min(expected, MOST_TASKS)));
  }

  private static void kryo(SparkConf conf, List<Class<? extends KryoRegistrator>> payloads) {
    String serializer = conf.get(SERIALIZER, KRYO);
    if (!serializer.equals(KRYO)) {
      throw FailureException.of(
          FailureReason.INVALID,
          SERIALIZER,
          "is " + serializer + ", but Crosswind's wire classes need " + KRYO + "; leave it unset");
    }
    conf.set(SERIALIZER, KRYO);
    conf.setIfMissing("spark.kryo.registrationRequired", "true");
    List<String> registrators = new ArrayList<>();
    registrators.add(CrosswindKryo.class.getName());
    payloads.forEach(payload -> registrators.add(payload.getName()));
    for (String theirs : conf.get(REGISTRATOR, "").split(",", -1)) {
      if (!theirs.isBlank() && !registrators.contains(theirs.strip())) {
        registrators.add(theirs.strip());
      }
    }
    conf.set(REGISTRATOR, String.join(",", registrators));
  }

  private static void executorOptions(SparkConf conf) {
    String theirs = conf.get(EXECUTOR_JAVA_OPTIONS, "").strip();
    String all = conf.get(EXECUTOR_DEFAULT_OPTIONS, "") + " " + theirs;
    List<String> options = new ArrayList<>();
    if (!theirs.isEmpty()) {
      options.add(theirs);
    }
    // Spark 3.5 does not add the module by itself. Executors get it when the driver has it, so that
    // leaving it out on the command line leaves it out everywhere.
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() && !all.contains(VECTOR_MODULE)) {
      options.add("--add-modules=" + VECTOR_MODULE);
    }
    // Otherwise a JVM that has seen an exception often drops its stack and message, and the text of
    // a failure would depend on how the work was divided.
    if (!all.contains("OmitStackTraceInFastThrow")) {
      options.add("-XX:-OmitStackTraceInFastThrow");
    }
    if (!options.isEmpty()) {
      conf.set(EXECUTOR_JAVA_OPTIONS, String.join(" ", options));
    }
  }
}
