package org.crosswind.job.fm;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.Platform;
import org.crosswind.job.config.RunConfig;
import org.crosswind.report.RunManifest;

/**
 * Where the things of a run of the financial module go, and so how it begins and ends: {@link
 * FmRunFolder}, a folder of its own below an output, as every other job has it, or {@link
 * FmLooseFiles}, files anywhere.
 */
interface FmPlace {
  /** The name of the run for a person. */
  String name();

  /** Limits, alerts and other keys of {@code crosswind.run}. */
  RunConfig config();

  /**
   * The finished run, when the words say that a run is computed once and nothing is left to do.
   *
   * @throws IOException when what a finished run has left cannot be read
   */
  Optional<RunManifest> finished(Clock clock) throws IOException;

  /**
   * Computes everything and ends the run: its limits are checked, its tables are written.
   *
   * @param engine who computes
   * @param platform what the engine stands on
   * @param progress is told how far it is
   * @throws org.crosswind.model.run.FailureException when nothing can be computed or written
   */
  Ended run(Engine engine, Platform platform, ProgressListener progress, Clock clock)
      throws IOException;

  /**
   * A run that came to its end.
   *
   * @param run what became of each analysis; the exit code is that of the process
   * @param folder where everything is; empty for files anywhere
   */
  record Ended(FmRun run, Optional<String> folder) {}
}
