package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crosswind.job.Said;
import org.crosswind.job.losses.AnnualNights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annual losses of the financial module, through the door that a person uses. */
class FmAnnualLossTest {
  private static final String HEADER =
      "analysis,perspective,summaryset_id,summary_id,events,occurring_events,annual_loss,"
          + "annual_loss_samples";

  @TempDir Path temp;
  private AnnualNights nights;
  private String losses;
  private String occurrences;

  @BeforeEach
  void makeFiles() throws IOException {
    nights = new AnnualNights(temp);
    losses = nights.losses("gul.bin", 1);
    // Event 3 twice in period 2; 6, 7 and 8 never; 99 has no loss.
    occurrences = nights.occurrences("occ.csv", 3, 2, 1, 1, 3, 2, 5, 4, 2, 1, 4, 3, 99, 1);
  }

  private List<String> table(String id) throws IOException {
    return Files.readAllLines(nights.out().resolve(id).resolve("annual_losses.csv"));
  }

  private JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private void done(Said said) {
    assertThat(said.exitCode()).as(said.err() + said.out()).isZero();
  }

  @Test
  void aNightHasTheAnnualLossesOfItsStreamsWhateverTheMolecules() throws IOException {
    done(nights.night("one", losses, occurrences, "--periods", "5", "--molecules", "1"));
    List<String> rows = table("one");
    assertThat(rows).hasSize(1 + 2 * 4).startsWith(HEADER);
    int[][] sets = {{0, 0}, {1, 1}, {1, 2}, {2, 1}};
    double[] times = {0, 1, 1, 2, 1, 1, 0, 0, 0};
    for (int row = 0; row < 8; row++) {
      String perspective = row < 4 ? "gross" : "net";
      Map<String, Float> stream =
          LossStreams.losses(
              Files.readAllBytes(
                  nights.out().resolve("one").resolve(row < 4 ? "il.bin" : "net.bin")));
      double mean = 0;
      double samples = 0;
      for (int event = 1; event <= 8; event++) {
        for (int output : sets[row % 4][0] == 1 ? outputs(sets[row % 4][1]) : outputs(0)) {
          for (int sidx = -1; sidx <= AnnualNights.SAMPLES; sidx++) {
            double loss = stream.getOrDefault(event + "/" + output + "/" + sidx, 0f);
            mean += sidx == -1 ? loss * times[event] / 5 : 0;
            samples += sidx > 0 ? loss * times[event] / 5 / AnnualNights.SAMPLES : 0;
          }
        }
      }
      String[] cells = rows.get(1 + row).split(",");
      assertThat(List.of(cells).subList(0, 4))
          .containsExactly("il", perspective, "" + sets[row % 4][0], "" + sets[row % 4][1]);
      assertThat(mean).isPositive();
      assertThat(Double.parseDouble(cells[6])).isCloseTo(mean, within(1e-12 * mean));
      assertThat(Double.parseDouble(cells[7])).isCloseTo(samples, within(1e-12 * samples));
      assertThat(Integer.parseInt(cells[5])).isLessThan(Integer.parseInt(cells[4]));
    }
    String[][] others = {{"2", "1"}, {"3", "2"}, {"8", "2"}};
    for (String[] other : others) {
      String id = "m" + other[0];
      done(
          nights.night(
              id,
              losses,
              occurrences,
              "--periods",
              "5",
              "--molecules",
              other[0],
              "--set",
              "run.threads=" + other[1]));
      assertThat(table(id)).isEqualTo(rows);
    }
  }

  private static int[] outputs(int summary) {
    return summary == 0 ? new int[] {1, 2, 3} : summary == 1 ? new int[] {1, 3} : new int[] {2};
  }

  @Test
  void weightsReplaceTheNumberOfPeriodsAndTheGreatestPeriodIsTold() throws IOException {
    done(nights.night("max", losses, occurrences));
    assertThat(json(nights.out().resolve("max/manifest.json")).get("warnings").toString())
        .contains("occ.csv does not say how many periods there are", "period_no, 4");
    String quarter =
        nights.lines("periods.csv", "period_no,weighting", "1,.25", "2,.25", "4,.25", "3,.25");
    done(nights.night("weighted", losses, occurrences, "--periods", quarter));
    assertThat(json(nights.out().resolve("weighted/manifest.json")).get("warnings")).isEmpty();
    assertThat(table("weighted")).isEqualTo(table("max"));
    String light =
        nights.lines("light.csv", "period_no,weighting", "1,.125", "2,.125", "4,.125", "3,.125");
    done(nights.night("light", losses, occurrences, "--periods", light));
    assertThat(json(nights.out().resolve("light/manifest.json")).get("warnings").toString())
        .contains("light.csv: the weights add up to 0.5, expected 1");
    assertThat(number(table("light"), 1, 6)).isEqualTo(number(table("max"), 1, 6) / 2);
    JsonNode inputs = json(nights.out().resolve("light/manifest.json")).get("inputs");
    assertThat(inputs.findValuesAsText("role")).contains("occurrences", "periods");
  }

  private static double number(List<String> table, int row, int column) {
    return Double.parseDouble(table.get(row).split(",")[column]);
  }

  @Test
  void ofAManifestOnlyTheAnalysisWithBadOccurrencesFails() throws IOException {
    String bad = nights.occurrences("bad.csv", 1, 1, 2, 9);
    String manifest =
        nights.lines(
            "runs.csv",
            "run_id,static,input,allocation_rule,output,occurrences,periods",
            "a,static,gul.bin,2,a.bin,occ.csv,4",
            "b,static,gul.bin,2,b.bin,bad.csv,4",
            "c,static,gul.bin,2,c.bin,,");
    Said said = nights.fm("some", "--manifest", manifest);
    assertThat(said.exitCode()).as(said.err()).isEqualTo(4);
    assertThat(said.err()).contains("b: " + bad + ":3: period_no 9, expected 1 to 4");
    assertThat(table("some")).hasSize(1 + 4).allMatch(row -> row.matches("(analysis|a),.*"));
    done(
        nights.fm(
            "all",
            "--manifest",
            nights.lines(
                "c.csv",
                Files.readAllLines(Path.of(manifest)).stream()
                    .filter(row -> !row.startsWith("b"))
                    .toArray(String[]::new)),
            "--occurrences",
            occurrences,
            "--periods",
            "4"));
    assertThat(table("all")).hasSize(1 + 8);
    assertThat(table("all").subList(5, 9)).allMatch(row -> row.startsWith("c,gross"));
  }

  @Test
  void validateLooksAtTheOccurrencesOfAManifest() throws IOException {
    nights.occurrences("bad.csv", 1, 1, 2, -9);
    String manifest =
        nights.lines(
            "runs.csv",
            "run_id,static,input,allocation_rule,output,occurrences,periods",
            "a,static,gul.bin,2,a.bin,occ.csv,",
            "b,static,gul.bin,2,b.bin,bad.csv,4");
    Said said = Said.run("validate", "--manifest", manifest);
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.out())
        .contains("error " + temp.resolve("bad.csv") + ":3: period_no -9, expected 1 to 4")
        .contains("warning " + occurrences + " does not say how many periods");
    assertThat(said.err()).contains("1 errors, 1 warnings");
  }

  @Test
  void aBadSummaryTableFailsOnlyWhereAnnualLossesAreWanted() throws IOException {
    Files.writeString(
        nights.tables().resolve("fmsummaryxref.csv"),
        "output,summary_id,summaryset_id\n1,1,1\n1,2,1\n");
    Said said = nights.night("bad", losses, occurrences);
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.err()).contains("fmsummaryxref.csv:3: output 1 is in summary set 1 a second");
    done(nights.night("none", losses, null));
    assertThat(nights.out().resolve("none/annual_losses.csv")).doesNotExist();
  }

  @Test
  void outputsWithoutASummaryAreToldAndInTheTotal() throws IOException {
    Files.writeString(
        nights.tables().resolve("fmsummaryxref.csv"), "output,summary_id,summaryset_id\n1,1,1\n");
    done(nights.night("some", losses, occurrences, "--periods", "4"));
    assertThat(json(nights.out().resolve("some/manifest.json")).get("warnings").toString())
        .contains("il gross: output 2", "in the total only");
    Files.delete(nights.tables().resolve("fmsummaryxref.csv"));
    done(nights.night("no", losses, occurrences, "--periods", "4"));
    assertThat(table("no"))
        .hasSize(3)
        .containsExactly(HEADER, table("some").get(1), table("some").get(3));
  }

  @Test
  void limitsOnAnnualLossesAndTheirChangeWithholdARun() throws IOException {
    String limits =
        "crosswind.limits = [{ scope = portfolio, measure = annual-loss, max = 1e12 },"
            + " { scope = portfolio, measure = annual-loss, name = move, change = relative, max = 0.5,"
            + " action = withhold }, { scope = portfolio, measure = annual-loss-ratio, max = 1e-9,"
            + " name = ratio, portfolio = il }]";
    String config = nights.lines("limits.conf", limits);
    done(nights.night("mon", losses, occurrences, "--periods", "8", "--config", config));
    JsonNode monday = json(nights.out().resolve("mon/manifest.json")).get("limits");
    assertThat(monday.get(0).toString())
        .contains("\"figures\":2,\"not_compared\":0,\"breaches\":0");
    assertThat(monday.get(1).toString()).contains("\"figures\":0,\"not_compared\":2");
    assertThat(monday.get(2).toString())
        .contains("\"figures\":2,\"not_compared\":0,\"breaches\":2");
    double insured = 0;
    for (String line : Files.readAllLines(nights.tables().resolve("coverages.csv"))) {
      insured += line.startsWith("coverage") ? 0 : Double.parseDouble(line.split(",")[1]);
    }
    List<String> breaches = Files.readAllLines(nights.out().resolve("mon/breaches.csv"));
    assertThat(Double.parseDouble(breaches.get(1).split(",")[9]))
        .isEqualTo(number(table("mon"), 1, 7) / insured);

    Said tuesday = nights.night("tue", losses, occurrences, "--periods", "4", "--config", config);
    assertThat(tuesday.exitCode()).as(tuesday.err()).isEqualTo(5);
    assertThat(Files.readAllLines(nights.out().resolve("tue/breaches.csv")).get(1))
        .startsWith("move,warning,withhold,portfolio,il,,gross,annual-loss,relative,");
    assertThat(Files.readString(nights.out().resolve("latest")).strip()).isEqualTo("mon");

    done(nights.night("wed", losses, null, "--config", config));
    JsonNode wednesday = json(nights.out().resolve("wed/manifest.json"));
    assertThat(wednesday.get("limits").get(0).toString())
        .contains("\"figures\":0,\"not_compared\":2,\"breaches\":0");
    assertThat(wednesday.get("warnings").toString())
        .contains("limits on annual losses are not compared for il: nobody says when");
  }

  @Test
  void looseFilesHaveTheTableAndTheFiguresBesideThem() throws IOException {
    String out = temp.resolve("il.bin").toString();
    String limit =
        "limits = [{ scope = portfolio, measure = annual-loss, change = absolute, max = 0 }]";
    String[] words = {
      "fm",
      "--static",
      nights.tables().toString(),
      "--in",
      losses,
      "-a",
      "2",
      "--out",
      out,
      "--set",
      "run.engine=local",
      "--set",
      limit,
      "--occurrences",
      occurrences,
      "--periods",
      "8"
    };
    done(Said.run(words));
    Path table = temp.resolve("il.bin.annual_losses.csv");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(5).startsWith(HEADER);
    assertThat(
            json(temp.resolve("il.bin.figures.json"))
                .get("losses")
                .get(0)
                .get("annual_loss")
                .asDouble())
        .isEqualTo(number(rows, 1, 7));
    assertThat(
            json(temp.resolve("il.bin.run.json"))
                .get("configuration")
                .get("annual_losses")
                .asText())
        .isEqualTo(table.toString());
    words[words.length - 1] = "4";
    done(Said.run(words));
    assertThat(Files.readAllLines(temp.resolve("il.bin.breaches.csv"))).hasSize(2);
    done(Said.run(java.util.Arrays.copyOf(words, words.length - 4)));
    assertThat(table).doesNotExist();
  }

  @Test
  void periodsThatCannotBeAreRefusedBeforeAnything() {
    Said alone = nights.night("x", losses, null, "--periods", "4");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("--periods 4 needs --occurrences");
    Said none = nights.night("x", losses, occurrences, "--periods", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--periods 0, expected 1 to 2147483647, or a file");
  }
}
