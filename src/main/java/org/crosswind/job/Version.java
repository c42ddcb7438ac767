package org.crosswind.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and commit this program was built from. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "/org/crosswind/build.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        build.load(in);
      }
    }
    return new String[] {
      "crosswind "
          + build.getProperty("version", "unknown")
          + " ("
          + build.getProperty("commit", "unknown commit")
          + ")",
      "Java " + System.getProperty("java.version")
    };
  }
}
