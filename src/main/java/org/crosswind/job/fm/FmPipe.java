package org.crosswind.job.fm;

import java.util.ArrayList;
import java.util.List;
import org.crosswind.calc.fm.FmCalculator;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * Computes a loss stream on the threads of one machine: events are read in order, computed by
 * whichever thread is free, and written in order. The bytes written do not depend on the number of
 * threads.
 *
 * <p>Each thread in turn takes the next batch of events from the reader, computes it, waits until
 * the batches before are written, and writes its own. So there is one batch and one result a thread
 * in memory, and a failure comes after everything before it was written.
 */
public final class FmPipe {
  private final FmStructure structure;
  private final boolean sortOutput;
  private final int threads;

  /**
   * What was done.
   *
   * @param events number of events computed
   * @param items number of items of all events
   */
  public record Summary(long events, long items) {}

  /**
   * Prepares.
   *
   * @param structure the programme
   * @param sortOutput whether the outputs of an event are in the order of their nodes
   * @param threads at least 1
   */
  public FmPipe(FmStructure structure, boolean sortOutput, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    this.structure = structure;
    this.sortOutput = sortOutput;
    this.threads = threads;
  }

  /**
   * Computes all events.
   *
   * @param reader of the losses
   * @param gross takes the gross losses, null for none
   * @param net takes the net losses, null for none
   * @throws FailureException for a stream that is broken; the events before were written
   */
  public Summary run(LossStreamReader reader, LossStreamWriter gross, LossStreamWriter net) {
    Run run = new Run(reader, gross, net);
    if (threads == 1) {
      run.work();
    } else {
      List<Thread> others = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        Thread thread = new Thread(run::work, "fm-" + i);
        thread.setDaemon(true);
        thread.start();
        others.add(thread);
      }
      run.work();
      for (Thread thread : others) {
        join(thread);
      }
    }
    return run.result();
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One stream being computed; shared by the threads. */
  private final class Run {
    private final LossStreamReader reader;
    private final LossStreamWriter grossWriter;
    private final LossStreamWriter netWriter;
    private final Object reading = new Object();
    private final Object writing = new Object();

    /** Batches handed out, and whether there are no more; guarded by {@code reading}. */
    private long taken;

    private boolean finished;

    /** Batches written, and why no more are; guarded by {@code writing}. */
    private long written;

    private RuntimeException failure;
    private Error error;
    private long events;
    private long items;

    Run(LossStreamReader reader, LossStreamWriter grossWriter, LossStreamWriter netWriter) {
      this.reader = reader;
      this.grossWriter = grossWriter;
      this.netWriter = netWriter;
    }

    void work() {
      try {
        Worker worker = new Worker();
        while (worker.takeComputeAndWrite()) {
          // The worker says when it is done.
        }
      } catch (Error e) {
        synchronized (writing) {
          error = error == null ? e : error;
          writing.notifyAll();
        }
      }
    }

    Summary result() {
      synchronized (writing) {
        if (error != null) {
          throw error;
        }
        if (failure != null) {
          throw failure;
        }
        return new Summary(events, items);
      }
    }

    /** What one thread owns. */
    private final class Worker {
      private final LossEventBatch batch = new LossEventBatch();
      private final LossEventView view = new LossEventView();
      private final FmCalculator calculator =
          new FmCalculator(structure, reader.header().maxSample(), sortOutput);
      private final LossBuffer gross = new LossBuffer();
      private final LossBuffer net = new LossBuffer();
      private RuntimeException problem;
      private int done;

      boolean takeComputeAndWrite() {
        problem = null;
        long turn;
        synchronized (reading) {
          if (finished) {
            return false;
          }
          turn = taken++;
          try {
            if (!reader.next(batch)) {
              finished = true;
              return false;
            }
          } catch (RuntimeException e) {
            finished = true;
            problem = e;
          }
        }
        gross.clear();
        net.clear();
        done = 0;
        if (problem == null) {
          compute();
        }
        return write(turn);
      }

      private void compute() {
        int grossLength = 0;
        int netLength = 0;
        try {
          for (int e = 0; e < batch.size(); e++) {
            calculator.process(
                view.moveTo(batch, e),
                grossWriter == null ? null : gross,
                netWriter == null ? null : net);
            grossLength = gross.length();
            netLength = net.length();
            done++;
          }
        } catch (FailureException e) {
          problem = e;
        } catch (RuntimeException e) {
          problem =
              new FailureException(
                  new Failure(
                      FailureReason.INTERNAL, "event " + batch.eventId(done), "unexpected " + e),
                  e);
        }
        gross.truncate(grossLength);
        net.truncate(netLength);
      }

      private boolean write(long turn) {
        synchronized (writing) {
          while (written != turn && failure == null && error == null) {
            try {
              writing.wait();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              failure =
                  new FailureException(
                      new Failure(FailureReason.INTERNAL, "financial module", "interrupted"), e);
            }
          }
          if (failure != null || error != null) {
            writing.notifyAll();
            return false;
          }
          try {
            if (grossWriter != null) {
              grossWriter.append(gross);
            }
            if (netWriter != null) {
              netWriter.append(net);
            }
          } catch (RuntimeException e) {
            problem = e;
          }
          events += done;
          for (int e = 0; e < done; e++) {
            items += batch.eventItems(e);
          }
          failure = problem;
          written++;
          writing.notifyAll();
          return problem == null;
        }
      }
    }
  }
}
