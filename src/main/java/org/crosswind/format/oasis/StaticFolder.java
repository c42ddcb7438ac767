package org.crosswind.format.oasis;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * A folder of static files. Two kinds: {@link LocalStaticFolder} needs the JDK only, so that a pipe
 * starts at once; {@link HadoopStaticFolder} knows every file system of the cluster.
 */
public interface StaticFolder {
  /** The folder, for messages. */
  String name();

  /** A file of the folder, for messages. */
  String name(String file);

  /**
   * The size of a file in bytes, empty when there is no such file.
   *
   * @throws org.crosswind.model.run.FailureException when the file may not be looked at, or is a
   *     folder
   */
  OptionalLong length(String file);

  /** Opens a file for reading; the caller closes. */
  InputStream open(String file);

  /** Creates or replaces a file, and the folder when needed; the caller closes. */
  OutputStream create(String file);
}
