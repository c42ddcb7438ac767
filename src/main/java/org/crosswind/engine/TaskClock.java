package org.crosswind.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.crosswind.plan.Molecule;

/** Measures an attempt at a molecule in this JVM. */
final class TaskClock {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final long started = System.nanoTime();
  private final long gcStarted = gcMillis();

  private TaskClock() {}

  static TaskClock start() {
    return new TaskClock();
  }

  TaskReport report(
      String description, Molecule<?> molecule, CurrentMolecule current, boolean succeeded) {
    return new TaskReport(
        description,
        molecule.number(),
        molecule.atoms().get(0).index(),
        molecule.atoms().get(molecule.atoms().size() - 1).index(),
        succeeded,
        (System.nanoTime() - started) / NANOS,
        (gcMillis() - gcStarted) / MILLIS,
        current.bytesRead(),
        current.bytesWritten(),
        0,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        "this process");
  }

  private static long gcMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return millis;
  }
}
