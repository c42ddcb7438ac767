package org.crosswind.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the reference figures under {@code src/test/resources/golden}. */
public final class Golden {
  private Golden() {}

  /** A JSON file. */
  public static JsonNode json(String path) {
    try (InputStream in = open(path)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of a text file. */
  public static List<String> lines(String path) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number, which may be spelled as the text NaN, Infinity or -Infinity. */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /** An array of numbers. */
  public static double[] numbers(JsonNode node) {
    double[] x = new double[node.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = number(node.get(i));
    }
    return x;
  }

  /** Column {@code c} of an array of rows. */
  public static double[] column(JsonNode rows, int c) {
    double[] x = new double[rows.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = number(rows.get(i).get(c));
    }
    return x;
  }

  private static InputStream open(String path) {
    InputStream in = Golden.class.getResourceAsStream("/golden/" + path);
    if (in == null) {
      throw new IllegalArgumentException("no golden file " + path);
    }
    return in;
  }
}
