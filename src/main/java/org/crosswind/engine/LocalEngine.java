package org.crosswind.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;

/**
 * Runs molecules on a fixed number of daemon threads of this JVM. Molecules start in plan order, at
 * most one on each thread; at most twice as many finished ones wait for the caller, so what is in
 * memory at once does not grow with the plan. Listeners are called on the caller's thread.
 *
 * <p>The first exception of a molecule stops the run: no further molecule starts, the running ones
 * are interrupted and waited for, and the caller gets an {@link EngineException} that names the
 * molecule and its atoms. An {@link Error} reaches the caller as it is.
 */
public final class LocalEngine implements Engine, TaskReporting {
  private static final Logger LOG = System.getLogger(LocalEngine.class.getName());

  private final int threads;
  private final ExecutorService pool;
  private final List<TaskListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * An engine of so many threads.
   *
   * @param threads at least 1
   */
  public LocalEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine of " + threads + " threads, expected >= 1");
    }
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads, new NamedDaemons());
  }

  @Override
  public <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    Delivery<T, R> delivery = new Delivery<>(description, molecules, progress, finished);
    int workers = Math.min(threads, molecules.size());
    Run<T, R> run = new Run<>(description, molecules, function, threads, listeners);
    try {
      for (int i = 0; i < workers; i++) {
        pool.execute(run);
      }
      while (!delivery.complete()) {
        Finished<R> next = run.take();
        if (next.thrown() instanceof Error error) {
          throw error;
        }
        if (next.thrown() != null) {
          String molecule = MoleculeText.of(molecules.get(next.number()));
          throw new EngineException(
              description + ": " + molecule + " failed: " + next.thrown(), next.thrown());
        }
        delivery.deliver(next.number(), next.outcomes());
      }
      delivery.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(description + ": interrupted", e);
    } catch (RejectedExecutionException e) {
      throw new EngineException(description + ": the engine is closed", e);
    } finally {
      run.stop();
    }
  }

  /** Listeners are told on the threads of the molecules. */
  @Override
  public Listening listen(TaskListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public <V> Shared<V> share(V value) {
    return new Reference<>(value);
  }

  @Override
  public int parallelism() {
    return threads;
  }

  @Override
  public String name() {
    return "local threads " + threads;
  }

  /** Lets a run that is under way come to its end and accepts no other. */
  @Override
  public void close() {
    pool.shutdown();
  }

  /** What a thread has to say about a molecule: outcomes or what was thrown. */
  private record Finished<R>(int number, List<Outcome<R>> outcomes, Throwable thrown) {}

  private record Reference<V>(V value) implements Shared<V> {
    @Override
    public void close() {}
  }

  /** One call of the engine: workers that take the next molecule until there is none. */
  private static final class Run<T, R> implements Runnable {
    private final String description;
    private final List<Molecule<T>> molecules;
    private final MoleculeFunction<T, R> function;
    private final List<TaskListener> listeners;
    private final BlockingQueue<Finished<R>> finished;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Thread> running = new HashSet<>();

    /** A molecule has thrown: start no other while the caller gets to know. */
    private volatile boolean broken;

    private volatile boolean stopped;

    Run(
        String description,
        List<Molecule<T>> molecules,
        MoleculeFunction<T, R> function,
        int threads,
        List<TaskListener> listeners) {
      this.description = description;
      this.molecules = molecules;
      this.function = function;
      this.listeners = listeners;
      this.finished = new ArrayBlockingQueue<>(2 * threads);
    }

    Finished<R> take() throws InterruptedException {
      return finished.take();
    }

    /** Each thread of the pool that has time for this run executes this once. */
    @Override
    public void run() {
      synchronized (running) {
        if (stopped) {
          return;
        }
        running.add(Thread.currentThread());
      }
      try {
        for (int k = next.getAndIncrement();
            k < molecules.size() && !broken && !stopped;
            k = next.getAndIncrement()) {
          handOver(compute(k));
        }
      } finally {
        synchronized (running) {
          running.remove(Thread.currentThread());
          running.notifyAll();
        }
      }
    }

    // Nothing may be lost here: an Error is carried to the caller, who throws it again.
    private Finished<R> compute(int k) {
      TaskClock clock = TaskClock.start();
      CurrentMolecule current = new CurrentMolecule();
      Finished<R> result;
      try (StopSignal.Installed signal = StopSignal.install(() -> stopped);
          CurrentMolecule.Entered entered = current.enter()) {
        result = new Finished<>(k, function.apply(molecules.get(k)), null);
      } catch (Throwable t) {
        broken = true;
        result = new Finished<>(k, null, t);
      }
      if (!listeners.isEmpty()) {
        tell(clock.report(description, molecules.get(k), current, result.thrown() == null));
      }
      return result;
    }

    private void tell(TaskReport report) {
      for (TaskListener listener : listeners) {
        try {
          listener.ended(report);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "a listener of tasks failed; the run goes on", e);
        }
      }
    }

    private void handOver(Finished<R> result) {
      while (!stopped) {
        try {
          finished.put(result);
          return;
        } catch (InterruptedException e) {
          // Either the run is being stopped, and nobody waits for this any more, or the function
          // left its own interrupt behind, and the result still counts.
          continue;
        }
      }
    }

    /** Lets no further molecule start, interrupts the running ones and waits for their end. */
    void stop() {
      boolean interrupted = false;
      synchronized (running) {
        stopped = true;
        running.forEach(Thread::interrupt);
        while (!running.isEmpty()) {
          try {
            running.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class NamedDaemons implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "crosswind-local-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
