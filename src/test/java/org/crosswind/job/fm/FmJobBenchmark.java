package org.crosswind.job.fm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.Engine;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.ExitCode;
import org.crosswind.job.HadoopSettings;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;

/**
 * One analysis as a job, from files to the published stream, in turn on threads of the plain engine
 * and on Spark with as many cores, both started and warm. Reading, checking and compiling the
 * static tables, cutting the stream and joining the parts are in the figures.
 *
 * <pre>
 * java (Spark's --add-opens) -cp target/classes:target/test-classes:... org.crosswind.job.fm.FmJobBenchmark FOLDER RULE THREADS ROUNDS
 * </pre>
 */
public final class FmJobBenchmark {
  private FmJobBenchmark() {}

  /** Prints seconds a round on both engines, and the ratio. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int rule = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    try (JavaSparkContext spark =
            new JavaSparkContext(
                SparkSettings.application("fm-benchmark", List.of(FmWire.class))
                    .setMaster("local[" + threads + "]"));
        Engine onSpark = new SparkEngine(spark);
        Engine plain = new LocalEngine(threads)) {
      for (int round = 0; round < rounds; round++) {
        double local = seconds(plain, folder, rule);
        double sparks = seconds(onSpark, folder, rule);
        System.out.printf(
            Locale.ROOT, "plain %.3f s; Spark %.3f s; ratio %.2f%n", local, sparks, sparks / local);
      }
    }
  }

  private static double seconds(Engine engine, Path folder, int rule) throws IOException {
    Path out = folder.resolve("job-" + rule + ".bin");
    Files.deleteIfExists(out);
    FmAnalysis analysis =
        new FmAnalysis(
            "benchmark",
            folder.resolve(rule == 0 ? "input_a0" : "input").toString(),
            List.of(folder.resolve("gul.bin").toString()),
            rule,
            Losses.GROSS,
            out.toString(),
            Optional.empty(),
            false);
    FmOptions options =
        new FmOptions(OnBadEvent.STOP, FmCompatibility.STANDARD, 0, Optional.empty(), 0);
    long start = System.nanoTime();
    FmRun run =
        new FmJob(engine, HadoopSettings.NONE, options, ProgressListener.NONE)
            .run(List.of(analysis));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (run.exitCode() != ExitCode.DONE) {
      throw new IllegalStateException("" + run);
    }
    return seconds;
  }
}
