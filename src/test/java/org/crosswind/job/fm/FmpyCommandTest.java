package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FmpyCommandTest {
  private static final Path CASE = Path.of("src/test/resources/golden/fm/minmax-20104");
  private static final Path INPUT = CASE.resolve("input");
  private static final Path GUL = CASE.resolve("gul.bin");

  @TempDir Path temp;

  private String errors = "";

  private int run(String... args) {
    StringWriter text = new StringWriter();
    CommandLine line = new CommandLine(new FmpyCommand());
    line.setErr(new PrintWriter(text));
    int code = line.execute(args);
    errors = text.toString();
    return code;
  }

  private int onFiles(String... more) {
    List<String> args = new ArrayList<>(List.of("-a2", "-p", INPUT.toString()));
    args.addAll(List.of("-i", GUL.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void netAloneReplacesGross() throws IOException {
    assertThat(onFiles("-o", temp.resolve("net").toString(), "-n")).isZero();
    assertThat(
            onFiles("-o", temp.resolve("gross").toString(), "-n", temp.resolve("both").toString()))
        .isZero();
    assertThat(Files.readAllBytes(temp.resolve("net")))
        .isEqualTo(Files.readAllBytes(temp.resolve("both")));
    assertThat(Files.readAllBytes(temp.resolve("gross")))
        .isNotEqualTo(Files.readAllBytes(temp.resolve("net")));
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    assertThat(onFiles("-a", "4")).isEqualTo(2);
    assertThat(run("-a0", "-n", "-p", INPUT.toString(), "-i", GUL.toString())).isEqualTo(2);
    assertThat(errors).contains("-n needs losses of items");
    assertThat(onFiles("--storage-method", "dense")).isEqualTo(2);
    assertThat(onFiles("--threads", "0")).isEqualTo(2);
    String both = temp.resolve("both").toString();
    assertThat(onFiles("-o", both, "-n", both)).isEqualTo(2);
    assertThat(errors).contains("-n and -o both name " + both);
  }

  @Test
  void aFolderThatDoesNotExistIsTold() {
    assertThat(onFiles("-o", temp.resolve("none/il.bin").toString())).isEqualTo(1);
    assertThat(errors).contains("none/il.bin: cannot write: its folder does not exist");
  }

  @Test
  void aBrokenStreamIsBadInputAndPublishesNothing() throws IOException {
    byte[] bytes = Files.readAllBytes(GUL);
    Path broken = temp.resolve("broken.bin");
    Path out = temp.resolve("out.bin");
    for (int threads = 1; threads <= 3; threads++) {
      for (int length : new int[] {5, 13, bytes.length - 1, bytes.length - 8}) {
        Files.write(broken, Arrays.copyOf(bytes, length));
        int code = run("-a2", "-p" + INPUT, "-i" + broken, "-o" + out, "--threads=" + threads);
        assertThat(code).as("%s bytes", length).isEqualTo(3);
        assertThat(errors).contains("fmpy: " + broken + ": byte ");
        try (var files = Files.list(temp)) {
          assertThat(files).containsExactly(broken);
        }
      }
    }
  }

  @Test
  void theReferencesWayWithATruncatedStreamIsAvailable() throws IOException {
    byte[] bytes = Files.readAllBytes(GUL);
    Path part = temp.resolve("part.bin");
    Files.write(part, Arrays.copyOf(bytes, bytes.length - 8));
    Path out = temp.resolve("out.bin");
    assertThat(run("-a2", "-p" + INPUT, "-i" + part, "-o" + out, "--compatibility=fmpy")).isZero();
    Path whole = temp.resolve("whole.bin");
    assertThat(onFiles("-o", whole.toString(), "--compatibility=fmpy")).isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(Files.readAllBytes(whole));
  }

  @Test
  void whatIsOddAboutTheStaticFilesIsTold() throws IOException {
    Path odd = temp.resolve("odd");
    Files.createDirectory(odd);
    try (var files = Files.list(INPUT)) {
      for (Path file : files.toList()) {
        Files.copy(file, odd.resolve(file.getFileName()));
      }
    }
    // An output of a group that does not exist.
    Path xref = odd.resolve("fm_xref.bin");
    byte[] more =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(999)
            .putInt(100_000)
            .putInt(1)
            .array();
    Files.write(xref, more, StandardOpenOption.APPEND);
    String[] args = {"-a2", "-p" + odd, "-i" + GUL, "-o" + temp.resolve("out")};
    assertThat(run(args)).isZero();
    assertThat(errors).startsWith("fmpy: 1 warning\n").contains("fm_xref.bin");
    assertThat(run("-v40", "-a2", args[1], args[2], args[3])).isZero();
    assertThat(errors).isEmpty();
    assertThat(onFiles("-o", temp.resolve("out").toString())).isZero();
    assertThat(errors).isEmpty();
  }

  @Test
  void missingFilesAreBadInput() {
    assertThat(run("-a2", "-p" + temp.resolve("none"), "-i" + GUL)).isEqualTo(3);
    assertThat(run("-a2", "-p" + INPUT, "-i" + temp.resolve("none"))).isEqualTo(3);
    assertThat(errors).contains("there is no such loss stream");
  }

  @Test
  void severalStreamsAreComputedOneAfterTheOther() throws IOException {
    Path one = temp.resolve("one.bin");
    Path two = temp.resolve("two.bin");
    assertThat(onFiles("-o", one.toString())).isZero();
    assertThat(
            run(
                "-a2",
                "-p",
                INPUT.toString(),
                "-i",
                GUL.toString(),
                GUL.toString(),
                "-o",
                "" + two))
        .isZero();
    byte[] once = Files.readAllBytes(one);
    byte[] twice = Files.readAllBytes(two);
    assertThat(twice).hasSize(2 * once.length - 8);
    assertThat(Arrays.copyOfRange(twice, once.length, twice.length))
        .isEqualTo(Arrays.copyOfRange(once, 8, once.length));
  }

  @Test
  void theNumberOfThreadsChangesNoByte() throws IOException {
    // Many copies, so that there are many batches.
    List<String> args = new ArrayList<>(List.of("-a2", "-p", INPUT.toString(), "-i"));
    for (int i = 0; i < 60; i++) {
      args.add(GUL.toString());
    }
    byte[] first = null;
    for (int threads = 1; threads <= 5; threads++) {
      Path out = temp.resolve("out" + threads);
      List<String> all = new ArrayList<>(args);
      all.addAll(List.of("-o", out.toString(), "--threads", "" + threads));
      assertThat(run(all.toArray(String[]::new))).isZero();
      byte[] bytes = Files.readAllBytes(out);
      first = first == null ? bytes : first;
      assertThat(bytes).isEqualTo(first);
    }
  }

  @Test
  void theBuildStepChecksAndWritesNothing() throws IOException {
    assertThat(run("-a2", "-p", INPUT.toString(), "--create-financial-structure-files")).isZero();
    try (var files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
  }
}
