package org.crosswind.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads {@link Receivers} from a configuration that is wrong somewhere. */
final class ReceiverKeys {
  private static final ConfigResolveOptions LENIENT =
      ConfigResolveOptions.defaults().setAllowUnresolved(true);

  private ReceiverKeys() {}

  /**
   * What can be read.
   *
   * @param all overrides, file and defaults, not resolved
   */
  static Receivers read(Config all, Clock clock) {
    Config resolved;
    try {
      resolved = all.resolve(LENIENT);
    } catch (com.typesafe.config.ConfigException e) {
      return Receivers.unread("the configuration that names the receivers cannot be resolved");
    }
    String id = text(resolved, "crosswind.run.id");
    List<Alert> alerts = new ArrayList<>();
    String unread = "";
    try {
      int number = 0;
      for (ConfigValue entry : resolved.getList(AlertKeys.KEY)) {
        number++;
        try {
          Keys keys =
              keys(
                  resolved.withValue(
                      AlertKeys.KEY, ConfigValueFactory.fromIterable(List.of(entry))));
          List<Alert> read = AlertKeys.read(keys);
          if (keys.problems().isEmpty()) {
            alerts.addAll(read);
          } else {
            unread = "entry " + number + " of " + AlertKeys.KEY + " is wrong";
          }
        } catch (com.typesafe.config.ConfigException e) {
          unread = "entry " + number + " of " + AlertKeys.KEY + " cannot be read";
        }
      }
    } catch (com.typesafe.config.ConfigException e) {
      unread = AlertKeys.KEY + " cannot be read";
    }
    return new Receivers(
        id.isEmpty() ? LocalDate.now(clock).toString() : id,
        path(resolved, "crosswind.run.output"),
        alerts,
        path(resolved, "crosswind.run.prometheus"),
        unread);
  }

  private static Keys keys(Config resolved) {
    return new Keys(resolved, Path.of("").toAbsolutePath());
  }

  private static String text(Config resolved, String key) {
    try {
      return keys(resolved).text(key);
    } catch (com.typesafe.config.ConfigException e) {
      return "";
    }
  }

  private static String path(Config resolved, String key) {
    try {
      return keys(resolved).path(key);
    } catch (com.typesafe.config.ConfigException e) {
      return "";
    }
  }
}
