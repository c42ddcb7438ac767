package org.crosswind.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the values of one entry of a list of objects and reports problems as {@code
 * crosswind.limits entry 2, max = much (night.conf:17): expected a number}.
 */
final class EntryKeys {
  private final Keys keys;
  private final String where;
  private final Config entry;

  EntryKeys(Keys keys, String list, int number, Config entry) {
    this.keys = keys;
    this.where = list + " entry " + number;
    this.entry = entry;
  }

  /** Whether the entry says something about a key. */
  boolean has(String key) {
    return entry.hasPath(key);
  }

  /** Records a problem of the whole entry. */
  void add(String problem) {
    keys.add(where + ": " + problem);
  }

  /** Records a problem of a key; the value is told unless it may be secret. */
  void problem(String key, String expected) {
    ConfigValue value = entry.hasPath(key) ? entry.getValue(key) : null;
    keys.add(
        where
            + ", "
            + key
            + (value == null ? " is missing" : " = " + value.unwrapped() + Keys.place(value))
            + ": expected "
            + expected);
  }

  /** Records a problem of a key without telling its value. */
  void secretProblem(String key, String expected) {
    String place = entry.hasPath(key) ? Keys.place(entry.getValue(key)) : " is missing";
    keys.add(where + ", " + key + place + ": expected " + expected);
  }

  void refuseUnknown(Set<String> known) {
    Set<String> unknown = new TreeSet<>(entry.root().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      add("unknown keys " + unknown + ", expected some of " + new TreeSet<>(known));
    }
  }

  Optional<String> text(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(entry.getString(key).trim());
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a text");
      return Optional.empty();
    }
  }

  /** A text or a list of texts; empty when the key is absent. */
  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    try {
      return entry.getValue(key).valueType() == ConfigValueType.LIST
          ? entry.getStringList(key)
          : List.of(entry.getString(key));
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a text or a list of texts");
      return List.of();
    }
  }

  double number(String key, double absent) {
    if (!has(key)) {
      return absent;
    }
    try {
      double value = entry.getDouble(key);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (com.typesafe.config.ConfigException e) {
      // told below
    }
    problem(key, "a finite number");
    return absent;
  }

  int count(String key, int absent, int atMost) {
    double value = number(key, absent);
    if (value >= 0 && value <= atMost && value == Math.rint(value)) {
      return (int) value;
    }
    problem(key, "a whole number in [0, " + atMost + "]");
    return absent;
  }

  /** A time such as {@code 10 s}; a bare number is refused, since nobody agrees on its unit. */
  Duration duration(String key, Duration absent, Duration atMost) {
    return has(key) ? Keys.duration(entry, key, atMost, e -> problem(key, e), absent) : absent;
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<E> found = Words.find(text.get(), type);
    if (found.isEmpty()) {
      problem(key, Words.oneOf(type));
    }
    return found;
  }

  /** As {@link #choice} for a key that has to be there. */
  <E extends Enum<E>> Optional<E> required(String key, Class<E> type) {
    if (!has(key)) {
      problem(key, Words.oneOf(type));
      return Optional.empty();
    }
    return choice(key, type);
  }

  /** An object of texts; values are never told. */
  Map<String, String> map(String key) {
    Map<String, String> map = new TreeMap<>();
    if (has(key)) {
      try {
        for (Map.Entry<String, ConfigValue> field : entry.getObject(key).entrySet()) {
          if (!(field.getValue().unwrapped() instanceof String text)) {
            secretProblem(key, "texts only, but " + field.getKey() + " is none");
            continue;
          }
          map.put(field.getKey(), text);
        }
      } catch (com.typesafe.config.ConfigException e) {
        secretProblem(key, "an object of texts");
      }
    }
    return map;
  }
}
