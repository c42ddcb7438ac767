package org.crosswind.engine.spark;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.InputFailedException;
import org.crosswind.engine.Result;
import org.crosswind.engine.Results;
import org.crosswind.engine.Submission;

/**
 * The driver of {@link LibraryClusterTest}: a user's functions on executors that are JVMs of their
 * own, in a session with Spark's defaults. Writes a line for each check.
 */
final class LibraryClusterDriver {
  private static final List<Integer> NUMBERS = IntStream.range(0, 60).boxed().toList();

  private LibraryClusterDriver() {}

  /** Takes a folder for marks that tasks leave, and the file to write to. */
  public static void main(String[] args) throws Exception {
    StringBuilder report = new StringBuilder();
    try (SparkSession session = SparkSession.builder().appName("library-test").getOrCreate();
        Engine spark = SparkEngine.on(session);
        Engine local = Engine.local(2)) {
      Results<Integer, String> there = spark.map(NUMBERS, n -> word(n));
      Results<Integer, String> here = local.map(NUMBERS, n -> word(n));
      check(report, texts(there).equals(texts(here)), "results and failures equal");
      String trace = there.failures().get(0).exception().stackTrace();
      check(report, trace.contains("LibraryClusterDriver.word("), "stack trace crossed the wire");
      check(
          report,
          spark.map(NUMBERS, n -> n == 5 ? overflow(n) : n).failures().size() == 1,
          "an error is a failure");
      check(
          report,
          spark.map(NUMBERS, n -> n == 5 ? List.of(new Object()) : n).failures().size() == 1,
          "an unserialisable result is a failure");
      Object here2 = new Object();
      report.append(message(() -> spark.map(NUMBERS, n -> n + here2.hashCode()))).append('\n');
      check(report, failsFast(spark), "fails fast");
      String marks = args[0];
      check(report, haltOnce(spark, marks).equals(NUMBERS), "ordered after a lost executor");
      check(report, Files.exists(Path.of(marks, "halted")), "an executor was lost");
      check(report, cancels(spark, marks), "nothing runs after a cancellation");
    }
    Files.writeString(Path.of(args[1]), report);
  }

  private static String word(int n) throws InterruptedException {
    Thread.sleep(n * 7 % 10);
    return n % 9 == 4 ? "abc".substring(n) : n % 5 == 0 ? null : "n" + n;
  }

  @SuppressWarnings("InfiniteRecursion") // That is what is wanted: a StackOverflowError.
  private static int overflow(int n) {
    return overflow(n + 1) + 1;
  }

  private static List<String> texts(Results<Integer, String> results) {
    return results.all().stream().map(Result::toString).toList();
  }

  private static boolean failsFast(Engine engine) {
    try {
      engine.over(NUMBERS).stopOnFailure().submit(n -> word(n)).join();
      return false;
    } catch (InputFailedException e) {
      return e.exception().type().equals(StringIndexOutOfBoundsException.class.getName());
    }
  }

  private static List<Integer> haltOnce(Engine engine, String marks) {
    return engine
        .map(
            NUMBERS,
            n -> {
              if (n == 30 && mark(marks, "halted")) {
                Runtime.getRuntime().halt(137);
              }
              return n;
            })
        .valuesOrThrow();
  }

  /** Executors leave a file for every input they begin. */
  private static boolean cancels(Engine engine, String marks)
      throws IOException, InterruptedException {
    Submission<Integer, Integer> submission =
        engine
            .over(NUMBERS)
            .molecules(6)
            .submit(
                n -> {
                  mark(marks, "begun-" + n);
                  Thread.sleep(100);
                  return n;
                });
    while (begun(marks).size() < 4) {
      Thread.sleep(20);
    }
    submission.cancel();
    try {
      submission.join();
      return false;
    } catch (CancellationException e) {
      Set<String> then = begun(marks);
      Thread.sleep(1000);
      return then.size() < NUMBERS.size()
          && begun(marks).equals(then)
          && engine.map(NUMBERS, n -> n).size() == NUMBERS.size();
    }
  }

  private static Set<String> begun(String marks) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(marks))) {
      List<String> names = new ArrayList<>(files.map(f -> f.getFileName().toString()).toList());
      names.removeIf(name -> !name.startsWith("begun-"));
      return new HashSet<>(names);
    }
  }

  /** Whether this call was the first. */
  private static boolean mark(String folder, String name) throws IOException {
    try {
      Files.createFile(Path.of(folder, name));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static String message(Runnable refused) {
    try {
      refused.run();
      return "it ended well";
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  private static void check(StringBuilder report, boolean held, String what) {
    report.append(held ? "" : "NOT ").append(what).append('\n');
  }
}
