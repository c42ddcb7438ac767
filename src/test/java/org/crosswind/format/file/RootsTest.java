package org.crosswind.format.file;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where data may point to. */
class RootsTest {
  @TempDir Path folder;

  private Path book;
  private Roots roots;

  @BeforeEach
  void makeTheFolders() throws IOException {
    book = Files.createDirectories(folder.resolve("book/sub"));
    Files.createDirectories(folder.resolve("booklet"));
    Files.writeString(folder.resolve("secret"), "x");
    book = book.getParent();
    roots = new Roots(Storage.standard(), List.of(path(book)), "security.roots");
  }

  private static org.apache.hadoop.fs.Path path(Path path) {
    return Storage.path(path.toString());
  }

  private void allowed(String written) {
    assertThatCode(() -> roots.check("book.csv:2", Storage.resolve(path(book), written)))
        .as(written)
        .doesNotThrowAnyException();
  }

  private void refused(String written, String place) {
    assertThatThrownBy(() -> roots.check("book.csv:2", Storage.resolve(path(book), written)))
        .as(written)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("leads to")
        .hasMessageContaining(place)
        .hasMessageContaining("security.roots");
  }

  @Test
  void whatIsBelowARootIsAllowedWhereverItsPathGoesMeanwhile() {
    allowed("a.csv");
    allowed("sub/a.csv");
    allowed("sub/../a.csv");
    allowed("../book/a.csv");
    allowed(book + "/a.csv");
    allowed("file:" + book + "/a.csv");
    allowed(".");
  }

  @Test
  void aPathThatLeavesIsRefused() {
    refused("../secret", "/secret");
    refused("sub/../../secret", "/secret");
    refused("../booklet/a.csv", "/booklet/a.csv");
    refused("/etc/passwd", "/etc/passwd");
    refused("file:///etc/passwd", "/etc/passwd");
    refused("/", "/");
  }

  @Test
  void anotherFileSystemIsRefusedWithoutAskingIt() {
    refused("s3a://bucket/a.csv", "s3a://bucket");
    refused("http://host/a.csv", "http://host");
    refused("hdfs://host" + book + "/a.csv", "hdfs://host");
  }

  @Test
  void aLinkIsFollowedBeforeItIsJudged() throws IOException {
    Files.createSymbolicLink(book.resolve("link"), folder.resolve("secret"));
    Files.createSymbolicLink(book.resolve("up"), folder);
    refused("link", "/secret");
    refused("up/secret", "/secret");
    refused("up/not-there", "/not-there");
    Path elsewhere = Files.createSymbolicLink(folder.resolve("shortcut"), book);
    roots = new Roots(Storage.standard(), List.of(path(elsewhere)), "");
    allowed("a.csv");
  }

  @Test
  void theHostOfTheClusterIsTheOneOfItsConfiguration() {
    Configuration cluster = new Configuration();
    cluster.set("fs.defaultFS", "hdfs://names:8020");
    Storage storage = new Storage(cluster);
    roots = new Roots(storage, List.of(Storage.path("hdfs:///risk/in")), "");
    for (String same : List.of("/risk/in/a", "hdfs:///risk/in/a", "hdfs://names:8020/risk/in/a")) {
      assertThatCode(() -> roots.check("row", Storage.path(same))).doesNotThrowAnyException();
    }
    for (String other : List.of("/risk/a", "hdfs://other:8020/risk/in/a", "file:/risk/in/a")) {
      assertThatThrownBy(() -> roots.check("row", Storage.path(other)))
          .hasMessageContaining("leads");
    }
  }
}
