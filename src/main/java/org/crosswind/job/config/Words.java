package org.crosswind.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How constants are written in configuration files, tables and messages. */
public final class Words {
  private Words() {}

  /** The word of a constant: {@code netting-set} for {@code NETTING_SET}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of a word; empty when there is none. */
  static <E extends Enum<E>> Optional<E> find(String word, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /** What is expected where one of the constants is: {@code one of report, withhold}. */
  static String oneOf(Class<? extends Enum<?>> type) {
    List<String> words = new ArrayList<>();
    for (Enum<?> constant : type.getEnumConstants()) {
      words.add(of(constant));
    }
    return "one of " + String.join(", ", words);
  }
}
