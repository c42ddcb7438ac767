package org.crosswind.job.fm;

import java.util.ArrayDeque;
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
 * <p>Each thread in turn takes the next batch of events from the reader and computes it. Whoever
 * finishes the batch that is to be written next writes it and all that are ready behind it, while
 * the others go on computing; there is no thread beside those asked for. With one thread there is
 * one batch and its result in memory, with more there are two for each. A failure comes after
 * everything before it was written.
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

  /** A batch on its way, and the losses that are left of it. */
  private static final class Load {
    private final LossEventBatch batch = new LossEventBatch();
    private final LossBuffer gross = new LossBuffer();
    private final LossBuffer net = new LossBuffer();

    /** Place of the batch among all. */
    private long turn;

    /** Events that have a result. */
    private int done;

    /** Why there are no more; null when all have one. */
    private RuntimeException problem;
  }

  /** One stream being computed; shared by the threads. */
  private final class Run {
    private final LossStreamReader reader;
    private final LossStreamWriter grossWriter;
    private final LossStreamWriter netWriter;
    private final Object reading = new Object();
    private final Object order = new Object();

    /** Batches handed out, and whether there are no more; guarded by {@code reading}. */
    private long taken;

    private boolean finished;

    // All that follows is guarded by order.

    /** Loads to compute with, computed ones by turn, and the turn that is written next. */
    private final ArrayDeque<Load> free = new ArrayDeque<>();

    private final Load[] computed;
    private long next;
    private boolean writing;

    private RuntimeException failure;
    private Error error;
    private long events;
    private long items;

    Run(LossStreamReader reader, LossStreamWriter grossWriter, LossStreamWriter netWriter) {
      this.reader = reader;
      this.grossWriter = grossWriter;
      this.netWriter = netWriter;
      computed = new Load[threads == 1 ? 1 : 2 * threads];
      for (int i = 0; i < computed.length; i++) {
        free.add(new Load());
      }
    }

    void work() {
      try {
        FmCalculator calculator =
            new FmCalculator(structure, reader.header().maxSample(), sortOutput);
        LossEventView view = new LossEventView();
        UpcomingItems upcoming = new UpcomingItems();
        for (Load load = takeFree(); load != null && read(load); load = takeFree()) {
          if (load.problem == null) {
            compute(load, calculator, view, upcoming);
          }
          hand(load);
        }
      } catch (Error e) {
        synchronized (order) {
          error = error == null ? e : error;
          order.notifyAll();
        }
      }
    }

    Summary result() {
      synchronized (order) {
        if (error != null) {
          throw error;
        }
        if (failure != null) {
          throw failure;
        }
        return new Summary(events, items);
      }
    }

    private boolean stopped() {
      return failure != null || error != null;
    }

    /** Waits for a load; null when there is nothing to do any more. */
    private Load takeFree() {
      synchronized (order) {
        while (free.isEmpty() && !stopped()) {
          try {
            order.wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure =
                new FailureException(
                    new Failure(FailureReason.INTERNAL, "financial module", "interrupted"), e);
            order.notifyAll();
          }
        }
        return stopped() ? null : free.poll();
      }
    }

    /** Reads the next batch; false when there is none. */
    private boolean read(Load load) {
      load.problem = null;
      load.done = 0;
      load.gross.clear();
      load.net.clear();
      synchronized (reading) {
        if (finished) {
          return false;
        }
        try {
          if (!reader.next(load.batch)) {
            finished = true;
            return false;
          }
        } catch (RuntimeException e) {
          finished = true;
          load.problem = e;
        }
        load.turn = taken++;
        return true;
      }
    }

    private void compute(
        Load load, FmCalculator calculator, LossEventView view, UpcomingItems upcoming) {
      LossBuffer gross = grossWriter == null ? null : load.gross;
      LossBuffer net = netWriter == null ? null : load.net;
      int grossLength = 0;
      int netLength = 0;
      try {
        int expected = 0;
        for (int e = 0; e < load.batch.size(); e++) {
          if (e == expected) {
            expected = upcoming.tell(calculator, load.batch, e);
          }
          calculator.process(view.moveTo(load.batch, e), gross, net);
          grossLength = load.gross.length();
          netLength = load.net.length();
          load.done++;
        }
      } catch (FailureException e) {
        load.problem = e;
      } catch (RuntimeException e) {
        load.problem =
            new FailureException(
                new Failure(
                    FailureReason.INTERNAL,
                    "event " + load.batch.eventId(load.done),
                    "unexpected " + e),
                e);
      }
      load.gross.truncate(grossLength);
      load.net.truncate(netLength);
    }

    /** Leaves a load to be written: now, if it is next and nobody else is at it. */
    private void hand(Load load) {
      Load mine;
      synchronized (order) {
        computed[(int) (load.turn % computed.length)] = load;
        mine = writing ? null : takeNext();
        writing |= mine != null;
      }
      while (mine != null) {
        RuntimeException problem = write(mine);
        synchronized (order) {
          mine = written(mine, problem);
          writing = mine != null;
          order.notifyAll();
        }
      }
    }

    /** The load that is to be written next; null when it is not computed yet, or none is wanted. */
    private Load takeNext() {
      int place = (int) (next % computed.length);
      Load load = computed[place];
      if (load == null || load.turn != next || stopped()) {
        return null;
      }
      computed[place] = null;
      return load;
    }

    private RuntimeException write(Load load) {
      try {
        if (grossWriter != null) {
          grossWriter.append(load.gross);
        }
        if (netWriter != null) {
          netWriter.append(load.net);
        }
      } catch (RuntimeException e) {
        return e;
      }
      return load.problem;
    }

    private Load written(Load load, RuntimeException problem) {
      events += load.done;
      for (int e = 0; e < load.done; e++) {
        items += load.batch.eventItems(e);
      }
      failure = failure == null ? problem : failure;
      next++;
      free.push(load); // the last is taken first: it has grown, and is still in the cache
      return takeNext();
    }
  }
}
