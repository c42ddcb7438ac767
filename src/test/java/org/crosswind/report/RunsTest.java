package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.job.Main;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of runs that somebody has been at. */
class RunsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T01:02:03Z"), ZoneOffset.UTC);

  @TempDir Path output;

  private Runs runs() {
    return Runs.in(new Configuration(), new org.apache.hadoop.fs.Path("" + output), CLOCK);
  }

  private void run(String id, String manifest) throws IOException {
    Path folder = Files.createDirectory(output.resolve(id));
    Files.writeString(folder.resolve("manifest.json"), manifest);
    Files.createFile(folder.resolve("_SUCCESS"));
  }

  @Test
  void damagedManifestsAreListedAndNotPromoted() throws IOException {
    run("cut", "{ \"run_id\" : \"cu");
    run("empty", "");
    run("list", "[]");
    run(
        "times",
        """
        { "run_id": "times", "command": "xva", "status": "DONE", "started": "yesterday",
          "finished": "2026-11-20T01:02:03Z" }
        """);
    assertThat(runs().list())
        .extracting(RunEntry::id)
        .containsExactlyInAnyOrder("cut", "empty", "list", "times");
    assertThat(runs().prune(new Retention(1, 1), true)).isEmpty();
    for (String id : new String[] {"cut", "empty", "list"}) {
      assertThatThrownBy(() -> runs().promote(id, false))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("manifest.json cannot be read");
    }
    Files.delete(output.resolve("cut/manifest.json"));
    assertThatThrownBy(() -> runs().promote("cut", false))
        .hasMessageContaining("it has no manifest.json");
  }

  @Test
  void latestMayNameARunThatIsGone() throws IOException {
    Files.writeString(output.resolve("latest"), "gone\n");
    assertThat(runs().list()).isEmpty();
    assertThat(runs().latest()).hasValue("gone");
    Files.writeString(output.resolve("latest"), "");
    assertThat(runs().latest()).isEmpty();
  }

  @Test
  void latestItselfIsNeverTheLatest() throws IOException {
    Files.writeString(output.resolve("latest"), "a\n");
    for (String id : new String[] {"latest", "..", "", ".hidden", "a/b"}) {
      assertThatThrownBy(() -> runs().promote(id, true))
          .as(id)
          .hasMessageContaining("'" + id + "' is no id of a run");
    }
    assertThat(output.resolve("latest")).hasContent("a");
  }

  @Test
  void aFileIsNoFolderOfRuns() throws IOException {
    Path file = Files.createFile(output.resolve("file"));
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("" + file);
    assertThatThrownBy(() -> Runs.in(new Configuration(), path, CLOCK))
        .hasMessageContaining("is a file, expected a folder of runs");
    assertThatThrownBy(
            () ->
                RunDirectory.open(
                    new Configuration(), path, "a", RunDirectory.IfExists.REFUSE, CLOCK))
        .hasMessageContaining("is a file, expected the folder of all runs");
  }

  @Test
  void anEmptyWordIsAMistakeOfTheCommandLine() {
    StringWriter err = new StringWriter();
    assertThat(Main.run(new String[] {"promote", ""}, new PrintWriter(err, true))).isEqualTo(2);
    assertThat(err.toString()).contains("an argument is empty").doesNotContain("IndexOutOf");
  }
}
