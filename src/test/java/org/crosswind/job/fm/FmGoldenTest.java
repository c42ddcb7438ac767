package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The reference's answers, with the reference's own command lines. */
class FmGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm");

  @TempDir Path temp;

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAreTheReferences(Path folder) throws IOException {
    JsonNode options = new ObjectMapper().readTree(folder.resolve("options.json").toFile());
    run(folder, options, "1", "");
    compare(folder.resolve("fm.bin"), temp.resolve("fm.bin"));
    if (options.path("dual_output").asBoolean()) {
      compare(folder.resolve("fm_net.bin"), temp.resolve("fm_net.bin"));
    }
    byte[] one = Files.readAllBytes(temp.resolve("fm.bin"));
    run(folder, options, "2", "2");
    assertThat(Files.readAllBytes(temp.resolve("2fm.bin"))).isEqualTo(one);
  }

  private void run(Path folder, JsonNode options, String threads, String prefix) {
    List<String> args = new ArrayList<>(List.of("--threads", threads));
    String before = "";
    for (JsonNode arg : options.path("args")) {
      String text = arg.asText();
      if (before.equals("-p") || before.equals("-i")) {
        text = folder.resolve(text).toString();
      } else if (before.equals("-o") || text.endsWith(".bin")) {
        text = temp.resolve(prefix + text).toString();
      }
      args.add(text);
      before = arg.asText();
    }
    int code = new CommandLine(new FmpyCommand()).execute(args.toArray(String[]::new));
    assertThat(code).as(String.join(" ", args)).isZero();
  }

  private static void compare(Path expectedFile, Path actualFile) throws IOException {
    byte[] expectedBytes = Files.readAllBytes(expectedFile);
    byte[] actualBytes = Files.readAllBytes(actualFile);
    assertThat(LossStreams.outputs(actualBytes)).isEqualTo(LossStreams.outputs(expectedBytes));
    Map<String, Float> expected = LossStreams.losses(expectedBytes);
    Map<String, Float> actual = LossStreams.losses(actualBytes);
    Set<String> keys = new HashSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    List<String> bad = new ArrayList<>();
    int close = 0;
    for (String key : keys) {
      double a = actual.getOrDefault(key, 0f);
      double b = expected.getOrDefault(key, 0f);
      double scale = Math.max(Math.abs(a), Math.abs(b));
      double difference = Math.abs(a - b);
      if (!(difference <= Math.max(0.01, 1e-4 * scale))) {
        bad.add(key + ": " + a + " instead of " + b);
      }
      if (difference <= Math.max(1e-3, 1e-5 * scale)) {
        close++;
      }
    }
    assertThat(bad).as("%s of %s losses", bad.size(), keys.size()).isEmpty();
    assertThat(close).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * keys.size()));
  }
}
