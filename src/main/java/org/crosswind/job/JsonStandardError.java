package org.crosswind.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Standard error when the log is JSON: what is written for people (progress, failures, messages of
 * the command line) becomes an object a line too, with the keys of the log, so that whoever reads
 * the stream can parse every line of it. Lines of the log, which are objects already, go through as
 * they are. The level of a message that names the program is ERROR, of any other line INFO.
 */
final class JsonStandardError extends OutputStream {
  /** Whatever the character set of standard error is. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintStream out;
  private final Clock clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  JsonStandardError(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Puts it in the place of standard error if the environment asks for a log of JSON. */
  static void installIfAsked() {
    String format =
        System.getProperty("crosswind.log.format", System.getenv("CROSSWIND_LOG_FORMAT"));
    if ("json".equals(format)) {
      System.setErr(
          new PrintStream(
              new JsonStandardError(System.err, Clock.systemUTC()), true, StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      end();
    } else {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  /** An unfinished line stays. */
  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public synchronized void close() {
    end();
    out.close();
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (!text.isEmpty()) {
      out.println(text.startsWith("{") && text.endsWith("}") ? text : json(text));
    }
  }

  private String json(String text) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    object.put("level", text.startsWith("crosswind") ? "ERROR" : "INFO");
    object.put("logger", "crosswind");
    object.put("thread", Thread.currentThread().getName());
    object.put("message", text);
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts by name are plain data", e);
    }
  }
}
