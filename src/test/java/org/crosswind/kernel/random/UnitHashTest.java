package org.crosswind.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitHashTest {
  /** Values of the FNV-1a test suite of its authors (draft-eastlake-fnv, appendix C): facts. */
  @ParameterizedTest
  @CsvSource({
    "'', cbf29ce484222325",
    "a, af63dc4c8601ec8c",
    "b, af63df4c8601f1a5",
    "foobar, 85944171f73967e8"
  })
  void knownAnswers(String id, String hash) {
    assertThat(UnitHash.of(id)).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @Test
  void partsAreToldApart() {
    assertThat(UnitHash.of("a", "bc")).isNotEqualTo(UnitHash.of("ab", "c"));
    assertThat(UnitHash.of("a", "")).isNotEqualTo(UnitHash.of("", "a"));
  }

  @Test
  void aMillionIdsOfTheUsualKindHaveNoCollision() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 500_000; i++) {
      assertThat(seen.add(UnitHash.of("NS-" + i))).isTrue();
      assertThat(seen.add(UnitHash.of("stock" + i % 500, "2026-" + i / 500))).isTrue();
    }
  }
}
