package org.crosswind.engine.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.crosswind.engine.Delivery;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.plan.Molecule;
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
public final class SparkEngine implements Engine {
  private static final AtomicLong RUNS = new AtomicLong();
  private static final long CANCEL_AGAIN_MILLIS = 200;

  private final JavaSparkContext spark;
  private final PayloadEncoding encoding;
  private final List<SparkShared<?>> shared = new ArrayList<>();

  /** An engine whose inputs, results and shared values are registered with Kryo. */
  public SparkEngine(JavaSparkContext spark) {
    this(spark, PayloadEncoding.REGISTERED);
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
    List<MoleculeBatch> batches = new ArrayList<>(molecules.size());
    for (Molecule<T> molecule : molecules) {
      batches.add(MoleculeBatch.pack(molecule, encoding));
    }
    SparkJob job = new SparkJob(description, batches, new MoleculeTask<>(function, encoding));
    job.start();
    try {
      while (!delivery.complete()) {
        Arrival next = job.arrivals.take();
        if (next.batch() == null) {
          throw SparkFailureText.exception(description, molecules, next.thrown());
        }
        if (next.batch().stop != null) {
          throw new EngineException(description + ": " + next.batch().stop);
        }
        delivery.deliver(next.batch().number, next.batch().unpack(encoding));
      }
      delivery.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(description + ": interrupted", e);
    } finally {
      job.end(delivery.complete());
    }
  }

  @Override
  public synchronized <V> Shared<V> share(V value) {
    SparkShared<V> handle = new SparkShared<>(spark.broadcast(encoding.wrap(value)), encoding);
    shared.add(handle);
    return handle;
  }

  /** The cores that Spark has now, or {@code spark.default.parallelism}. */
  @Override
  public int parallelism() {
    return Math.max(1, spark.defaultParallelism());
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
  private record Arrival(OutcomeBatch batch, Throwable thrown) {}

  /** One Spark job on its own thread, whose results go into a queue. */
  private final class SparkJob extends Thread {
    private final String description;
    private final List<MoleculeBatch> batches;
    private final MoleculeTask<?, ?> task;
    private final String group;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    SparkJob(String description, List<MoleculeBatch> batches, MoleculeTask<?, ?> task) {
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
      RDD<MoleculeBatch> molecules =
          spark.parallelize(batches, batches.size()).setName("molecules").rdd();
      ClassTag<OutcomeBatch> tag = ClassTag$.MODULE$.apply(OutcomeBatch.class);
      if (!cancelled) {
        spark.sc().runJob(molecules, task, new Handler(arrivals), tag);
      }
    }

    /** Returns when this thread has ended; a job that is not complete is cancelled. */
    void end(boolean complete) {
      cancelled = !complete;
      boolean interrupted = false;
      while (isAlive()) {
        try {
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

  /** Spark calls this on its scheduler's thread, which must not wait. */
  private static final class Handler extends AbstractFunction2<Object, OutcomeBatch, BoxedUnit> {
    private final BlockingQueue<Arrival> arrivals;

    Handler(BlockingQueue<Arrival> arrivals) {
      this.arrivals = arrivals;
    }

    @Override
    public BoxedUnit apply(Object partition, OutcomeBatch batch) {
      arrivals.add(new Arrival(batch, null));
      return BoxedUnit.UNIT;
    }
  }
}
