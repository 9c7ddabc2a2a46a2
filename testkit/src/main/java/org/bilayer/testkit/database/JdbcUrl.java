package org.bilayer.testkit.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JDBC URL of the form {@code jdbc:product://server/database?name=value&name=value}; prints
 * without passwords.
 */
record JdbcUrl(String value) {

  private static final String SECRET_NAME =
      "[\\w.-]*(?:password|passphrase|pwd|secret|token)[\\w.-]*";
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("([?&]" + SECRET_NAME + "=)[^&]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_IN_TEXT =
      Pattern.compile("(" + SECRET_NAME + "=)[^&\\s]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_OF_USER = Pattern.compile("(//[^/?:@]*:)[^?@]*(?=@)");

  boolean hasParameter(String name) {
    return parameters().anyMatch(parameter -> isNamed(parameter, name));
  }

  /** This URL with one parameter set, in place of any that it had under that name. */
  JdbcUrl withParameter(String name, String newValue) {
    String parameters = Stream.concat(
            parameters().filter(parameter -> !isNamed(parameter, name)),
            Stream.of(name + "=" + newValue))
        .collect(Collectors.joining("&"));
    return new JdbcUrl(withoutParameters() + "?" + parameters);
  }

  /** This URL with one parameter set, unless it has one under that name. */
  JdbcUrl withDefault(String name, String newValue) {
    return hasParameter(name) ? this : withParameter(name, newValue);
  }

  /** This URL with another database of the same server. */
  JdbcUrl withDatabase(String database) {
    String path = withoutParameters();
    int server = path.indexOf("//") + 2;
    int slash = path.lastIndexOf('/');
    String upToServer = slash < server ? path : path.substring(0, slash);
    return new JdbcUrl(upToServer + "/" + database + value.substring(path.length()));
  }

  /**
   * A text, such as the message of a driver, without the secrets of this URL or of any other that
   * it quotes.
   */
  String maskIn(String text) {
    return SECRET_IN_TEXT.matcher(text.replace(value, masked())).replaceAll("$1***");
  }

  String masked() {
    String masked = SECRET_PARAMETER.matcher(value).replaceAll("$1***");
    return SECRET_OF_USER.matcher(masked).replaceAll("$1***");
  }

  @Override
  public String toString() {
    return masked();
  }

  private String withoutParameters() {
    int question = value.indexOf('?');
    return question < 0 ? value : value.substring(0, question);
  }

  private Stream<String> parameters() {
    int question = value.indexOf('?');
    return question < 0
        ? Stream.empty()
        : Arrays.stream(value.substring(question + 1).split("&", -1))
            .filter(parameter -> !parameter.isEmpty());
  }

  private static boolean isNamed(String parameter, String name) {
    return parameter.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "=");
  }
}
