package org.crosswind.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which process holds a run.
 *
 * @param token unique for each opening of a run
 * @param host where the process runs
 * @param machine identity of the running kernel and of its process space, or {@code unknown}: a
 *     process id says something only to those who share both
 * @param pid the process id
 * @param processStarted when the process started, so that a reused id is not taken for it
 * @param user who started it
 * @param since when it took hold
 */
record RunOwner(
    String token,
    String host,
    String machine,
    long pid,
    String processStarted,
    String user,
    String since) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNKNOWN = "unknown";

  static RunOwner thisProcess(Instant now) {
    ProcessHandle process = ProcessHandle.current();
    return new RunOwner(
        UUID.randomUUID().toString(),
        hostName(),
        machineIdentity(),
        process.pid(),
        started(process),
        System.getProperty("user.name"),
        Times.text(now));
  }

  /** Whether it is certain that the process has ended; false when it cannot be known from here. */
  boolean isKnownDead() {
    return isSeen() && !isRunning();
  }

  /** Whether it is certain that the process runs. */
  boolean isKnownAlive() {
    return isSeen() && isRunning();
  }

  private boolean isSeen() {
    return !machine.equals(UNKNOWN) && machine.equals(machineIdentity());
  }

  private boolean isRunning() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent() && started(process.get()).equals(processStarted);
  }

  String text() {
    return "process " + pid + " of " + user + " on " + host + " since " + since;
  }

  String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an owner is plain data", e);
    }
  }

  /** Reads what {@link #json} wrote; empty for a file that was cut short by a crash. */
  static Optional<RunOwner> parse(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, RunOwner.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(UNKNOWN);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String machineIdentity() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return UNKNOWN; // no Linux
    }
  }
}
