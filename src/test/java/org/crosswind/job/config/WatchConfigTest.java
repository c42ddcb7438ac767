package org.crosswind.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.Limit.Action;
import org.crosswind.job.config.Limit.Change;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.crosswind.job.config.Limit.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchConfigTest {
  @TempDir Path folder;

  private JobConfig load(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("run.conf"), text);
    return JobConfig.load(file, List.of(), Clock.systemUTC());
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(ConfigException.class, () -> load(text)).problems();
  }

  @Test
  void nothingIsWatchedWithoutBeingAskedFor() throws IOException {
    WatchConfig watch = load("crosswind {}").run().watch();
    assertThat(watch.limits()).isEmpty();
    assertThat(watch.alerts()).isEmpty();
    assertThat(watch.prometheus()).isEmpty();
    assertThat(watch.moleculeTimeout()).isZero();
  }

  @Test
  void limitsAreRead() throws IOException {
    List<Limit> limits =
        load("""
                crosswind.xva.pfe-quantiles = [0.95, 0.99]
                crosswind.limits = [
                  { scope = netting-set, measure = pfe, quantile = 0.99, max = 5e6, netting-set = NS1 }
                  { name = jump, scope = book, measure = wrong-way-cva, change = relative, max = 0.25,
                    min = -0.25, model = [gaussian, "frank 2.0"], action = withhold, severity = critical }
                  { scope = portfolio, measure = loss-ratio, max = 0.1, portfolio = [EU, US] }
                ]
                """)
            .run()
            .watch()
            .limits();
    assertThat(limits.get(0).name()).isEqualTo("netting-set pfe");
    assertThat(limits.get(0).quantile()).isEqualTo(0.99);
    assertThat(limits.get(0).min()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(limits.get(0).nettingSets()).containsExactly("NS1");
    assertThat(limits.get(0).action()).isEqualTo(Action.REPORT);
    assertThat(limits.get(1))
        .isEqualTo(
            new Limit(
                "jump",
                Scope.BOOK,
                Measure.WRONG_WAY_CVA,
                Change.RELATIVE,
                limits.get(1).quantile(),
                0.25,
                -0.25,
                List.of(),
                List.of(),
                List.of("gaussian", "frank 2.0"),
                List.of(),
                Action.WITHHOLD,
                Severity.CRITICAL));
    assertThat(limits.get(2).portfolios()).containsExactly("EU", "US");
  }

  @Test
  void theExampleIsRead() throws IOException {
    WatchConfig watch =
        JobConfig.load(Path.of("conf/examples/watched.conf"), List.of(), Clock.systemUTC())
            .run()
            .watch();
    assertThat(watch.limits()).hasSize(6);
    assertThat(watch.alerts()).extracting(Alert::name).containsExactly("audit", "pager", "chat");
    assertThat(watch.moleculeTimeout()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void alertsAreRead() throws IOException {
    List<Alert> alerts =
        load("""
                crosswind.alerts = [
                  { name = pager, command = [page, risk], time-limit = 3 s, retries = 0 }
                  { webhook = "https://chat.example/T0/B0", headers { Authorization = "Bearer x" }, on = done }
                  { file = "/var/log/alerts.jsonl", on = [breach, withheld], backoff = 200 ms }
                ]
                """)
            .run()
            .watch()
            .alerts();
    assertThat(alerts.get(0).command()).containsExactly("page", "risk");
    assertThat(alerts.get(0).on()).containsOnly(On.BREACH, On.FAILED, On.WITHHELD);
    assertThat(alerts.get(0).timeLimit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(alerts.get(0).retries()).isZero();
    assertThat(alerts.get(1).name()).isEqualTo("alert 2");
    assertThat(alerts.get(1).headers()).containsEntry("Authorization", "Bearer x");
    assertThat(alerts.get(1).on()).containsOnly(On.DONE);
    assertThat(alerts.get(1))
        .hasToString("Alert[alert 2, webhook https://chat.example/(redacted)]");
    assertThat(alerts.get(2).backoff()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void annualLossesAreOfPortfoliosAndTheirRatioHasNoChange() throws IOException {
    List<Limit> limits =
        load("""
                crosswind.limits = [
                  { scope = portfolio, measure = annual-loss, max = 1e9, portfolio = EU }
                  { scope = portfolio, measure = annual-loss, change = relative, max = 0.1, min = -0.1 }
                  { scope = portfolio, measure = annual-loss-ratio, max = 0.01 }
                ]
                """)
            .run()
            .watch()
            .limits();
    assertThat(limits)
        .extracting(Limit::name)
        .containsExactly(
            "portfolio annual-loss",
            "portfolio annual-loss relative change",
            "portfolio annual-loss-ratio");
    assertThat(
            problems(
                """
                crosswind.limits = [
                  { scope = book, measure = annual-loss, max = 1 }
                  { scope = portfolio, measure = annual-loss-ratio, change = relative, max = 1 }
                  { scope = portfolio, measure = cva, max = 1 }
                ]
                """))
        .hasSize(3)
        .anySatisfy(p -> assertThat(p).contains("entry 1, scope", "portfolio for measure annual"))
        .anySatisfy(p -> assertThat(p).contains("entry 2, change", "none for measure annual-loss-"))
        .anySatisfy(p -> assertThat(p).contains("entry 3, measure", "loss-ratio, annual-loss"));
  }

  @Test
  void aConfigurationWithTenMistakesReportsAllOfThem() {
    List<String> problems =
        problems(
            """
            crosswind {
              run { molecule-timeout = 30, straggler-factor = none }
              limits = [
                { scope = desk, measure = cva, max = 1 }
                { scope = book, measure = vega, max = 1 }
                { name = a, scope = netting-set, measure = cva }
                { name = a, scope = counterparty, measure = pfe, max = 1 }
                { name = b, scope = book, measure = cva, model = frank, maximum = 2, max = much }
                { name = c, scope = book, measure = cva, max = 1, min = 2 }
              ]
              alerts = [
                { on = sometimes, command = [page], file = x }
                { webhook = "https://user:hunter2@chat.example/secret", time-limit = 0 s }
              ]
            }
            """);
    assertThat(problems)
        .hasSizeGreaterThanOrEqualTo(10)
        .anySatisfy(p -> assertThat(p).contains("run.molecule-timeout = 30", "with its unit"))
        .anySatisfy(p -> assertThat(p).contains("run.straggler-factor = none"))
        .anySatisfy(
            p ->
                assertThat(p).contains("limits entry 1, scope = desk", "run.conf:4", "netting-set"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 2, measure = vega", "loss-ratio"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 3", "neither max nor min"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 4", "'a' stands twice"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 4, scope", "quantiles do not add up"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 5", "unknown keys [maximum]"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 5, max = much", "a finite number"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 5, model = frank"))
        .anySatisfy(p -> assertThat(p).contains("limits entry 6", "min 2.0 is above max 1.0"))
        .anySatisfy(p -> assertThat(p).contains("alerts entry 1", "exactly one"))
        .anySatisfy(p -> assertThat(p).contains("alerts entry 1, on = sometimes"))
        .anySatisfy(p -> assertThat(p).contains("alerts entry 2, webhook", "without a user"))
        .anySatisfy(p -> assertThat(p).contains("alerts entry 2, time-limit"))
        .noneSatisfy(p -> assertThat(p).contains("hunter2"));
  }
}
