package org.crosswind.calc.xva;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.EeProfile;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;

/**
 * Reads the wrong-way-risk golden cases under {@code golden/wwr}; its README says what they hold.
 */
public final class WwrGoldens {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ROOT = "/golden/wwr/";

  private WwrGoldens() {}

  /** The ids of all cases of a kind, in the order of the index. */
  public static Stream<String> ids(String... kinds) {
    return children(json("index.json").get("cases"))
        .filter(c -> Arrays.asList(kinds).contains(c.get("kind").asText()))
        .map(c -> c.get("id").asText());
  }

  /** One case. */
  public static JsonNode load(String id) {
    return json("cases/" + id + ".json");
  }

  /** The elements of an array node. */
  public static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  /** A number, or one of the texts NaN, Infinity, -Infinity. */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
  }

  /** An array of such numbers. */
  public static double[] numbers(JsonNode node) {
    return children(node).mapToDouble(WwrGoldens::number).toArray();
  }

  /** Whether the case carries the tag. */
  public static boolean tagged(JsonNode golden, String tag) {
    return children(golden.get("tags")).anyMatch(t -> t.asText().equals(tag));
  }

  /** A request from an {@code input} or {@code request} block; without models. */
  public static XvaRequest request(String id, JsonNode input) {
    return request(id, input, cube(id, input));
  }

  /** The same with a cube from elsewhere. */
  public static XvaRequest request(String id, JsonNode input, ExposureCube cube) {
    JsonNode discount = input.get("discount");
    return new XvaRequest(
        id,
        cube,
        CubeValues.UNDISCOUNTED,
        credit(id, input.get("credit")),
        number(input.get("credit").get("recovery")),
        discount == null || discount.isNull()
            ? DiscountCurve.none()
            : new DiscountCurve(id, numbers(input.get("tenors")), numbers(discount)),
        List.of());
  }

  /** A request from a row with {@code times} and expected exposures {@code ee}. */
  public static XvaRequest profileRequest(JsonNode row) {
    double[] times = numbers(row.get("times"));
    JsonNode discount = row.get("discount");
    return new XvaRequest(
        "profile",
        new EeProfile("profile", TenorGrid.of("profile", times), numbers(row.get("ee"))).cube(),
        CubeValues.UNDISCOUNTED,
        credit("profile", row.get("credit")),
        number(row.get("credit").get("recovery")),
        discount.isNull()
            ? DiscountCurve.none()
            : new DiscountCurve("profile", times, numbers(discount)),
        List.of());
  }

  /** The curve of a {@code credit} block. */
  public static CreditCurve credit(String where, JsonNode credit) {
    return credit.get("type").asText().equals("flat")
        ? HazardCurve.flat(where, number(credit.get("hazard")))
        : new HazardCurve(where, numbers(credit.get("knots")), numbers(credit.get("hazards")));
  }

  /** The model of a {@code model} block. */
  public static ModelSpec model(JsonNode model) {
    String type = model.get("type").asText();
    String knob = DependenceFamily.named(type).orElseThrow().parameterName();
    return ModelSpec.of(type, knob.isEmpty() ? 0 : number(model.get(knob)));
  }

  /** The cube that a block with {@code cube} and {@code tenors} names. */
  public static ExposureCube cube(String id, JsonNode input) {
    return cube(id, input.get("cube"), numbers(input.get("tenors")));
  }

  /** The cube of a {@code cube} block. */
  public static ExposureCube cube(String id, JsonNode cube, double[] tenors) {
    int rows = cube.get("rows").intValue();
    int cols = cube.get("cols").intValue();
    byte[] bytes = bytes(cube.get("file").asText());
    double[][] values = new double[rows][cols];
    if (cube.get("format").asText().equals("csv")) {
      List<double[]> lines = csv(bytes);
      if (!Arrays.equals(lines.get(0), tenors) || lines.size() != rows + 1) {
        throw new IllegalStateException("cube and case disagree: " + id);
      }
      for (int s = 0; s < rows; s++) {
        values[s] = lines.get(s + 1);
      }
    } else {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (double[] row : values) {
        buffer.asDoubleBuffer().get(row);
        buffer.position(buffer.position() + 8 * cols);
      }
    }
    return ExposureCube.ofRows(id, TenorGrid.of(id, tenors), values);
  }

  /** The two columns of a file with calibration samples, its header dropped. */
  public static double[][] samples(String file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    List<double[]> rows =
        csv(text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
    return new double[][] {
      rows.stream().mapToDouble(r -> r[0]).toArray(), rows.stream().mapToDouble(r -> r[1]).toArray()
    };
  }

  private static List<double[]> csv(byte[] bytes) {
    List<double[]> rows = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isBlank()) {
        rows.add(
            Arrays.stream(line.strip().split(",", -1)).mapToDouble(WwrGoldens::cell).toArray());
      }
    }
    return rows;
  }

  private static double cell(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static JsonNode json(String name) {
    try {
      return MAPPER.readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = WwrGoldens.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + ROOT + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
