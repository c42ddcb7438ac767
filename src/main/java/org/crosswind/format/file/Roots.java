package org.crosswind.format.file;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * The folders to which data may point: a path that stands in a table (the cube of a book's row, the
 * streams of a manifest) may be written by somebody who may not read what the run may read. Such a
 * path must be below a root, after {@code ..} and, on a local disk, symbolic links have been
 * followed; the scheme and the host of another file system count as another place. No file system
 * is asked before its place is known to be allowed.
 *
 * <p>Immutable; thread-safe.
 */
public final class Roots {
  private final Storage storage;
  private final String declaration;
  private final Set<Place> places = new LinkedHashSet<>();

  /** A file system and a path on it without {@code ..}. */
  private record Place(String system, String path) {
    boolean holds(Place other) {
      return system.equals(other.system)
          && (other.path.equals(path)
              || other.path.startsWith(path.endsWith("/") ? path : path + "/"));
    }

    @Override
    public String toString() {
      return system.startsWith("file:") ? path : system + path;
    }
  }

  /**
   * Some folders.
   *
   * @param storage where files are
   * @param folders with all that is in them; a file counts for itself
   * @param declaration how a person adds one, for the message
   */
  public Roots(Storage storage, List<Path> folders, String declaration) {
    this.declaration = Objects.requireNonNull(declaration, "declaration");
    this.storage = Objects.requireNonNull(storage, "storage");
    for (Path folder : folders) {
      places.add(real(place(folder)));
    }
  }

  /**
   * Refuses a path that is not below a root.
   *
   * @param where the row in which it stands, for the message
   * @param path as resolved against the folder that it is relative to
   * @throws FailureException INVALID, with the place that it leads to and the roots
   */
  public void check(String where, Path path) {
    Place named = place(path);
    if (places.stream().noneMatch(root -> root.system().equals(named.system()))) {
      throw refused(where, named);
    }
    Place found = real(named);
    if (places.stream().noneMatch(root -> root.holds(found))) {
      throw refused(where, found);
    }
  }

  private FailureException refused(String where, Place found) {
    List<String> names = new ArrayList<>();
    places.forEach(place -> names.add(place.toString()));
    return FailureException.of(
        FailureReason.INVALID,
        where,
        "leads to "
            + found
            + ", expected a place below "
            + String.join(" or ", names)
            + (declaration.isEmpty() ? "" : "; another folder must be declared: " + declaration));
  }

  /** Hadoop's paths have no inner {@code ..}; a leading one climbs from the working directory. */
  private Place place(Path path) {
    URI uri = path.toUri();
    URI standard = FileSystem.getDefaultUri(storage.configuration());
    String scheme = uri.getScheme() == null ? standard.getScheme() : uri.getScheme();
    String authority = uri.getAuthority();
    if (authority == null && scheme.equals(standard.getScheme())) {
      authority = standard.getAuthority();
    }
    String absolute = uri.getPath();
    if (!absolute.startsWith("/")) {
      absolute = storage.fileSystem(path).makeQualified(path).toUri().normalize().getPath();
    }
    return new Place(scheme + "://" + (authority == null ? "" : authority), absolute);
  }

  /** On a local disk, where the path really leads; what is not there yet is below what is. */
  private static Place real(Place place) {
    if (!place.system().equals("file://")) {
      return place;
    }
    try {
      java.nio.file.Path path = java.nio.file.Path.of(place.path()).normalize();
      java.nio.file.Path there = path;
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      java.nio.file.Path real =
          there == null ? path : there.toRealPath().resolve(there.relativize(path)).normalize();
      return new Place(place.system(), real.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, place.path(), "could not look at: " + e.getMessage()), e);
    }
  }
}
