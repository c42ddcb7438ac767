package org.crosswind.format.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * What stands where a command shall write on the local disk, and what is right to do about it, as
 * users of Unix tools expect:
 *
 * <ul>
 *   <li>nothing, or a regular file: a new file is written beside and renamed, so that what is there
 *       is whole at any time; it keeps the permissions of the one it replaces;
 *   <li>a symbolic link: the file that it leads to is written, and the link stays;
 *   <li>a device or a pipe, such as {@code /dev/null}: it is written into, since a file of its name
 *       would be no device any more;
 *   <li>a folder: refused.
 * </ul>
 */
public final class LocalOutput {
  private static final int MOST_LINKS = 40;

  private LocalOutput() {}

  /**
   * The place that a chain of links leads to, though nothing be there; the place itself when it is
   * no link.
   *
   * @throws FailureException when the links lead in a circle
   * @throws IOException when a link cannot be read
   */
  public static Path followed(Path place) throws IOException {
    Path at = place.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      Path next = at.resolveSibling(Files.readSymbolicLink(at));
      if (links == MOST_LINKS) {
        throw FailureException.of(
            FailureReason.INVALID, place.toString(), "is a link that leads in a circle");
      }
      if (Files.exists(at) && !Files.exists(next)) {
        return at; // an open pipe below /proc, whose name is no path
      }
      at = next;
    }
    return at;
  }

  /**
   * Whether a file may be renamed to this place: nothing or a regular file is there.
   *
   * @throws FailureException when it is a folder
   */
  public static boolean isReplaceable(Path place) {
    if (Files.isDirectory(place)) {
      throw FailureException.of(
          FailureReason.INVALID, place.toString(), "is a folder, expected a file to write");
    }
    return Files.notExists(place) || Files.isRegularFile(place);
  }

  /**
   * Refuses a place that only a file can be written to.
   *
   * @throws FailureException for a device, a pipe or a folder
   */
  public static void requireReplaceable(Path place) {
    if (!isReplaceable(place)) {
      throw FailureException.of(
          FailureReason.INVALID,
          place.toString(),
          "is a device or pipe, expected a file: the output appears when it is whole, and is kept"
              + " beside until then");
    }
  }

  /**
   * Renames a file over another in one step; it gets the permissions of the one it replaces, where
   * the file system has such and allows it.
   *
   * @param written a file beside {@code place}
   * @param place nothing or a regular file
   */
  public static void replace(Path written, Path place) throws IOException {
    PosixFileAttributeView old = view(place);
    if (old != null && Files.isRegularFile(place)) {
      view(written).setPermissions(old.readAttributes().permissions());
    }
    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Null where there are no such permissions. */
  private static PosixFileAttributeView view(Path file) {
    FileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return (PosixFileAttributeView) view;
  }

  /** An I/O error of writing there, as a failure that names it. */
  public static FailureException failure(Path place, IOException e) {
    return new FailureException(
        new Failure(FailureReason.IO, place.toString(), "could not be written: " + e), e);
  }
}
