package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.job.config.JobConfig;
import org.crosswind.report.RunEntry;
import org.crosswind.report.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full after so many bytes, and a clock that goes backwards. */
class FullDiskTest {
  /** Bytes that still fit on the file system {@code small:}. */
  private static final AtomicLong SPACE = new AtomicLong();

  @TempDir Path folder;

  /** The local disk under another scheme, with little space. */
  public static final class SmallDisk extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("small:///");
    }

    @Override
    public String getScheme() {
      return "small";
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        FsPermission permission,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        Progressable progress)
        throws IOException {
      return limited(
          super.create(file, permission, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        Progressable progress)
        throws IOException {
      return limited(super.create(file, overwrite, buffer, replication, block, progress));
    }

    private static FSDataOutputStream limited(FSDataOutputStream out) throws IOException {
      return new FSDataOutputStream(new Limited(out), null);
    }
  }

  private static final class Limited extends FilterOutputStream {
    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (SPACE.addAndGet(-length) < 0) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, offset, length);
    }
  }

  private XvaRun run(Path config, Clock clock, String... sets) throws IOException {
    Platform platform =
        new Platform(
            "none", "none", new HadoopSettings(Map.of("fs.small.impl", SmallDisk.class.getName())));
    JobConfig resolved = JobConfig.load(config, List.of(sets), Clock.systemUTC());
    try (LocalEngine engine = new LocalEngine(2)) {
      return new XvaJob("xva", resolved, config, engine, platform, clock, ProgressListener.NONE)
          .run();
    }
  }

  @Test
  void aFullDiskPublishesNothingAndTheRunGoesOnWhenThereIsSpace() throws IOException {
    TestBook book = new TestBook(folder, 12, 20);
    Path config = book.config("night", "run.molecules = 12");
    SPACE.set(Long.MAX_VALUE);
    String output = "run.output=\"small://" + folder.resolve("out") + "\"";
    run(config, Clock.systemUTC(), output, "run.id=whole");
    long needed = Long.MAX_VALUE - SPACE.get();
    int unfinished = 0;
    // At many places: in parts, in records, in tables of the driver, in the manifest.
    for (int share = 1; share < 10; share++) {
      String id = "run.id=night-" + share;
      SPACE.set(needed * share / 10);
      assertThatThrownBy(() -> run(config, Clock.systemUTC(), output, id))
          .hasStackTraceContaining("No space left on device");
      assertThat(folder.resolve("out/night-" + share)).doesNotExist();
      assertThat(folder.resolve("out/latest"))
          .hasContent(share == 1 ? "whole" : "night-" + (share - 1));
      SPACE.set(Long.MAX_VALUE);
      unfinished += isUnfinished("night-" + share) ? 1 : 0;
      XvaRun resumed = run(config, Clock.systemUTC(), output, id, "run.start=once");
      assertThat(resumed.summaries()).hasSize(11);
      Path night = folder.resolve("out/night-" + share);
      for (String table : List.of("results", "profiles", "failures")) {
        assertThat(TableRows.read(night, table))
            .isEqualTo(TableRows.read(folder.resolve("out/whole"), table));
      }
    }
    assertThat(unfinished).isPositive();
  }

  private boolean isUnfinished(String id) {
    return Runs.in(
            new Configuration(),
            new org.apache.hadoop.fs.Path(folder.resolve("out").toUri()),
            Clock.systemUTC())
        .isUnfinished(id);
  }

  /** Every look at it is an hour earlier than the one before. */
  private static final class BackwardClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Override
    public Instant instant() {
      now = now.minus(Duration.ofHours(1));
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aClockThatIsMovedBackAgainAndAgainChangesNothing() throws IOException {
    TestBook book = new TestBook(folder, 6, 20);
    Path config = book.config("night", "run.retention { keep = 1, days = 1 }");
    run(
        config,
        Clock.systemUTC(),
        "run.id=straight",
        "run.retention.keep=0",
        "run.retention.days=0");
    run(config, new BackwardClock(), "run.id=back");
    assertThat(TableRows.read(folder.resolve("out/back"), "profiles"))
        .isEqualTo(TableRows.read(folder.resolve("out/straight"), "profiles"));
    assertThat(folder.resolve("out/latest")).hasContent("back");
    assertThat(
            Runs.in(
                    new Configuration(),
                    new org.apache.hadoop.fs.Path(folder.resolve("out").toUri()),
                    new BackwardClock())
                .list())
        .extracting(RunEntry::state)
        .containsOnly(RunEntry.State.DONE)
        .hasSize(2);
    assertThat(Files.exists(folder.resolve("out/.back.lock"))).isFalse();
  }
}
