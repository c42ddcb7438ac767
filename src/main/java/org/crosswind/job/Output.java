package org.crosswind.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/** Results on standard output, and on request in a file that appears whole or not at all. */
final class Output {
  private Output() {}

  /**
   * Prints a text and writes it to {@code file} unless that is null.
   *
   * @param text ends with a line feed
   * @throws FailureException when the file cannot be written; the text is printed all the same
   */
  static void write(String text, Path file) {
    System.out.print(text);
    System.out.flush();
    if (file != null) {
      replace(file.toAbsolutePath(), text);
    }
  }

  private static void replace(Path target, String text) {
    if (Files.isDirectory(target)) {
      throw FailureException.of(
          FailureReason.INVALID, target.toString(), "is a folder, expected a file to write");
    }
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, target.toString(), "could not be written: " + e), e);
    }
  }
}
