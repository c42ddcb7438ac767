package org.crosswind.job.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with three data nodes and YARN with one node manager, in this JVM; what they start
 * (application masters, executors) are processes of their own. {@link #configurationFolder} is what
 * a user's {@code HADOOP_CONF_DIR} would be.
 */
final class MiniCluster implements AutoCloseable {
  static final int DATA_NODES = 3;

  private final MiniDFSCluster dfs;
  private final MiniYARNCluster yarn;
  private final Configuration configuration;
  private final Path configurationFolder;

  private MiniCluster(
      MiniDFSCluster dfs, MiniYARNCluster yarn, Configuration configuration, Path folder) {
    this.dfs = dfs;
    this.yarn = yarn;
    this.configuration = configuration;
    this.configurationFolder = folder;
  }

  /** Starts both, below an empty folder. */
  static MiniCluster start(Path folder) throws IOException {
    System.setProperty("test.build.data", folder.resolve("hadoop").toString());
    System.setProperty("test.build.dir", folder.resolve("hadoop").toString());
    MiniDFSCluster dfs =
        new MiniDFSCluster.Builder(settings(), folder.resolve("dfs").toFile())
            .numDataNodes(DATA_NODES)
            .build();
    MiniYARNCluster yarn = new MiniYARNCluster("crosswind", 1, 1, 1);
    try {
      YarnConfiguration conf = new YarnConfiguration(settings());
      conf.set("fs.defaultFS", dfs.getURI().toString());
      yarn.init(conf);
      yarn.start();
      Configuration all = new Configuration(yarn.getConfig());
      all.set("fs.defaultFS", dfs.getURI().toString());
      Path client = Files.createDirectories(folder.resolve("conf"));
      try (OutputStream core = Files.newOutputStream(client.resolve("core-site.xml"));
          OutputStream site = Files.newOutputStream(client.resolve("yarn-site.xml"))) {
        all.writeXml(core);
        all.writeXml(site);
      }
      return new MiniCluster(dfs, yarn, all, client);
    } catch (IOException | RuntimeException e) {
      yarn.close();
      dfs.shutdown();
      throw e;
    }
  }

  /** What a small machine needs; each line but the sizes was found by the failure without it. */
  private static Configuration settings() {
    Configuration conf = new Configuration();
    conf.setInt("dfs.replication", 2);
    // A dead data node is known as dead after seconds instead of minutes.
    conf.setInt("dfs.heartbeat.interval", 1);
    conf.setInt("dfs.namenode.heartbeat.recheck-interval", 2000);
    conf.setInt("dfs.client.socket-timeout", 10_000);
    conf.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, 8192); // two applications at once
    conf.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
    conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    // A container that begins or ends is known of at once.
    conf.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", 100);
    conf.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
    conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    conf.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    conf.set("yarn.nodemanager.env-whitelist", "JAVA_HOME,HADOOP_CONF_DIR");
    conf.setInt("yarn.nodemanager.delete.debug-delay-sec", 3600);
    conf.setBoolean("yarn.minicluster.fixed.ports", false);
    return conf;
  }

  Configuration configuration() {
    return configuration;
  }

  Path configurationFolder() {
    return configurationFolder;
  }

  FileSystem fileSystem() throws IOException {
    return FileSystem.get(configuration);
  }

  /** Stops a data node for good. */
  void stopDataNode(int index) {
    dfs.stopDataNode(index);
  }

  /** Puts the jars of a Spark home into one archive, as operators do once for all applications. */
  org.apache.hadoop.fs.Path archive(Path jars) throws IOException {
    org.apache.hadoop.fs.Path archive = new org.apache.hadoop.fs.Path("/spark/spark.zip");
    try (Stream<Path> files = Files.list(jars);
        OutputStream out = fileSystem().create(archive, (short) 1);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file.toRealPath(), zip);
        zip.closeEntry();
      }
    }
    return archive.makeQualified(fileSystem().getUri(), fileSystem().getWorkingDirectory());
  }

  @Override
  public void close() throws IOException {
    try {
      yarn.close();
    } finally {
      dfs.shutdown();
    }
  }
}
