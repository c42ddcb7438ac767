package org.crosswind.job;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a command said, run in this JVM through the door that a person uses.
 *
 * @param exitCode what the process would end with
 * @param out standard output
 * @param log standard error, but for {@code messages}
 * @param messages what the program says to a person about options, configuration and failures
 */
public record Said(int exitCode, String out, String log, String messages) {
  /** Runs a command; nothing of it is printed. */
  public static Said run(String... words) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter messages = new StringWriter();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Main.run(words, new PrintWriter(messages, true));
      return new Said(
          code,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8),
          messages.toString());
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** Everything on standard error. */
  public String err() {
    return log + messages;
  }
}
