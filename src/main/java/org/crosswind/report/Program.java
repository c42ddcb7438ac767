package org.crosswind.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program ran on which platform.
 *
 * @param version of Crosswind
 * @param commit of its source, with {@code -changed} when the working tree was; {@code unknown}
 *     when built without a repository
 * @param java vendor and version of the Java runtime
 * @param os name, version and architecture of the operating system
 * @param spark version of Spark at run time, or {@code none}
 * @param hadoop version of Hadoop's client at run time
 */
public record Program(
    String version, String commit, String java, String os, String spark, String hadoop) {
  private static final String BUILD = "/org/crosswind/build.properties";

  /**
   * This program in this JVM.
   *
   * @param spark the version that Spark says of itself, or {@code none}
   */
  public static Program running(String spark) {
    Properties build = new Properties();
    try (InputStream in = Program.class.getResourceAsStream(BUILD)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + BUILD);
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUILD, e);
    }
    return new Program(
        build.getProperty("version"),
        build.getProperty("commit"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        spark,
        org.apache.hadoop.util.VersionInfo.getVersion());
  }
}
