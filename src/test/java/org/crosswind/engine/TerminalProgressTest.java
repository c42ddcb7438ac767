package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;

  @Test
  void aTerminalLineIsRewrittenAndEndsWhenTheRunDoes() {
    TerminalProgress progress = TerminalProgress.rewriting(out, () -> now, 200);
    at(0, progress, 0, 0);
    at(2, progress, 100, 0);
    at(4, progress, 200, 3);
    at(8, progress, 400, 3);
    assertThat(written())
        .isEqualTo(
            "\rjob: 100 of 400 (25 %), 50/s, 2 s gone, 6 s left"
                + "\rjob: 200 of 400 (50 %), 3 failed, 50/s, 4 s gone, 4 s left"
                + "\rjob: 400 of 400 (100 %), 3 failed, 50/s, 8 s gone         \n");
  }

  @Test
  void aTerminalLineIsRewrittenAtMostTenTimesASecond() {
    TerminalProgress progress = TerminalProgress.rewriting(out, () -> now, 200);
    progress.progressed("job", 0, 0, 1000);
    for (int i = 1; i < 1000; i++) {
      now = i * 1_000_000L;
      progress.progressed("job", i, 0, 1000);
    }
    assertThat(written().chars().filter(c -> c == '\r').count()).isEqualTo(9);
  }

  @Test
  void aLongLineIsCutSoThatItCanBeRewritten() {
    TerminalProgress progress = TerminalProgress.rewriting(out, () -> now, 20);
    at(0, progress, 0, 0);
    at(2, progress, 100, 0);
    progress.close();
    assertThat(written()).isEqualTo("\rjob: 100 of 400 (25\n");
  }

  @Test
  void closingInTheMiddleEndsTheLineOnce() {
    TerminalProgress progress = TerminalProgress.rewriting(out, () -> now, 200);
    at(0, progress, 0, 0);
    progress.close();
    assertThat(written()).isEmpty();
    at(2, progress, 100, 0);
    progress.close();
    progress.close();
    assertThat(written()).endsWith("6 s left\n").doesNotEndWith("\n\n");
  }

  @Test
  void aFileGetsALineEveryHalfMinuteAndTheLastOne() {
    TerminalProgress progress = TerminalProgress.lines(out, () -> now, TerminalProgress.LINE_EVERY);
    at(0, progress, 0, 0);
    at(10, progress, 10, 0);
    at(29.9, progress, 30, 0);
    at(30, progress, 31, 0);
    at(59, progress, 60, 1);
    at(61, progress, 90, 1);
    at(62, progress, 400, 1);
    assertThat(written())
        .isEqualTo(
            "job: 31 of 400 (7 %), 1.0/s, 30 s gone, 5 min 57 s left\n"
                + "job: 90 of 400 (22 %), 1 failed, 1.5/s, 1 min 01 s gone, 3 min 30 s left\n"
                + "job: 400 of 400 (100 %), 1 failed, 6.5/s, 1 min 02 s gone\n");
  }

  @Test
  void aShortRunShowsItsEndOnly() {
    TerminalProgress progress = TerminalProgress.lines(out, () -> now, Duration.ofSeconds(30));
    at(0, progress, 0, 0);
    at(0, progress, 400, 0);
    assertThat(written()).isEqualTo("job: 400 of 400 (100 %), 0 s gone\n");
  }

  @Test
  void aSecondRunStartsItsOwnClock() {
    TerminalProgress progress = TerminalProgress.lines(out, () -> now, Duration.ofSeconds(30));
    at(0, progress, 0, 0);
    at(100, progress, 400, 0);
    at(7200, progress, 0, 0);
    at(14_400, progress, 400, 0);
    assertThat(written()).endsWith("job: 400 of 400 (100 %), 0.056/s, 2 h 00 min gone\n");
  }

  @Test
  void anEmptyRunSaysNothing() {
    TerminalProgress.lines(out, () -> now, Duration.ZERO).progressed("job", 0, 0, 0);
    assertThat(written()).isEmpty();
  }

  private void at(double seconds, TerminalProgress progress, long done, long failed) {
    now = Math.round(seconds * 1e9);
    progress.progressed("job", done, failed, 400);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
