package org.crosswind.job.watch;

import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.crosswind.engine.CurrentMolecule;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Molecule;
import org.slf4j.MDC;

/**
 * A molecule function that counts what its thread reads and writes, and that tells the log which
 * run, molecule and atom a line belongs to.
 *
 * @param function what is watched
 * @param run the id of the run
 * @param work what is computed, for the log
 */
record WatchedFunction<T, R>(MoleculeFunction<T, R> function, String run, String work)
    implements MoleculeFunction<T, R> {
  @Override
  public List<Outcome<R>> apply(Molecule<T> molecule) throws Exception {
    CurrentMolecule outer = CurrentMolecule.get();
    CurrentMolecule current = outer == null ? new CurrentMolecule() : outer;
    boolean logged = LogContext.isWanted();
    long read = -bytes(true);
    long written = -bytes(false);
    try (CurrentMolecule.Entered entered = current.enter()) {
      if (logged) {
        LogContext.begin(run, work, molecule.number());
        current.tell(
            (index, where) ->
                MDC.put(LogContext.ATOM, where == null ? String.valueOf(index) : where.get()));
      }
      return function.apply(molecule);
    } finally {
      current.count(read + bytes(true), written + bytes(false));
      if (logged) {
        LogContext.end();
      }
    }
  }

  /** What this thread has read or written so far, by all of Hadoop's file systems. */
  private static long bytes(boolean read) {
    long bytes = 0;
    for (FileSystem.Statistics statistics : statistics()) {
      FileSystem.Statistics.StatisticsData mine = statistics.getThreadStatistics();
      bytes += read ? mine.getBytesRead() : mine.getBytesWritten();
    }
    return bytes;
  }

  @SuppressWarnings("deprecation") // its successor does not tell threads apart
  private static List<FileSystem.Statistics> statistics() {
    return FileSystem.getAllStatistics();
  }
}
