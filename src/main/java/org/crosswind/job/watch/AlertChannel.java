package org.crosswind.job.watch;

/** A way by which an alert goes out. */
@FunctionalInterface
interface AlertChannel {
  /**
   * Delivers the message once. When the thread is interrupted its time is up: it lets go of what it
   * holds and ends.
   *
   * @param json one JSON object on one line, in UTF-8, without a line feed
   */
  void deliver(byte[] json) throws Exception;
}
