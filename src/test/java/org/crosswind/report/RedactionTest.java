package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static String redacted(String json) throws IOException {
    return Redaction.redacted(new ObjectMapper().readTree(json)).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"api-key\": \"hunter2\"}",
        "{\"headers\": {\"X-Anything\": \"hunter2\"}}",
        "{\"webhook\": \"https://chat.example/T0/hunter2?x=hunter2\"}",
        "{\"webhook\": \"https://user:hunter2@chat.example\"}",
        "{\"url\": \"https://user:hunter2@chat.example/x\"}",
        "{\"url\": \"https://chat.example/x?token=hunter2\"}",
        "{\"command\": [\"page\", \"--token\", \"hunter2\"]}",
        "{\"command\": [\"page\", \"--token=hunter2\"]}",
        "{\"command\": [\"curl\", \"-H\", \"Authorization: hunter2\"]}",
        "{\"command\": [\"curl\", \"-H\", \"Authorization: Bearer hunter2\"]}",
        "{\"alerts\": [{\"headers\": {\"A\": \"hunter2\"}, \"command\": [\"x\", \"-password\", \"hunter2\"]}]}"
      })
  void nothingSecretIsLeft(String json) throws IOException {
    assertThat(redacted(json)).doesNotContain("hunter2").contains(Redaction.MARK);
  }

  @Test
  void theRestStays() throws IOException {
    String json =
        "{\"book\":\"hdfs://nn:8020/book.csv\",\"command\":[\"/usr/bin/page\",\"risk\"],\"models\":[{\"parameter\":0.3}]}";
    assertThat(redacted(json)).isEqualTo(json);
    assertThat(Redaction.address("https://chat.example/T0/B0"))
        .isEqualTo("https://chat.example/(redacted)");
    assertThat(Redaction.address("no address")).isEqualTo("(redacted)");
  }
}
