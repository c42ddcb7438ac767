package org.crosswind.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a configuration before it is written anywhere: the whole value of a key
 * whose name speaks of a secret, and the user part of an address ({@code https://user:word@host}).
 */
public final class Redaction {
  /** What stands in place of a secret. */
  public static final String MARK = "(redacted)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "pass(word|wd|phrase)|secret|token|credential|(private|access|api|account|encryption)"
              + "[-_.]?key|\\bkey$|signature",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_IN_ADDRESS = Pattern.compile("(://)[^/@\\s]+@");

  private Redaction() {}

  /** A copy of the tree without its secrets. */
  public static JsonNode redacted(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      tree.fields()
          .forEachRemaining(
              field ->
                  copy.set(
                      field.getKey(),
                      isSecret(field.getKey())
                          ? TextNode.valueOf(MARK)
                          : redacted(field.getValue())));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      tree.forEach(element -> copy.add(redacted(element)));
      return copy;
    }
    return tree.isTextual() ? TextNode.valueOf(redacted(tree.textValue())) : tree;
  }

  /** A text without the user parts of the addresses in it. */
  public static String redacted(String text) {
    return USER_IN_ADDRESS.matcher(text).replaceAll("$1" + MARK + "@");
  }

  /** Whether the values of a key are secret. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).find();
  }
}
