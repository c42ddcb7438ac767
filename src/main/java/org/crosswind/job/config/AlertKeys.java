package org.crosswind.job.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.crosswind.job.config.Alert.On;

/** Reads {@code crosswind.alerts}. */
final class AlertKeys {
  static final String KEY = "crosswind.alerts";

  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "on",
          "command",
          "webhook",
          "headers",
          "file",
          "time-limit",
          "retries",
          "backoff");

  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> OURS =
      Set.of("content-type", "content-length", "host", "connection", "expect", "upgrade");
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);
  private static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private AlertKeys() {}

  static List<Alert> read(Keys keys) {
    List<Alert> alerts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (Config config : keys.objects(KEY)) {
      EntryKeys entry = new EntryKeys(keys, KEY, ++number, config);
      entry.refuseUnknown(KNOWN);
      String name = entry.text("name").orElse("alert " + number);
      if (!names.add(name)) {
        entry.add("the name '" + name + "' stands twice: give each alert a name of its own");
      }
      checkOneTarget(entry);
      Duration limit = entry.duration("time-limit", DEFAULT_LIMIT, LONGEST);
      if (limit.isZero()) {
        entry.problem("time-limit", "more than nothing");
      }
      alerts.add(
          new Alert(
              name,
              occasions(entry),
              command(entry),
              webhook(entry),
              headers(entry),
              entry.text("file").orElse(""),
              limit,
              entry.count("retries", 2, 100),
              entry.duration("backoff", DEFAULT_BACKOFF, LONGEST)));
    }
    return alerts;
  }

  private static void checkOneTarget(EntryKeys entry) {
    int targets = 0;
    for (String target : List.of("command", "webhook", "file")) {
      targets += entry.has(target) ? 1 : 0;
    }
    if (targets != 1) {
      entry.add("has " + targets + " of command, webhook and file: expected exactly one");
    }
  }

  private static Set<On> occasions(EntryKeys entry) {
    Set<On> on = EnumSet.noneOf(On.class);
    if (!entry.has("on")) {
      return EnumSet.of(On.BREACH, On.FAILED, On.WITHHELD);
    }
    for (String word : entry.texts("on")) {
      Optional<On> found = Words.find(word, On.class);
      found.ifPresent(on::add);
      if (found.isEmpty()) {
        entry.problem("on", "some of breach, failed, done, withheld");
      }
    }
    if (on.isEmpty()) {
      entry.problem("on", "at least one of breach, failed, done, withheld");
    }
    return on;
  }

  private static List<String> command(EntryKeys entry) {
    List<String> command = entry.texts("command");
    if (entry.has("command") && (command.isEmpty() || command.get(0).isBlank())) {
      entry.secretProblem("command", "a list of a program and its arguments");
    }
    return command;
  }

  private static Optional<URI> webhook(EntryKeys entry) {
    Optional<String> text = entry.text("webhook");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // told below, without the address: it may have a secret in it
    }
    entry.secretProblem(
        "webhook", "an address such as https://host/path, without a user; its value is not told");
    return Optional.empty();
  }

  private static Map<String, String> headers(EntryKeys entry) {
    Map<String, String> headers = entry.map("headers");
    if (entry.has("headers") && !entry.has("webhook")) {
      entry.add("headers are given without a webhook");
    }
    headers.forEach(
        (name, value) -> {
          if (!HEADER.matcher(name).matches()
              || OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            entry.add("header " + name + " cannot be set");
          } else if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
            entry.add("header " + name + " has a line feed or control character in its value");
          }
        });
    return headers;
  }
}
