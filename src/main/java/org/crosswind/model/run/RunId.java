package org.crosswind.model.run;

import java.util.regex.Pattern;

/**
 * What may name a run, and an analysis of a manifest: a plain name on every file system, which
 * cannot lead out of the folder it is put in and is not passed over by readers of tables.
 */
public final class RunId {
  /** What a name is made of, for messages. */
  public static final String RULE =
      "letters, digits, '.', '_' and '-', at most 128, beginning with a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private RunId() {}

  /** Whether this can be a name, by {@link #RULE}. */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }
}
