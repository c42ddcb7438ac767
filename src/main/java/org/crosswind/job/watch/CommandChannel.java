package org.crosswind.job.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a program without a shell and gives it the message as standard input. Done when it exits
 * with 0. Its output is read to the end, so that it can write as much as it likes, and the first
 * part of it is told when it fails. With its time up it is killed, and what it started with it.
 */
final class CommandChannel implements AlertChannel {
  private static final int KEPT = 500;

  private final List<String> command;

  CommandChannel(List<String> command) {
    this.command = command;
  }

  @Override
  public void deliver(byte[] json) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      // The JDK's text names the program, but not its arguments.
      throw new AlertException("cannot be started: " + e.getMessage(), false);
    }
    Drain drain = new Drain(process.getInputStream());
    try {
      daemon(() -> feed(process, json));
      daemon(drain);
      int code = process.waitFor();
      if (code != 0) {
        throw new AlertException("ended with code " + code + drain.text(), true);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A program that does not want to know ends before it has read: no failure. */
  private static void feed(Process process, byte[] json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(json);
      in.write('\n');
    } catch (IOException e) {
      // its exit code says whether that matters
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "crosswind-alert-pipe");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads all and keeps the beginning. */
  private static final class Drain implements Runnable {
    private final InputStream in;
    private final byte[] kept = new byte[KEPT];
    private int length;
    private boolean ended;

    Drain(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[1 << 13];
      try (in) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          synchronized (this) {
            int fits = Math.min(n, KEPT - length);
            System.arraycopy(buffer, 0, kept, length, fits);
            length += fits;
          }
        }
      } catch (IOException e) {
        // the program was killed; what it said before counts
      } finally {
        synchronized (this) {
          ended = true;
          notifyAll();
        }
      }
    }

    synchronized String text() throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (!ended && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.timedWait(this, 50); // a child of it may hold the pipe open
      }
      String text = new String(kept, 0, length, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ", saying: " + text.replaceAll("\\s+", " ");
    }
  }
}
