// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A media type with parameters: {@code multipart/related; type="text/xml"; boundary=abc}. Type,
 * subtype and parameter names are in lower case, values as they came; a value may hold any
 * printable character without quotes but {@code ; " ,} and blanks, since real senders write {@code
 * type=text/xml}. A subtype may hold a slash, since X-Road's signatures are {@code
 * signature/bdoc-1.0/ts}. A repeated parameter is refused.
 */
public record ContentType(String type, String subtype, Map<String, String> parameters) {

  public ContentType {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  public static ContentType parse(String text) {
    requireNoControls(text);
    int semicolon = text.indexOf(';');
    String media = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    int slash = media.indexOf('/');
    if (slash < 0
        || !Header.isToken(media.substring(0, slash))
        || media.endsWith("/")
        || !Header.isToken(media.substring(slash + 1).replace("/", ""))) {
      throw invalid(text);
    }
    return new ContentType(
        media.substring(0, slash).toLowerCase(Locale.ROOT),
        media.substring(slash + 1).toLowerCase(Locale.ROOT),
        semicolon < 0 ? Map.of() : new Parameters(text, semicolon).read());
  }

  private static void requireNoControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\t' && Character.isISOControl(c)) {
        throw invalid(text);
      }
    }
  }

  /** {@code text/xml}. */
  public String mediaType() {
    return type + '/' + subtype;
  }

  public boolean is(String mediaType) {
    return mediaType().equals(mediaType);
  }

  public Optional<String> parameter(String lowerCaseName) {
    return Optional.ofNullable(parameters.get(lowerCaseName));
  }

  /** The boundary of a multipart type, which it must have. */
  public String boundary() {
    return parameter("boundary")
        .filter(value -> !value.isEmpty())
        .orElseThrow(() ->
            new Fault(
                FaultCode.INVALID_CONTENT_TYPE,
                "Multipart content type is missing required boundary"));
  }

  @Override
  public String toString() {
    var out = new StringBuilder(mediaType());
    parameters.forEach((name, value) -> {
      out.append("; ").append(name).append('=');
      if (Header.isToken(value)) {
        out.append(value);
      } else {
        out.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
    });
    return out.toString();
  }

  private static Fault invalid(String text) {
    return new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + Shown.text(text));
  }

  /** Reads {@code ; name=value} until the end of the text. */
  private static final class Parameters {
    private final String text;
    private int at;

    Parameters(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Map<String, String> read() {
      var found = new LinkedHashMap<String, String>();
      while (at < text.length()) {
        if (text.charAt(at++) != ';') {
          throw invalid(text);
        }
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ';') {
          String name = name();
          if (found.put(name, value()) != null) {
            throw invalid(text);
          }
        }
      }
      return found;
    }

    private String name() {
      int equals = text.indexOf('=', at);
      String name = equals < 0 ? "" : text.substring(at, equals).strip();
      if (!Header.isToken(name)) {
        throw invalid(text);
      }
      at = equals + 1;
      skipBlanks();
      return name.toLowerCase(Locale.ROOT);
    }

    private String value() {
      String value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
      skipBlanks();
      return value;
    }

    private String plain() {
      int from = at;
      while (at < text.length() && "; \t\",".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == from) {
        throw invalid(text);
      }
      return text.substring(from, at);
    }

    private String quoted() {
      var value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 1 : 0;
        if (at < text.length()) {
          value.append(text.charAt(at++));
        }
      }
      if (at >= text.length()) {
        throw invalid(text);
      }
      at++;
      return value.toString();
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }
  }
}
