package org.crosswind.engine.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.crosswind.engine.Delivery;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.engine.TaskListener;
import org.crosswind.engine.TaskReporting;
import org.crosswind.model.run.FailureException;
import org.crosswind.plan.Molecule;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs each molecule as one task of one Spark job, on whatever master the context has. Outcomes
 * come to the driver as tasks finish; Spark hands over each partition once, whatever it had to
 * repeat.
 *
 * <p>The job carries the description as its group's text, so jobs and stages have it in the UI. The
 * group belongs to a thread of its own: the caller's own Spark properties are inherited by the job
 * and never changed.
 *
 * <p>An exception of a molecule, an {@link Error} or a lost executor is repeated by Spark as {@code
 * spark.task.maxFailures} says; then the run ends with an {@link EngineException} that names the
 * molecule and the root cause. The context is the caller's and stays open.
 */
public final class SparkEngine implements Engine, TaskReporting {
  private static final AtomicLong RUNS = new AtomicLong();
  private static final long CANCEL_AGAIN_MILLIS = 200;

  /** How long a cancelled job's tasks are waited for: they may be on a machine that is gone. */
  private static final long TASKS_END_MILLIS = 10_000;

  private static final long LOOK_AGAIN_MILLIS = 10;

  /** What messages call a broadcast value. */
  static final String SHARED = "the shared value";

  private final JavaSparkContext spark;
  private final PayloadEncoding encoding;
  private final List<SparkShared<?>> shared = new ArrayList<>();
  private final List<SparkTaskReports> reports = new CopyOnWriteArrayList<>();

  /** An engine whose inputs, results and shared values are registered with Kryo. */
  public SparkEngine(JavaSparkContext spark) {
    this(spark, PayloadEncoding.REGISTERED);
  }

  /**
   * An engine for functions of one's own: any serialisable input, result and shared value can
   * travel, and the session may have any serializer.
   */
  public static SparkEngine on(SparkSession session) {
    return on(JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /** The same on a context. */
  public static SparkEngine on(JavaSparkContext spark) {
    return new SparkEngine(spark, PayloadEncoding.JAVA);
  }

  /** An engine with a choice of what crosses the wire. */
  public SparkEngine(JavaSparkContext spark, PayloadEncoding encoding) {
    this.spark = spark;
    this.encoding = encoding;
  }

  @Override
  public <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    Delivery<T, R> delivery = new Delivery<>(description, molecules, progress, finished);
    if (molecules.isEmpty()) {
      return;
    }
    List<Object> batches = new ArrayList<>(molecules.size());
    try {
      for (Molecule<T> molecule : molecules) {
        batches.add(encoding.seal(MoleculeBatch.pack(molecule, encoding)));
      }
    } catch (FailureException e) {
      throw new EngineException(description + ": " + e.failure().oneLine(), e);
    }
    SparkJob job = new SparkJob(description, batches, new MoleculeTask<>(function, encoding));
    reports.forEach(report -> report.submitting(job.group, description, molecules));
    job.start();
    try {
      while (!delivery.complete()) {
        Arrival next = job.arrivals.take();
        if (next.batch() == null) {
          throw SparkFailureText.exception(description, molecules, function, next.thrown());
        }
        OutcomeBatch batch = encoding.open(next.batch());
        if (batch.stop != null) {
          throw new EngineException(description + ": " + batch.stop);
        }
        delivery.deliver(batch.number, batch.unpack(encoding));
      }
      delivery.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(description + ": interrupted", e);
    } finally {
      job.end(delivery.complete());
    }
  }

  /** Listeners are told on a thread of Spark, of what executors said to the driver. */
  @Override
  public Listening listen(TaskListener listener) {
    SparkTaskReports report = new SparkTaskReports(listener);
    reports.add(report);
    spark.sc().addSparkListener(report);
    return () -> {
      if (reports.remove(report)) {
        report.awaitEnd();
        spark.sc().removeSparkListener(report);
      }
    };
  }

  @Override
  public synchronized <V> Shared<V> share(V value) {
    SparkShared<V> handle =
        new SparkShared<>(spark.broadcast(encoding.wrap(value, SHARED)), encoding);
    shared.add(handle);
    return handle;
  }

  /** The cores that Spark may have in the end, or {@code spark.default.parallelism}. */
  @Override
  public int parallelism() {
    return SparkSettings.parallelism(spark.getConf(), spark.defaultParallelism());
  }

  @Override
  public String name() {
    return "spark " + spark.master();
  }

  @Override
  public synchronized void close() {
    shared.forEach(SparkShared::close);
    shared.clear();
  }

  /** A finished molecule, or the end of the job: {@code thrown} says why, or is null. */
  private record Arrival(Object batch, Throwable thrown) {}

  /** One Spark job on its own thread, whose results go into a queue. */
  private final class SparkJob extends Thread {
    private final String description;
    private final List<Object> batches;
    private final MoleculeTask<?, ?> task;
    private final String group;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    SparkJob(String description, List<Object> batches, MoleculeTask<?, ?> task) {
      super("crosswind-spark-job");
      setDaemon(true);
      this.description = description;
      this.batches = batches;
      this.task = task;
      this.group = "crosswind-" + RUNS.incrementAndGet();
    }

    // Nothing may be lost here: whatever is thrown reaches the thread that called the engine.
    @Override
    public void run() {
      try {
        submit();
        arrivals.add(new Arrival(null, null));
      } catch (Throwable t) {
        arrivals.add(new Arrival(null, t));
      }
    }

    private void submit() {
      spark.setJobGroup(group, description, true);
      spark.setCallSite(description);
      RDD<Object> molecules = spark.parallelize(batches, batches.size()).setName("molecules").rdd();
      ClassTag<Object> tag = ClassTag$.MODULE$.apply(Object.class);
      if (!cancelled) {
        spark.sc().runJob(molecules, task, new Handler(arrivals), tag);
      }
    }

    /**
     * Returns when this thread has ended; a job that is not complete is cancelled, and its tasks
     * are waited for.
     */
    void end(boolean complete) {
      cancelled = !complete;
      boolean interrupted = false;
      long tasksEndBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TASKS_END_MILLIS);
      while (isAlive() || (cancelled && tasksRun(group) && System.nanoTime() < tasksEndBy)) {
        try {
          if (!isAlive()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            continue;
          }
          if (cancelled) {
            // Again and again, since a group can only be cancelled once its job is known to Spark.
            spark.sc().cancelJobGroup(group);
            join(CANCEL_AGAIN_MILLIS);
          } else {
            join();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether Spark knows of running tasks of the group. */
  private boolean tasksRun(String group) {
    SparkStatusTracker tracker = spark.sc().statusTracker();
    for (int job : tracker.getJobIdsForGroup(group)) {
      Option<SparkJobInfo> jobInfo = tracker.getJobInfo(job);
      if (jobInfo.isDefined()) {
        for (int stage : jobInfo.get().stageIds()) {
          Option<SparkStageInfo> info = tracker.getStageInfo(stage);
          if (info.isDefined() && info.get().numActiveTasks() > 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Spark calls this on its scheduler's thread, which must not wait. */
  private static final class Handler extends AbstractFunction2<Object, Object, BoxedUnit> {
    private final BlockingQueue<Arrival> arrivals;

    Handler(BlockingQueue<Arrival> arrivals) {
      this.arrivals = arrivals;
    }

    @Override
    public BoxedUnit apply(Object partition, Object batch) {
      arrivals.add(new Arrival(batch, null));
      return BoxedUnit.UNIT;
    }
  }
}
