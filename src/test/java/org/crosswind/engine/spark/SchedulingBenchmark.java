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
 * What a molecule costs that does nothing, on {@code local-cluster[2,1,1024]}, by the clock and in
 * processor time of the driver. Started by hand:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/test-classpath.txt) \
 *   org.crosswind.engine.spark.SchedulingBenchmark 1000 1000 20000
 * </pre>
 */
final class SchedulingBenchmark {
  private SchedulingBenchmark() {}

  /**
   * How many molecules, again and again; the driver that it starts gets the file to write to first.
   */
  public static void main(String[] args) throws Exception {
    if (args[0].contains("/")) {
      drive(args);
      return;
    }
    Path folder = Files.createTempDirectory("scheduling");
    Path report = folder.resolve("report");
    String[] all = new String[args.length + 1];
    all[0] = report.toString();
    System.arraycopy(args, 0, all, 1, args.length);
    int exitCode = ClusterProcess.run(folder, SchedulingBenchmark.class.getName(), all);
    System.out.println(exitCode == 0 ? Files.readString(report) : ClusterProcess.tail(folder));
  }

  private static void drive(String[] args) throws IOException {
    StringBuilder lines = new StringBuilder();
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (SparkSession session = SparkSession.builder().appName("scheduling").getOrCreate();
        Engine spark = SparkEngine.on(session)) {
      for (int k = 1; k < args.length; k++) {
        int size = Integer.parseInt(args[k]);
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
    Files.writeString(Path.of(args[0]), lines);
  }
}
