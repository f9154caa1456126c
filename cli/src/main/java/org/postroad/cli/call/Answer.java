// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a security server answered, as it came. */
record Answer(int status, HttpHeaders headers, byte[] body, Duration took) {
  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/(.*[+])?(json|xml|yaml)|application/x-www-form-.*");
  private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\";\\s]+)\"?.*");

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String contentType() {
    return header("Content-Type");
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The body, where its type says that it is for people or programs to read as text. */
  Optional<String> text() {
    return text(contentType(), body);
  }

  static Optional<String> text(String contentType, byte[] body) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return body.length == 0 || TEXT.matcher(type).matches()
        ? Optional.of(new String(body, charset(contentType)))
        : Optional.empty();
  }

  private static Charset charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.matches() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }
}
