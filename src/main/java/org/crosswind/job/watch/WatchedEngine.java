package org.crosswind.job.watch;

import java.time.Duration;
import java.util.List;
import org.crosswind.engine.DelegatingEngine;
import org.crosswind.engine.Engine;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeListener;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.TimeLimitedEngine;
import org.crosswind.plan.Molecule;

/**
 * An engine whose runs are watched: a time limit for what hangs, counts, the log's context, and the
 * progress told to one more listener.
 */
final class WatchedEngine extends DelegatingEngine {
  private final String run;
  private final ProgressListener also;

  WatchedEngine(Engine engine, String run, Duration timeLimit, ProgressListener also) {
    super(TimeLimitedEngine.of(engine, timeLimit));
    this.run = run;
    this.also = also;
  }

  @Override
  public <T, R> void runAsCompleted(
      String description,
      List<Molecule<T>> molecules,
      MoleculeFunction<T, R> function,
      ProgressListener progress,
      MoleculeListener<T, R> finished) {
    behind()
        .runAsCompleted(
            description,
            molecules,
            new WatchedFunction<>(function, run, description),
            (what, done, failed, total) -> {
              also.progressed(what, done, failed, total);
              progress.progressed(what, done, failed, total);
            },
            finished);
  }
}
