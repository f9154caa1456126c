// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.mime.Header;
import org.postroad.protocol.mime.Headers;

/**
 * How long the body of a message is, decided from its head in exactly one way.
 *
 * <p>Refused, because others read it otherwise: {@code Content-Length} beside {@code
 * Transfer-Encoding}, either of them twice, any transfer coding but a plain {@code chunked}, a
 * transfer coding in HTTP/1.0, a length that is not digits alone.
 */
sealed interface Framing {
  /** No body. */
  record None() implements Framing {}

  record Fixed(long length) implements Framing {}

  record Chunked() implements Framing {}

  /** To the end of the connection; responses only. */
  record UntilClose() implements Framing {}

  static Framing ofRequest(boolean http11, Headers headers) throws HttpViolation {
    return declared(http11, headers).orElse(new None());
  }

  static Framing ofResponse(String method, boolean http11, int status, Headers headers)
      throws HttpViolation {
    Optional<Framing> declared = declared(http11, headers);
    return hasNoBody(method, status) ? new None() : declared.orElse(new UntilClose());
  }

  /** What {@code Content-Length} and {@code Transfer-Encoding} say, when one of them is there. */
  static Optional<Framing> declared(boolean http11, Headers headers) throws HttpViolation {
    List<String> lengths = headers.all("Content-Length");
    List<String> codings = headers.all("Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      throw HttpViolation.malformed(
          "Content-Length " + lengths + " and Transfer-Encoding " + codings + ", expected one");
    }
    if (!codings.isEmpty()) {
      return Optional.of(coding(codings.getFirst(), http11));
    }
    return lengths.isEmpty() ? Optional.empty() : Optional.of(length(lengths.getFirst()));
  }

  static boolean hasNoBody(String method, int status) {
    return method.equals("HEAD") || status / 100 == 1 || status == 204 || status == 304;
  }

  /** Whether the connection may carry another message after this one. */
  static boolean keepsAlive(boolean http11, Headers headers) {
    if (!http11) {
      return false;
    }
    for (Header header : headers.list()) {
      if (header.name().equalsIgnoreCase("Connection") && hasToken(header.value(), "close")) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasToken(String list, String token) {
    for (String element : list.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (element.strip().equals(token)) {
        return true;
      }
    }
    return false;
  }

  private static Framing coding(String value, boolean http11) throws HttpViolation {
    if (!http11 || !value.equalsIgnoreCase("chunked")) {
      throw HttpViolation.malformed(
          "Transfer-Encoding '" + value + "', expected chunked, in HTTP/1.1 only");
    }
    return new Chunked();
  }

  private static Framing length(String value) throws HttpViolation {
    if (!HeadSyntax.isDigits(value) || value.isEmpty() || value.length() > 18) {
      throw HttpViolation.malformed("Content-Length '" + value + "', expected 1 to 18 digits");
    }
    return new Fixed(Long.parseLong(value));
  }
}
