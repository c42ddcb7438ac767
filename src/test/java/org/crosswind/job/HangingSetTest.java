package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.config.JobConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A night with netting sets whose cubes never open. */
@Tag("slow")
@Timeout(120)
class HangingSetTest {
  private static final int SETS = 12;
  private static final List<Integer> HANGING = List.of(2, 3, 10);
  private static final int MOLECULES = 4;

  @TempDir Path folder;
  private TestBook book;
  private Path config;

  @BeforeEach
  void makeBook() throws IOException {
    book = new TestBook(folder, SETS, 20);
    config = book.config("night", "run.molecules = " + MOLECULES);
    hang(book, HANGING);
  }

  /** Points rows of a book to files that never open. */
  static void hang(TestBook book, List<Integer> sets) throws IOException {
    Path file = book.folder().resolve("book.csv");
    List<String> lines = Files.readAllLines(file);
    book.lines("whole.csv", lines);
    int cube = List.of(lines.get(0).split(",")).indexOf("cube");
    for (int set : sets) {
      String[] cells = lines.get(set + 1).split(",", -1);
      cells[cube] = set % 2 == 0 ? "stuck.csv" : "stuck-deaf.csv";
      book.lines(cells[cube], List.of("0,1", "1,2"));
      lines.set(set + 1, String.join(",", cells));
    }
    Files.write(file, lines);
  }

  private XvaRun run(ProgressListener progress, String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of("run.molecule-timeout=2 s"));
    all.addAll(List.of(sets));
    JobConfig resolved = JobConfig.load(config, all, Clock.systemUTC());
    Platform platform = new Platform("none", "none", StuckDisk.SETTINGS);
    try (LocalEngine engine = new LocalEngine(2)) {
      return new XvaJob("xva", resolved, config, engine, platform, Clock.systemUTC(), progress)
          .run();
    }
  }

  private static List<Map<String, String>> rows(XvaRun run, String table) throws IOException {
    return TableRows.read(Path.of(run.folderName()), table);
  }

  /** The rows of a table without those of the sets that hang. */
  static List<Map<String, String>> others(Path run, String table, List<Integer> hanging)
      throws IOException {
    return TableRows.read(run, table).stream()
        .filter(row -> !hanging.contains(Integer.valueOf(row.get("input_index"))))
        .toList();
  }

  @Test
  void setsThatHangAreNamedFailuresAndTheOthersHaveTheSameBits() throws IOException {
    XvaRun whole =
        run(ProgressListener.NONE, "run.id=whole", "xva.book=" + folder.resolve("whole.csv"));
    assertThat(whole.failures()).hasSize(1);
    XvaRun run = run(ProgressListener.NONE, "run.tolerated-failures=0.3");
    assertThat(run.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILURES);
    List<Map<String, String>> failures =
        rows(run, "failures").stream()
            .filter(row -> row.get("reason").equals("TIMED_OUT"))
            .toList();
    assertThat(failures)
        .extracting(row -> Integer.valueOf(row.get("input_index")))
        .isEqualTo(HANGING);
    assertThat(failures)
        .allSatisfy(
            row -> {
              assertThat(row.get("where")).contains("book.csv:");
              assertThat(row.get("message"))
                  .contains("took longer than 2s (run.molecule-timeout)")
                  .contains("called by org.crosswind.job.StuckDisk.open");
            });
    for (String table : List.of("results", "profiles")) {
      assertThat(others(Path.of(run.folderName()), table, List.of()))
          .isEqualTo(others(Path.of(whole.folderName()), table, HANGING))
          .isNotEmpty();
    }
    JsonNode manifest =
        new ObjectMapper().readTree(Path.of(run.folderName()).resolve("manifest.json").toFile());
    JsonNode count = manifest.get("counts").get(0);
    assertThat(count.get("inputs").asInt()).isEqualTo(SETS);
    assertThat(count.get("results").asInt()).isEqualTo(SETS - 4);
    assertThat(count.get("failures").asInt()).isEqualTo(4);
    assertThat(run.exitCode().code()).isEqualTo(manifest.get("exit_code").asInt());
  }

  @Test
  void whatHangsIsTriedAgainWhenTheNightIsResumed() throws IOException {
    assertThatThrownBy(
            () ->
                run(
                    (what, done, failed, total) -> {
                      if (done == total) {
                        throw new StackOverflowError("for the end of the process");
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
    List<Long> computed = new ArrayList<>();
    XvaRun resumed = run((what, done, failed, total) -> computed.add(total), "run.start=resume");
    // Three molecules of three sets have one that hangs, or two; the other is as it was recorded.
    assertThat(computed.get(0)).isBetween(1L, SETS - 1L);
    assertThat(resumed.failures()).hasSize(HANGING.size() + 1);
    assertThat(rows(resumed, "results")).hasSize((SETS - HANGING.size() - 1) * 9);
  }
}
