package org.crosswind.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a configuration before it is written anywhere: the whole value of a key
 * whose name speaks of a secret, headers, all of a webhook's address but its host, the user part of
 * any other address ({@code https://user:word@host}), and what follows {@code token=} and the like
 * in a text or, in a list such as a command line, after the word that announces it.
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

  private static final Pattern SECRET_IN_TEXT =
      Pattern.compile(
          "((?:pass(?:word|wd|phrase)?|secret|token|credentials?|api[-_.]?key|access[-_.]?key|sig"
              + "|signature|authorization)\\s*[=:]\\s*(?:(?:bearer|basic|token|digest|negotiate)\\s+)?|bearer\\s+)[^\\s&;,]+",
          Pattern.CASE_INSENSITIVE);

  /** An option whose value is the next word: {@code --api-token}. */
  private static final Pattern ANNOUNCES =
      Pattern.compile(
          "--?\\S*(pass(word|wd|phrase)?|secret|token|credentials?|[-_.]key)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADERS = Pattern.compile("headers", Pattern.CASE_INSENSITIVE);
  private static final Pattern WEBHOOK = Pattern.compile("web-?hook", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*).*");

  private Redaction() {}

  /** A copy of the tree without its secrets. */
  public static JsonNode redacted(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      tree.fields()
          .forEachRemaining(
              field -> copy.set(field.getKey(), redacted(field.getKey(), field.getValue())));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      boolean announced = false;
      for (JsonNode element : tree) {
        copy.add(announced ? TextNode.valueOf(MARK) : redacted(element));
        announced = element.isTextual() && ANNOUNCES.matcher(element.textValue()).matches();
      }
      return copy;
    }
    return tree.isTextual() ? TextNode.valueOf(redacted(tree.textValue())) : tree;
  }

  private static JsonNode redacted(String key, JsonNode value) {
    if (isSecret(key) || HEADERS.matcher(key).matches()) {
      return TextNode.valueOf(MARK);
    }
    return WEBHOOK.matcher(key).matches() && value.isTextual()
        ? TextNode.valueOf(address(value.textValue()))
        : redacted(value);
  }

  /** A text without the user parts of the addresses in it and what follows {@code token=}. */
  public static String redacted(String text) {
    String addresses = USER_IN_ADDRESS.matcher(text).replaceAll("$1" + MARK + "@");
    return SECRET_IN_TEXT.matcher(addresses).replaceAll("$1" + MARK);
  }

  /**
   * Only the scheme and the host of an address: the path of a webhook is often its secret.
   *
   * @param address an absolute address; anything else is taken out whole
   */
  public static String address(String address) {
    Matcher matcher = ADDRESS.matcher(USER_IN_ADDRESS.matcher(address).replaceAll("$1"));
    return matcher.matches() ? matcher.group(1) + "/" + MARK : MARK;
  }

  /** Whether the values of a key are secret. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).find();
  }
}
