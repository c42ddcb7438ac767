package org.crosswind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.crosswind.report.RunManifest.Output;
import org.crosswind.report.RunManifest.Place;
import org.crosswind.report.RunManifest.Status;
import org.crosswind.report.RunRecorder.OpenStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunManifestTest {
  private static final Program PROGRAM =
      new Program("0.1.0", "abc123", "Debian 17.0.15", "Linux 6.1 amd64", "3.5.6", "3.3.4");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T01:02:03Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private long nanos;

  @Test
  void aManifestIsReadableJsonWithSnakeCaseKeysInAFixedOrder() {
    RunRecorder recorder = new RunRecorder("n1", "xva", PROGRAM, CLOCK, () -> nanos);
    recorder.configuration("{\"xva\":{\"pfe-quantiles\":[0.95],\"models\":[]}}");
    recorder.place(new Place("spark local[2]", "local[2]", 2, 8, "vector"));
    recorder.seed(42);
    try (OpenStage reading = recorder.stage("read")) {
      nanos += 1_234_567_890L;
    }
    recorder.count(new Reconciliation("netting sets", 10, 8, 2));
    recorder.output(new Output("results", "parquet", 16, 4, 12_345));
    recorder.finished(Status.DONE);
    assertThat(new String(recorder.manifest().json(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "run_id" : "n1",
              "command" : "xva",
              "status" : "DONE",
              "started" : "2026-11-20T01:02:03.000Z",
              "finished" : "2026-11-20T01:02:03.000Z",
              "exit_code" : null,
              "withheld" : false,
              "failure" : null,
              "program" : {
                "version" : "0.1.0",
                "commit" : "abc123",
                "java" : "Debian 17.0.15",
                "os" : "Linux 6.1 amd64",
                "spark" : "3.5.6",
                "hadoop" : "3.3.4"
              },
              "place" : {
                "engine" : "spark local[2]",
                "master" : "local[2]",
                "parallelism" : 2,
                "molecules" : 8,
                "kernels" : "vector"
              },
              "seed" : 42,
              "configuration" : {
                "xva" : {
                  "pfe-quantiles" : [ 0.95 ],
                  "models" : [ ]
                }
              },
              "inputs" : [ ],
              "counts" : [ {
                "what" : "netting sets",
                "inputs" : 10,
                "results" : 8,
                "failures" : 2
              } ],
              "outputs" : [ {
                "table" : "results",
                "format" : "parquet",
                "rows" : 16,
                "files" : 4,
                "bytes" : 12345
              } ],
              "stages" : [ {
                "name" : "read",
                "seconds" : 1.234
              } ],
              "limits" : [ ],
              "warnings" : [ ]
            }
            """);
  }

  @Test
  void aManifestIsReadBackAsItWasWritten() throws IOException {
    RunRecorder recorder = new RunRecorder("n1", "fm", PROGRAM, CLOCK, () -> nanos);
    recorder.configuration("{\"a\":1,\"b\":[true,null,\"x\"],\"c\":0.1}");
    Path book = Files.writeString(folder.resolve("book.csv"), "id\n");
    recorder.input(Fingerprint.ofContent(local(), "book", hadoop(book)));
    recorder.count(new Reconciliation("events", 3, 3, 0));
    RunManifest written = recorder.manifest();
    RunManifest read = RunManifest.read(new ByteArrayInputStream(written.json()));
    assertThat(read).isEqualTo(written);
    assertThat(read.status()).isEqualTo(Status.RUNNING);
    assertThat(read.finished()).isNull();
  }

  @Test
  void secretsAreTakenOutByKeyAndFromAddresses() {
    RunRecorder recorder = new RunRecorder("n1", "xva", PROGRAM, CLOCK, () -> nanos);
    recorder.configuration(
        """
        {"db": {"password": "hunter2", "user": "night", "url": "jdbc:x://bob:hunter2@host/db"},
         "spark.hadoop.fs.s3a.secret.key": "hunter2", "authToken": ["hunter2"],
         "api-key": {"value": "hunter2"}, "private_key": "hunter2", "fs.s3a.access.key": "hunter2",
         "list": [{"passwd": "hunter2"}, "s3://hunter2@bucket/x"], "keytab": "/etc/night.keytab",
         "monkey": "stays"}
        """);
    String json = new String(recorder.manifest().json(), StandardCharsets.UTF_8);
    assertThat(json)
        .doesNotContain("hunter2")
        .contains("\"monkey\" : \"stays\"")
        .contains("\"user\" : \"night\"")
        .contains("jdbc:x://(redacted)@host/db")
        .contains("/etc/night.keytab");
  }

  @Test
  void aConfigurationThatIsNoJsonIsRefusedWithoutQuotingIt() {
    RunRecorder recorder = new RunRecorder("n1", "xva", PROGRAM, CLOCK, () -> nanos);
    assertThatThrownBy(() -> recorder.configuration("{\"password\": hunter2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the configuration is no JSON at line 1")
        .hasNoCause();
  }

  @Test
  void countsThatDoNotAddUpAreRefused() {
    assertThatThrownBy(() -> new Reconciliation("netting sets", 10, 8, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the run does not add up: 10 netting sets read, but 8 results and 1 failures;"
                + " nothing is published");
    assertThatThrownBy(() -> new Reconciliation("events", 10, 11, -1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Reconciliation("events", -2, Long.MAX_VALUE, Long.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFingerprintSaysWhatTheFileIs() throws IOException {
    Path file = Files.writeString(folder.resolve("book.csv"), "abc");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-19T22:00:00.5Z")));
    Fingerprint print = Fingerprint.ofContent(local(), "book", hadoop(file));
    assertThat(print.path()).startsWith("file:/").endsWith("/book.csv");
    assertThat(print.files()).isEqualTo(1);
    assertThat(print.bytes()).isEqualTo(3);
    assertThat(print.modified()).isEqualTo("2026-11-19T22:00:00.500Z");
    // SHA-256 of "abc", FIPS 180-2 appendix B.1
    assertThat(print.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aFingerprintOfAFolderCoversItsVisibleFilesInOrder() throws IOException {
    Path cubes = Files.createDirectories(folder.resolve("cubes"));
    Files.writeString(cubes.resolve("b.bin"), "c");
    Files.writeString(cubes.resolve("a.bin"), "ab");
    Files.writeString(cubes.resolve("_SUCCESS"), "");
    Files.writeString(cubes.resolve(".hidden"), "x");
    Fingerprint content = Fingerprint.ofContent(local(), "cubes", hadoop(cubes));
    assertThat(content.files()).isEqualTo(2);
    assertThat(content.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Fingerprint before = Fingerprint.ofListing(local(), "cubes", hadoop(cubes));
    Files.setLastModifiedTime(cubes.resolve("b.bin"), FileTime.fromMillis(1_000));
    Fingerprint after = Fingerprint.ofListing(local(), "cubes", hadoop(cubes));
    assertThat(after.sha256()).isNotEqualTo(before.sha256());
    assertThat(after.covers()).isEqualTo("listing");
  }

  @Test
  void theProgramKnowsItsVersionAndPlatform() {
    Program program = Program.running("none");
    assertThat(program.version()).matches("\\d+\\.\\d+.*");
    assertThat(program.commit()).isNotBlank().doesNotContain("$");
    assertThat(program.java()).contains(Runtime.version().toString());
    assertThat(program.hadoop()).startsWith("3.");
  }

  private static FileSystem local() throws IOException {
    return RunStorage.withoutChecksumFiles(FileSystem.getLocal(new Configuration()));
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
