package org.crosswind.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads typed values from a resolved configuration and collects what is wrong instead of stopping
 * at it. A getter that has reported a problem returns a harmless value, so that reading can go on.
 */
final class Keys {
  private static final Pattern HAS_SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private final Config config;
  private final Path workingDirectory;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads {@code config}.
   *
   * @param workingDirectory what paths that stand in no file are relative to
   */
  Keys(Config config, Path workingDirectory) {
    this.config = config;
    this.workingDirectory = workingDirectory;
  }

  /** What was wrong so far. */
  List<String> problems() {
    return problems;
  }

  /** Records a problem of a key: {@code key = value (place): expected}. */
  void problem(String key, String expected) {
    ConfigValue value = config.hasPath(key) ? config.getValue(key) : null; // null: as if missing
    String found = value == null ? "is missing" : "= " + value.unwrapped() + place(value);
    problems.add(key + " " + found + ": expected " + expected);
  }

  /** Records a problem in words of the caller. */
  void add(String problem) {
    problems.add(problem);
  }

  static String place(ConfigValue value) {
    String file = value.origin().filename();
    return file == null ? "" : " (" + file + ":" + value.origin().lineNumber() + ")";
  }

  String text(String key) {
    try {
      return config.getString(key).trim();
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a text");
      return "";
    }
  }

  boolean flag(String key) {
    try {
      return config.getBoolean(key);
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "true or false");
      return false;
    }
  }

  int count(String key, int atLeast, int atMost) {
    String expected = "a whole number in [" + atLeast + ", " + atMost + "]";
    try {
      double value = config.getDouble(key); // getInt would cut off a fraction
      if (value >= atLeast && value <= atMost && value == Math.rint(value)) {
        return (int) value;
      }
      problem(key, expected);
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, expected);
    }
    return atLeast;
  }

  /** A whole number of 64 bits, read as text: as a number it would pass through a double. */
  long whole(String key) {
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      problem(key, "a whole number of 64 bits");
      return 0;
    }
  }

  List<String> texts(String key) {
    try {
      return config.getStringList(key).stream().map(String::strip).toList();
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a list of texts");
      return List.of();
    }
  }

  double number(String key, double from, double to) {
    String expected = "a number in [" + from + ", " + to + "]";
    try {
      double value = config.getDouble(key);
      if (!(value >= from && value <= to)) {
        problem(key, expected);
      }
      return value;
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, expected);
      return from;
    }
  }

  /** A time such as {@code 10 s}, or 0 for none. */
  Duration duration(String key, Duration atMost) {
    return duration(config, key, atMost, expected -> problem(key, expected), Duration.ZERO);
  }

  /** A bare number other than 0 is refused, since nobody agrees on its unit. */
  static Duration duration(
      Config config, String key, Duration atMost, Consumer<String> problem, Duration otherwise) {
    try {
      Object value = config.getValue(key).unwrapped();
      Duration duration =
          value instanceof Number number
              ? number.doubleValue() == 0 ? Duration.ZERO : null
              : minutes(String.valueOf(value)).getDuration("time");
      if (duration != null && !duration.isNegative() && duration.compareTo(atMost) <= 0) {
        return duration;
      }
    } catch (com.typesafe.config.ConfigException e) {
      // told below
    }
    problem.accept("a time with its unit, such as 30 s or 10 min, at most " + hours(atMost));
    return otherwise;
  }

  /** The library knows m and minutes, but not min, which everybody writes. */
  private static Config minutes(String text) {
    String known = text.strip().replaceFirst("(?<=[\\d\\s])min$", "m");
    return ConfigValueFactory.fromAnyRef(known).atKey("time");
  }

  private static String hours(Duration time) {
    return time.toMinutes() < 60 ? time.toMinutes() + " min" : time.toHours() + " h";
  }

  double[] numbers(String key) {
    try {
      return config.getDoubleList(key).stream().mapToDouble(Double::doubleValue).toArray();
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a list of numbers");
      return new double[0];
    }
  }

  List<? extends Config> objects(String key) {
    try {
      return config.getConfigList(key);
    } catch (com.typesafe.config.ConfigException e) {
      problem(key, "a list of objects");
      return List.of();
    }
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    Optional<E> found = Words.find(text(key), type);
    if (found.isEmpty()) {
      problem(key, Words.oneOf(type));
    }
    return found.orElse(type.getEnumConstants()[0]);
  }

  /**
   * A Hadoop path: with a scheme or absolute as it is; otherwise relative to the file that the
   * value stands in, or to the working directory when it stands in none. Empty stays empty.
   */
  String path(String key) {
    String text = text(key);
    if (text.isEmpty() || HAS_SCHEME.matcher(text).matches()) {
      return text;
    }
    return path(key, text, config.getValue(key));
  }

  /** A list of paths, each as {@link #path}. */
  List<String> paths(String key) {
    List<String> texts = texts(key);
    if (texts.isEmpty()) {
      return texts;
    }
    ConfigValue list = config.getValue(key);
    return texts.stream()
        .map(text -> HAS_SCHEME.matcher(text).matches() ? text : path(key, text, list))
        .toList();
  }

  /** The folder of the file that a value stands in; empty when it stands in none. */
  String folderOf(String key) {
    String file = config.hasPath(key) ? config.getValue(key).origin().filename() : null;
    return file == null ? "" : Path.of(file).toAbsolutePath().normalize().getParent().toString();
  }

  private String path(String key, String text, ConfigValue value) {
    String file = value.origin().filename();
    try {
      Path base = file == null ? workingDirectory : Path.of(file).toAbsolutePath().getParent();
      return base.resolve(text).normalize().toString();
    } catch (InvalidPathException e) {
      problem(key, "a path");
      return "";
    }
  }
}
