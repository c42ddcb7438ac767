package org.crosswind.job.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.job.ExitCode;
import org.crosswind.report.Heartbeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeatingTest {
  private static final Clock NIGHT =
      Clock.fixed(Instant.parse("2026-11-20T23:30:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<String> stage = new AtomicReference<>("read");

  private Beating beating() throws IOException {
    Heartbeat heartbeat =
        new Heartbeat(
            new Configuration(), new org.apache.hadoop.fs.Path(folder.toString()), "night");
    return new Beating(
        heartbeat,
        Optional.of(new PrometheusFile(prom().toString(), "xva", "night", NIGHT)),
        "night",
        "xva",
        stage::get,
        NIGHT,
        nanos::get);
  }

  private Path prom() {
    return folder.resolve("crosswind.prom");
  }

  private String line(String name) throws IOException {
    return Files.readAllLines(prom()).stream()
        .filter(line -> line.matches("crosswind_" + name + "[{ ].*"))
        .findFirst()
        .orElse("none");
  }

  @Test
  void prometheusIsToldHowFarTheRunIsAndKeepsWhatTheOneBeforeSaid() throws IOException {
    PrometheusFile before = new PrometheusFile(prom().toString(), "xva", "before", NIGHT);
    before.ended(ExitCode.TOO_MANY_FAILURES, List.of());
    assertThat(line("run_running")).isEqualTo("crosswind_run_running{command=\"xva\"} 0");
    try (Beating beating = beating()) {
      beating.progressed("xva: 10 netting sets", 4, 1, 10);
      stage.set("compute");
      beating.beat();
      assertThat(line("run")).isEqualTo("crosswind_run{command=\"xva\",run=\"night\"} 1");
      assertThat(line("run_running")).endsWith(" 1");
      assertThat(line("run_exit_code")).endsWith(" 4");
      assertThat(line("run_ended_timestamp_seconds"))
          .endsWith(" " + NIGHT.instant().getEpochSecond());
      assertThat(line("run_started_timestamp_seconds"))
          .endsWith(" " + NIGHT.instant().getEpochSecond());
      assertThat(line("run_heartbeat_timestamp_seconds"))
          .endsWith(" " + NIGHT.instant().getEpochSecond());
      assertThat(line("run_progress_timestamp_seconds"))
          .endsWith(" " + NIGHT.instant().getEpochSecond());
      assertThat(line("run_stage")).contains("stage=\"compute\"");
      assertThat(line("run_inputs_done")).endsWith(" 4");
      assertThat(line("run_inputs_failed")).endsWith(" 1");
      assertThat(line("run_inputs_planned")).endsWith(" 10");
      beating.gaveUp();
      assertThat(line("run_running")).endsWith(" 0");
    }
    String text = Files.readString(prom());
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).distinct().count())
        .isEqualTo(text.lines().filter(line -> !line.startsWith("#")).count());
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE")))
        .allMatch(line -> line.endsWith(" gauge"))
        .noneMatch(line -> line.contains("_total "));
  }

  @Test
  void aFileForPrometheusThatCannotBeWrittenDoesNotDisturbTheRun() throws IOException {
    Files.createDirectories(prom().resolve("in the way"));
    try (Beating beating = beating()) {
      beating.beat();
      beating.beat();
      assertThat(json().get("status").asText()).isEqualTo("running");
    }
  }

  private Path file() {
    return folder.resolve(".night.heartbeat");
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(file().toFile());
  }

  @Test
  void itSaysHowFarTheRunIsAndWhenItWillBeDone() throws IOException {
    try (Beating beating = beating()) {
      beating.progressed("xva: 10 netting sets", 0, 0, 10);
      stage.set("compute");
      nanos.set(8_000_000_000L);
      beating.progressed("xva: 10 netting sets", 4, 1, 10);
      beating.beat();
      assertThat(json().get("status").asText()).isEqualTo("running");
      assertThat(json().get("stage").asText()).isEqualTo("compute");
      assertThat(json().get("done").asInt()).isEqualTo(4);
      assertThat(json().get("failed").asInt()).isEqualTo(1);
      assertThat(json().get("rate_per_second").asDouble()).isEqualTo(0.5);
      assertThat(json().get("eta_seconds").asDouble()).isEqualTo(12);
      assertThat(json().get("time").asText()).isEqualTo("2026-11-20T23:30:00.000Z");
      assertThat(json().get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
      assertThat(json().get("host").asText()).isNotEmpty();
    }
  }

  @Test
  void withoutProgressThereIsNoRateAndNoTimeLeft() throws IOException {
    try (Beating beating = beating()) {
      assertThat(beating.current().ratePerSecond()).isZero();
      assertThat(beating.current().etaSeconds()).isNull();
    }
  }

  @Test
  void itIsRemovedWhenTheRunIsPublishedAndStaysWhenItGaveUp() throws IOException {
    Beating published = beating();
    published.beat();
    assertThat(file()).exists();
    published.published();
    assertThat(file()).doesNotExist();

    Beating failed = beating();
    failed.gaveUp();
    failed.close();
    assertThat(json().get("status").asText()).isEqualTo("failed");
  }

  @Test
  void aFileSystemThatRefusesDoesNotDisturbTheRun() throws IOException {
    try (Beating beating = beating()) {
      Files.deleteIfExists(file());
      Files.createDirectory(file());
      Files.createFile(file().resolve("in the way"));
      beating.beat();
      beating.progressed("xva", 1, 0, 2);
      beating.beat();
      assertThat(file()).isDirectory();
    }
  }
}
