package org.crosswind.engine.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.engine.AtomFunction;
import org.crosswind.engine.AtomFunctions;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.OnFailure;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.Shared;
import org.crosswind.engine.spark.SparkEngineTest.Estimate;
import org.crosswind.engine.spark.SparkEngineTest.Sample;
import org.crosswind.model.run.Outcome;
import org.crosswind.plan.Atom;
import org.crosswind.plan.Molecule;
import org.crosswind.plan.MoleculePlanner;

/**
 * The driver of {@link SparkClusterTest}: a JVM of its own, since the executors of {@code
 * local-cluster} are started by what stands in its environment. Writes a line for each check that
 * held.
 */
final class ClusterDriver {
  private ClusterDriver() {}

  /** Takes a folder for marks that tasks leave, and the file to write to. */
  public static void main(String[] args) throws IOException {
    Path marks = Path.of(args[0]);
    StringBuilder report = new StringBuilder();
    SparkConf conf =
        SparkSettings.application("cluster-test", List.of(SparkEngineTest.Payloads.class));
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        Engine local = new LocalEngine(2);
        Engine registered = new SparkEngine(spark);
        Engine java = new SparkEngine(spark, PayloadEncoding.JAVA)) {
      for (int molecules : new int[] {1, 3, 64}) {
        List<Molecule<Sample>> plan = SparkEngineTest.plan(100, molecules);
        List<Outcome<Estimate>> here = SparkEngineTest.outcomes(new LocalEngine(2), plan);
        List<Outcome<Estimate>> there = SparkEngineTest.outcomes(new SparkEngine(spark), plan);
        check(report, here.equals(there), molecules + " equal");
      }
      check(report, javaPayloads(java).equals(javaPayloads(local)), "java payloads equal");
      List<Molecule<Sample>> plan = SparkEngineTest.plan(100, 16);
      List<Outcome<Estimate>> undisturbed = run(local, plan, s -> {});
      String dir = marks.toString();
      List<Outcome<Estimate>> disturbed = run(registered, plan, s -> haltOnce(s, dir, 40));
      check(report, disturbed.equals(undisturbed), "equal after a lost executor");
      check(report, Files.exists(marks.resolve("halted-40")), "an executor was lost");
      report.append(message(registered, s -> haltAlways(s, 41))).append('\n');
      report.append(message(registered, s -> throwAlways(s, 42))).append('\n');
    }
    Files.writeString(Path.of(args[1]), report);
  }

  private static List<Outcome<String>> javaPayloads(Engine engine) {
    try (Shared<String[]> words = engine.share(new String[] {"a", "b", "c"})) {
      List<Molecule<Integer>> plan =
          MoleculePlanner.equalCount(
              IntStream.range(0, 30).mapToObj(i -> new Atom<>(i, 1, i)).toList(), 8);
      return engine.run(
          "words", plan, AtomFunctions.perAtom(i -> words.value()[i % 4]), ProgressListener.NONE);
    }
  }

  private static List<Outcome<Estimate>> run(
      Engine engine, List<Molecule<Sample>> plan, Disturbance disturbance) {
    AtomFunction<Sample, Estimate> function =
        sample -> {
          disturbance.before(sample);
          return SparkEngineTest.estimate(sample, new double[] {0.5});
        };
    MoleculeFunction<Sample, Estimate> perAtom = AtomFunctions.perAtom(function);
    return engine.run("disturbed", plan, perAtom, ProgressListener.NONE);
  }

  private static String message(Engine engine, Disturbance disturbance) {
    MoleculeFunction<Sample, Estimate> function =
        molecule -> {
          disturbance.before(molecule.atoms().get(0).input());
          return AtomFunctions.<Sample, Estimate>perAtom(
                  s -> SparkEngineTest.estimate(s, new double[] {0.5}),
                  Sample::id,
                  OnFailure.CONTINUE)
              .apply(molecule);
        };
    try {
      engine.run("hopeless", SparkEngineTest.plan(100, 100), function, ProgressListener.NONE);
      return "it ended well";
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  private static void haltOnce(Sample sample, String dir, int number) throws IOException {
    if (sample.number() == number) {
      try {
        Files.createFile(Path.of(dir, "halted-" + number));
      } catch (FileAlreadyExistsException e) {
        return;
      }
      Runtime.getRuntime().halt(137);
    }
  }

  private static void haltAlways(Sample sample, int number) {
    if (sample.number() == number) {
      Runtime.getRuntime().halt(137);
    }
  }

  private static void throwAlways(Sample sample, int number) throws IOException {
    if (sample.number() == number) {
      throw new IOException("no such block");
    }
  }

  private static void check(StringBuilder report, boolean held, String what) {
    report.append(held ? "" : "NOT ").append(what).append('\n');
  }

  /** What happens to a task before it computes. */
  @FunctionalInterface
  private interface Disturbance extends Serializable {
    void before(Sample sample) throws IOException;
  }
}
