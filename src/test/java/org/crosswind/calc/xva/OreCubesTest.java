package org.crosswind.calc.xva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crosswind.model.credit.CreditCurve;
import org.crosswind.model.credit.CubeValues;
import org.crosswind.model.credit.DiscountCurve;
import org.crosswind.model.credit.ExposureCube;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.credit.TenorGrid;
import org.crosswind.model.credit.XvaRequest;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published example outputs of the Open Source Risk Engine, read from {@code ../shared}: cubes with
 * their exposure reports, and exposure profiles with their CVA and DVA.
 */
class OreCubesTest {
  private static final Path GOLDENS = Path.of("../shared/goldens");
  private static final double RELATIVE = 1e-6;

  /** ORE prints two decimals. */
  private static final double PRINTED = 0.005;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example_1",
        "example_3",
        "example_6_portfolio_2_CPTY_A",
        "example_6_portfolio_2_CPTY_B",
        "example_8",
        "minimal_setup",
        "orepython_9"
      })
  void theExposureReportAndTheCvaAreReproduced(String name) throws IOException {
    Path folder = GOLDENS.resolve("ore").resolve(name);
    assumeThat(folder).as("ORE goldens").isDirectory();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode params = mapper.readTree(Files.readString(folder.resolve("params.json")));
    JsonNode expected = mapper.readTree(Files.readString(folder.resolve("expected.json")));
    XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
    double recovery = params.get("recovery_counterparty").doubleValue();

    XvaResult result = calculator.calculate(request(folder, 1, "surv_counterparty", recovery));
    JsonNode profiles = expected.get("ore").get("profiles");
    compare("EPE", result.exposure().epe(), profiles.get("EPE"), 1);
    compare("ENE", result.exposure().ene(), profiles.get("ENE"), 1);
    compare("BaselEE", result.basel().ee(), profiles.get("BaselEE"), 1);
    compare("BaselEEE", result.basel().effectiveEe(), profiles.get("BaselEEE"), 1);
    compare(
        "TimeWeightedBaselEPE",
        result.basel().timeWeightedEpe(),
        profiles.get("TimeWeightedBaselEPE"),
        1);
    compare(
        "TimeWeightedBaselEEPE",
        result.basel().timeWeightedEepe(),
        profiles.get("TimeWeightedBaselEEPE"),
        1);
    JsonNode xva = expected.get("ore").get("xva");
    close("BaselEPE", result.basel().epe(), xva.get("BaselEPE").doubleValue());
    close("BaselEEPE", result.basel().eepe(), xva.get("BaselEEPE").doubleValue());
    close("CVA", result.baselineCva(), xva.get("CVA").doubleValue());

    // DVA is the CVA that the counterparty sees: the same cube with the signs turned.
    double ownRecovery = params.get("recovery_own").doubleValue();
    XvaResult mirrored = calculator.calculate(request(folder, -1, "surv_own", ownRecovery));
    close("DVA", mirrored.baselineCva(), xva.get("DVA").doubleValue());

    // Undiscounted by hand, the same cube gives the same CVA.
    XvaResult undiscounted = calculator.calculate(undiscounted(folder, recovery));
    assertThat(Math.abs(undiscounted.baselineCva() / result.baselineCva() - 1)).isLessThan(1e-12);
  }

  private static XvaRequest request(Path folder, double sign, String survival, double recovery)
      throws IOException {
    List<double[]> cube = table(folder.resolve("cube.csv"), 1);
    double[] tenors =
        Arrays.copyOfRange(column(folder, "tenors.csv", "time"), 1, cube.get(0).length);
    int scenarios = cube.size();
    double[] values = new double[scenarios * tenors.length];
    for (int s = 0; s < scenarios; s++) {
      for (int t = 0; t < tenors.length; t++) {
        values[t * scenarios + s] = sign * cube.get(s)[t + 1];
      }
    }
    String id = folder.getFileName().toString();
    return new XvaRequest(
        id,
        new ExposureCube(id, TenorGrid.of(id, tenors), scenarios, values, sign * cube.get(0)[0]),
        CubeValues.DEFLATED,
        new SurvivalCurve(
            id, column(folder, "survival.csv", "time"), column(folder, "survival.csv", survival)),
        recovery,
        new DiscountCurve(
            id, column(folder, "discount.csv", "time"), column(folder, "discount.csv", "df")),
        List.of(ModelSpec.of("independent", 0)));
  }

  private static XvaRequest undiscounted(Path folder, double recovery) throws IOException {
    XvaRequest deflated = request(folder, 1, "surv_counterparty", recovery);
    ExposureCube cube = deflated.cube();
    double[] values = cube.values().clone();
    for (int t = 0; t < cube.tenors(); t++) {
      for (int s = 0; s < cube.scenarios(); s++) {
        values[t * cube.scenarios() + s] /= deflated.discount().factor(cube.grid().time(t));
      }
    }
    return new XvaRequest(
        deflated.id(),
        new ExposureCube(deflated.id(), cube.grid(), cube.scenarios(), values, cube.presentValue()),
        CubeValues.UNDISCOUNTED,
        deflated.credit(),
        recovery,
        deflated.discount(),
        deflated.models());
  }

  @Test
  void everyPublishedProfileGivesItsCvaAndDva() throws IOException {
    Path folder = GOLDENS.resolve("ore_profiles");
    assumeThat(folder).as("ORE profile goldens").isDirectory();
    Map<String, List<String[]>> profiles = new LinkedHashMap<>();
    for (String[] row : rows(folder.resolve("profiles.csv"))) {
      profiles.computeIfAbsent(row[0], k -> new ArrayList<>()).add(row);
    }
    Map<Integer, Double> own = new LinkedHashMap<>();
    for (String[] row : rows(folder.resolve("bank_survival.csv"))) {
      own.put(Integer.valueOf(row[0]), Double.valueOf(row[1]));
    }
    XvaCalculator calculator = new XvaCalculator(XvaSettings.standard());
    int compared = 0;
    for (String[] row : rows(folder.resolve("expected.csv"))) {
      List<String[]> profile = profiles.get(row[0]);
      double[] years =
          profile.stream().skip(1).mapToDouble(p -> Integer.parseInt(p[3]) / 365.0).toArray();
      if (!row[3].isEmpty()) {
        double[] epe =
            profile.stream().skip(1).mapToDouble(p -> Double.parseDouble(p[5])).toArray();
        close(
            row[0] + " CVA",
            calculator
                .calculate(profile(row[0], years, epe, HazardCurve.flat("1%", 0.01)))
                .baselineCva(),
            Double.parseDouble(row[3]));
        compared++;
      }
      if (!row[4].isEmpty()) {
        double[] ene =
            profile.stream().skip(1).mapToDouble(p -> Double.parseDouble(p[6])).toArray();
        double[] survival =
            profile.stream().skip(1).mapToDouble(p -> own.get(Integer.valueOf(p[3]))).toArray();
        // DVA rows are kept to 1e-5 by the goldens: the own curve is interpolated there.
        double dva =
            calculator
                .calculate(profile(row[0], years, ene, new SurvivalCurve("own", years, survival)))
                .baselineCva();
        double printed = Double.parseDouble(row[4]);
        assertThat(Math.abs(dva - printed)).as(row[0] + " DVA").isLessThan(1e-5 * printed);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  private static XvaRequest profile(String id, double[] years, double[] ee, CreditCurve curve) {
    return new XvaRequest(
        id,
        new ExposureCube(id, TenorGrid.of(id, years), 1, ee, Double.NaN),
        CubeValues.DEFLATED,
        curve,
        0.4,
        DiscountCurve.none(),
        List.of());
  }

  private static void compare(String what, double[] actual, JsonNode expected, int skipped) {
    assertThat(actual).as(what).hasSize(expected.size() - skipped);
    for (int i = 0; i < actual.length; i++) {
      close(what + " " + (i + skipped), actual[i], expected.get(i + skipped).doubleValue());
    }
  }

  private static void close(String what, double actual, double printed) {
    // Profiles of a few money units: the cube itself is printed with four decimals of a float.
    double allowed = RELATIVE * Math.max(Math.abs(printed), 1) + PRINTED;
    assertThat(Math.abs(actual - printed) <= allowed)
        .as(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s is %.6f, ORE printed %s, relative %.2g",
                    what,
                    actual,
                    printed,
                    (actual - printed) / printed))
        .isTrue();
  }

  private static double[] column(Path folder, String file, String name) throws IOException {
    Path path = folder.resolve(file);
    List<String> header;
    try (Stream<String> lines = Files.lines(path)) {
      header = List.of(lines.findFirst().orElseThrow().split(",", -1));
    }
    int index = header.indexOf(name);
    return rows(path).stream().mapToDouble(r -> Double.parseDouble(r[index])).toArray();
  }

  /** The numbers of a table after its first {@code skip} columns. */
  private static List<double[]> table(Path path, int skip) throws IOException {
    return rows(path).stream()
        .map(r -> Arrays.stream(r).skip(skip).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static List<String[]> rows(Path path) throws IOException {
    return Files.readAllLines(path).stream().skip(1).map(l -> l.split(",", -1)).toList();
  }
}
