package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdbcUrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://h/d?user=u&password=s3cret&a=b, jdbc:mariadb://h/d?user=u&password=***&a=b",
    "jdbc:postgresql://h/d?sslpassword=s3cret, jdbc:postgresql://h/d?sslpassword=***",
    "jdbc:mariadb://h/d?PassWord=s3c;r:et, jdbc:mariadb://h/d?PassWord=***",
    "jdbc:mariadb://h/d?keyStorePassword=s3cret&a=b, jdbc:mariadb://h/d?keyStorePassword=***&a=b",
    "jdbc:postgresql://u:s3cret@h/d, jdbc:postgresql://u:***@h/d",
    "jdbc:mariadb://h:3306/d?user=u, jdbc:mariadb://h:3306/d?user=u",
  })
  void toString_anyUrl_hidesSecretsOnly(String url, String printed) {
    assertThat(new JdbcUrl(url)).hasToString(printed);
  }

  @Test
  void maskIn_messageQuotingUrls_hidesTheirSecrets() {
    JdbcUrl url = new JdbcUrl("jdbc:postgresql://h/d?password=a b&user=u");
    assertThat(url.maskIn(
            "No driver for jdbc:postgresql://h/d?password=a b&user=u, nor password=other here"))
        .isEqualTo(
            "No driver for jdbc:postgresql://h/d?password=***&user=u, nor password=*** here");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://h:1/d,               jdbc:mariadb://h:1/new",
    "jdbc:mariadb://h:1/,                jdbc:mariadb://h:1/new",
    "jdbc:mariadb://h:1,                 jdbc:mariadb://h:1/new",
    "jdbc:mariadb://h:1?user=a/b,        jdbc:mariadb://h:1/new?user=a/b",
    "'jdbc:mariadb://h,i:2/d?x=y&z=/',   'jdbc:mariadb://h,i:2/new?x=y&z=/'",
  })
  void withDatabase_anyUrl_replacesOnlyTheDatabase(String url, String expected) {
    assertThat(new JdbcUrl(url).withDatabase("new").value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/d,                          jdbc:postgresql://h/d?currentSchema=s",
    "jdbc:postgresql:d?user=u,                       jdbc:postgresql:d?user=u&currentSchema=s",
    "jdbc:postgresql:d?currentSchema=old&user=u,     jdbc:postgresql:d?user=u&currentSchema=s",
  })
  void withParameter_anyUrl_setsItOnce(String url, String expected) {
    assertThat(new JdbcUrl(url).withParameter("currentSchema", "s").value()).isEqualTo(expected);
  }

  @Test
  void withDefault_parameterPresent_keepsIt() {
    JdbcUrl url = new JdbcUrl("jdbc:mariadb://h/d?connectTimeout=1");
    assertThat(url.withDefault("connectTimeout", "2")).isEqualTo(url);
    assertThat(url.withDefault("other", "2").value())
        .isEqualTo("jdbc:mariadb://h/d?connectTimeout=1&other=2");
  }
}
