package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStandardErrorTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T01:02:03.456789Z"), ZoneOffset.UTC);

  @Test
  void everyLineIsAnObjectWhateverIsWritten() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        PrintStream err =
            new PrintStream(new JsonStandardError(to, CLOCK), true, StandardCharsets.UTF_8)) {
      err.println("crosswind xva: a \"quoted\" place: C:\\cubes\\\u00fc.csv");
      err.print("xva: 3 netting sets");
      err.flush();
      err.println(": 3 of 3 (100 %)\r");
      err.println();
      err.println("{\"time\":\"x\",\"level\":\"WARN\",\"message\":\"of the log\"}");
      err.print("no end");
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).split("\n")) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.get("level").asText() + " " + line.get("message").asText())
        .containsExactly(
            "ERROR crosswind xva: a \"quoted\" place: C:\\cubes\\\u00fc.csv",
            "INFO xva: 3 netting sets: 3 of 3 (100 %)",
            "WARN of the log",
            "INFO no end");
    assertThat(lines.get(0).get("time").asText()).isEqualTo("2026-11-20T01:02:03.456Z");
  }
}
