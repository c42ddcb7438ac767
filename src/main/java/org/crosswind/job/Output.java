package org.crosswind.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Results on standard output, and on request in a file that appears whole or not at all. */
final class Output {
  private Output() {}

  /**
   * Prints a text and writes it to {@code file} unless that is null.
   *
   * @param text ends with a line feed
   */
  static void write(String text, Path file) throws IOException {
    if (file != null) {
      Path target = file.toAbsolutePath();
      Path temporary = Files.createTempFile(target.getParent(), "." + file.getFileName(), ".tmp");
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
    System.out.print(text);
    System.out.flush();
  }
}
