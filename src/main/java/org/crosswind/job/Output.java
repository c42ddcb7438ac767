package org.crosswind.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.crosswind.format.file.LocalOutput;
import org.crosswind.model.run.FailureException;

/** Results on standard output, and on request in a file that appears whole or not at all. */
final class Output {
  private Output() {}

  /**
   * Prints a text and writes it to {@code file} unless that is null; a device or pipe is written
   * into, and a link is followed.
   *
   * @param text ends with a line feed
   * @throws FailureException when the file cannot be written; the text is printed all the same
   */
  static void write(String text, Path file) {
    System.out.print(text);
    System.out.flush();
    if (file != null) {
      try {
        write(text.getBytes(StandardCharsets.UTF_8), LocalOutput.followed(file));
      } catch (IOException e) {
        throw LocalOutput.failure(file, e);
      }
    }
  }

  private static void write(byte[] text, Path target) throws IOException {
    if (!LocalOutput.isReplaceable(target)) {
      Files.write(target, text, StandardOpenOption.WRITE);
      return;
    }
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.write(temporary, text);
      LocalOutput.replace(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
