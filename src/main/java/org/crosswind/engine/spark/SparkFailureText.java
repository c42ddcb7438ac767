package org.crosswind.engine.spark;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.MoleculeFunction;
import org.crosswind.engine.MoleculeText;
import org.crosswind.engine.SerialisationPath;
import org.crosswind.plan.Molecule;

/**
 * Makes one readable sentence of Spark's report of a failed job, which is a page of text with the
 * executor's stack trace in it. The whole report stays as the cause.
 */
final class SparkFailureText {
  /** Partition and molecule have the same number. */
  private static final Pattern TASK =
      Pattern.compile("[Tt]ask (\\d+)(?: in stage|, not attempting)");

  private static final Pattern TIMES = Pattern.compile("failed (\\d+) times");

  /** What follows the attempt's name, up to the end of the line. */
  private static final Pattern REASON =
      Pattern.compile("Lost task [^\\n]*?\\(TID \\d+\\)(?: \\([^)\\n]*\\))?: ([^\\n]*)");

  private static final Pattern CAUSED_BY = Pattern.compile("\\nCaused by: ([^\\n]*)");
  private static final Pattern UNREGISTERED =
      Pattern.compile("Class is not registered: ([^\\s\"]+)");

  private SparkFailureText() {}

  static EngineException exception(
      String description,
      List<? extends Molecule<?>> molecules,
      MoleculeFunction<?, ?> function,
      Throwable thrown) {
    if (thrown == null) {
      return new EngineException(description + ": the Spark job ended with outcomes missing");
    }
    String report = String.valueOf(thrown.getMessage());
    if (report.startsWith("Task not serializable")) {
      String path = SerialisationPath.describe(function, thrown);
      String why = path.isEmpty() ? rootCause(report, thrown) : path;
      return new EngineException(
          description + ": the function cannot be sent by Java serialisation: " + why, thrown);
    }
    StringBuilder text = new StringBuilder(description).append(": ");
    Matcher task = TASK.matcher(report);
    if (task.find() && Integer.parseInt(task.group(1)) < molecules.size()) {
      text.append(MoleculeText.of(molecules.get(Integer.parseInt(task.group(1))))).append(' ');
    }
    Matcher times = TIMES.matcher(report);
    boolean repeated = times.find() && !times.group(1).equals("1");
    text.append(repeated ? "failed " + times.group(1) + " times: " : "failed: ");
    text.append(reason(report, thrown));
    Matcher unregistered = UNREGISTERED.matcher(report);
    if (unregistered.find()) {
      text.append("; register ")
          .append(unregistered.group(1))
          .append(" in a KryoRegistrator named in spark.kryo.registrator,")
          .append(" or use PayloadEncoding.JAVA, as SparkEngine.on does");
    }
    return new EngineException(text.toString(), thrown);
  }

  private static String reason(String report, Throwable thrown) {
    Matcher reason = REASON.matcher(report);
    String text = reason.find() ? reason.group(1) : firstLine(report);
    String root = rootCause(report, thrown);
    return root == null || text.contains(root) ? text : text + "; caused by " + root;
  }

  /** The last cause in the executor's stack trace; where there is none, that of the driver's. */
  private static String rootCause(String report, Throwable thrown) {
    Matcher cause = CAUSED_BY.matcher(report);
    String root = null;
    while (cause.find()) {
      root = cause.group(1);
    }
    if (root == null && !REASON.matcher(report).find()) {
      for (Throwable t = thrown.getCause(); t != null; t = t.getCause()) {
        root = firstLine(t.toString());
      }
    }
    return root;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
