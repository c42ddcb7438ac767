package org.crosswind.engine.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.Engine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;

/**
 * What a molecule costs that does nothing: 20,000 of them on {@code local-cluster[2,1,1024]}, by
 * the clock and in processor time of the driver. Started by hand:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/test-classpath.txt) \
 *   org.crosswind.engine.spark.SchedulingBenchmark
 * </pre>
 */
final class SchedulingBenchmark {
  private static final int[] SIZES = {1_000, 1_000, 20_000};

  private SchedulingBenchmark() {}

  /** Without arguments it starts a driver, which gets the file to write to. */
  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      drive(Path.of(args[0]));
      return;
    }
    Path folder = Files.createTempDirectory("scheduling");
    Path report = folder.resolve("report");
    int exitCode =
        ClusterProcess.run(folder, SchedulingBenchmark.class.getName(), report.toString());
    System.out.println(exitCode == 0 ? Files.readString(report) : ClusterProcess.tail(folder));
  }

  private static void drive(Path report) throws IOException {
    StringBuilder lines = new StringBuilder();
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (SparkSession session = SparkSession.builder().appName("scheduling").getOrCreate();
        Engine spark = SparkEngine.on(session)) {
      for (int size : SIZES) {
        List<Molecule<Integer>> plan =
            MoleculePlanner.equalCount(
                IntStream.range(0, size).mapToObj(i -> new Atom<>(i, 1, i)).toList(), size);
        long begin = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        spark.run("nothing", plan, AtomFunctions.perAtom(i -> i), ProgressListener.NONE);
        lines.append(
            String.format(
                Locale.ROOT,
                "%,d molecules: %.2f ms each, %.2f ms of the driver's processor%n",
                size,
                (System.nanoTime() - begin) / 1e6 / size,
                (process.getProcessCpuTime() - cpu) / 1e6 / size));
      }
    }
    Files.writeString(report, lines);
  }
}
