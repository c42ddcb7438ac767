package org.crosswind.format.oasis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The golden cases of the financial module: a folder each, with {@code input/} in two forms. */
public final class FmGoldens {
  private static final Path FOLDER = Path.of("src/test/resources/golden/fm");

  private FmGoldens() {}

  /** The folders of all cases, sorted. */
  public static List<Path> cases() {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The allocation rule of a case. */
  public static int allocationRule(Path golden) {
    try {
      Matcher rule =
          Pattern.compile("\"allocation_rule\": (\\d)")
              .matcher(Files.readString(golden.resolve("options.json")));
      if (!rule.find()) {
        throw new IllegalStateException(golden + " has no allocation rule");
      }
      return Integer.parseInt(rule.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
