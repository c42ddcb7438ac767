package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night under a strict umask leaves nothing that others can read. */
@Tag("slow")
class UmaskTest {
  @TempDir Path folder;

  @Test
  void everythingThatANightWritesFollowsTheUmask() throws Exception {
    Path config = new TestBook(folder, 6, 10).config("night", "run.engine = local");
    Path log = folder.resolve("log");
    Process night =
        new ProcessBuilder(
                List.of(
                    "/bin/sh",
                    "-c",
                    "umask 077; exec \"$0\" -Xmx512m -cp \"$1\" org.crosswind.job.Main xva --config"
                        + " \"$2\" --set run.id=night",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    System.getProperty("java.class.path"),
                    config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(night.waitFor(2, TimeUnit.MINUTES)).isTrue();
    Path out = folder.resolve("out");
    assertThat(out.resolve("night/_SUCCESS")).as(Files.readString(log)).exists();
    try (Stream<Path> all = Files.walk(out)) {
      assertThat(all)
          .hasSizeGreaterThan(8)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .as(path.toString())
                      .endsWith("------"));
    }
  }
}
