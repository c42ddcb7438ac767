package org.crosswind.job.yarn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosswind.calc.xva.CustomDependence;

/**
 * A user's model whose first executor stops in the middle of its work, writes its process id to
 * {@code held} in the folder {@code -Dcrosswind.test.marks}, and waits until there is a file {@code
 * released}, or until somebody kills it; the others go on. Without the property, a plain model.
 */
public final class HeldModel implements CustomDependence {
  /** The folder for marks, a system property of the executors. */
  public static final String MARKS = "crosswind.test.marks";

  private static final int FREE_CALLS = 40;
  private static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  public void logWeights(
      double[] values,
      double[] grades,
      double from,
      double to,
      double parameter,
      double[] logWeights) {
    String marks = System.getProperty(MARKS);
    if (marks != null && CALLS.incrementAndGet() == FREE_CALLS) {
      hold(Path.of(marks));
    }
    for (int s = 0; s < values.length; s++) {
      logWeights[s] = parameter * grades[s];
    }
  }

  private static void hold(Path marks) {
    try {
      Files.createFile(marks.resolve("first"));
    } catch (FileAlreadyExistsException e) {
      return; // another one is held, or was
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Path pid = Files.writeString(marks.resolve("pid"), "" + ProcessHandle.current().pid());
      Files.move(pid, marks.resolve("held"));
      for (int i = 0; i < 1200 && !Files.exists(marks.resolve("released")); i++) {
        Thread.sleep(100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
