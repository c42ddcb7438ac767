package org.crosswind.engine.spark;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.crosswind.engine.TaskListener;
import org.crosswind.engine.TaskReport;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reports of Spark's events about the tasks of one engine; those of other jobs in the same
 * context are passed over. Spark tells its listeners some time after the fact, on a thread of its
 * own.
 */
final class SparkTaskReports extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(SparkTaskReports.class);
  private static final String GROUP = "spark.jobGroup.id";
  private static final double MILLIS = 1e3;
  private static final long LAST_WORDS_SECONDS = 5;

  private final TaskListener listener;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<Integer, Run> stages = new ConcurrentHashMap<>();
  private final Map<Integer, String> jobs = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  SparkTaskReports(TaskListener listener) {
    this.listener = listener;
  }

  /** The first and last atom of each molecule. */
  private record Run(String description, int[] first, int[] last) {}

  /** The engine is about to submit a job. */
  void submitting(String group, String description, List<? extends Molecule<?>> molecules) {
    int[] first = new int[molecules.size()];
    int[] last = new int[molecules.size()];
    for (int k = 0; k < first.length; k++) {
      List<? extends Atom<?>> atoms = molecules.get(k).atoms();
      first[k] = atoms.get(0).index();
      last[k] = atoms.get(atoms.size() - 1).index();
    }
    runs.put(group, new Run(description, first, last));
    underWay.add(group);
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    String group = group(event.properties());
    if (group != null) {
      jobs.put(event.jobId(), group);
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    String group = group(event.properties());
    if (group != null) {
      stages.put(event.stageInfo().stageId(), runs.get(group));
    }
  }

  private String group(Properties properties) {
    String group = properties == null ? null : properties.getProperty(GROUP);
    return group != null && runs.containsKey(group) ? group : null;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    Run run = stages.get(event.stageId());
    int molecule = event.taskInfo().partitionId();
    if (run == null || molecule < 0 || molecule >= run.first().length) {
      return;
    }
    try {
      listener.ended(report(run, molecule, event));
    } catch (RuntimeException e) {
      LOG.warn("a listener of tasks failed; the run goes on", e);
    }
  }

  private static TaskReport report(Run run, int molecule, SparkListenerTaskEnd event) {
    TaskInfo task = event.taskInfo();
    TaskMetrics cost = event.taskMetrics(); // null for a task that was lost with its executor
    boolean known = cost != null;
    return new TaskReport(
        run.description(),
        molecule,
        run.first()[molecule],
        run.last()[molecule],
        task.successful(),
        task.duration() / MILLIS,
        known ? cost.jvmGCTime() / MILLIS : 0,
        known ? cost.inputMetrics().bytesRead() : 0,
        known ? cost.outputMetrics().bytesWritten() : 0,
        known ? cost.diskBytesSpilled() : 0,
        event.taskExecutorMetrics() == null
            ? 0
            : event.taskExecutorMetrics().getMetricValue("JVMHeapMemory"),
        task.host());
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd event) {
    String group = jobs.remove(event.jobId());
    if (group != null) {
      underWay.remove(group);
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Waits until Spark has told the end of every job, for some seconds at most. */
  synchronized void awaitEnd() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_WORDS_SECONDS);
    boolean interrupted = false;
    while (!underWay.isEmpty() && System.nanoTime() < until && !interrupted) {
      try {
        wait(LAST_WORDS_SECONDS * 100);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
