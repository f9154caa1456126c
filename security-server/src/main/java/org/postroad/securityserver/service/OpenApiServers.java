// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Takes the addresses of servers out of an OpenAPI document: of every {@code url} in the list
 * {@code servers} only the path stays, unless it has variables (F-026). Nothing else is touched:
 * order, white space and comments stay. What was made is read again and must say the same but for
 * the addresses.
 */
final class OpenApiServers {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String document;
  private final OpenApiForm form;
  private final List<Address> addresses = new ArrayList<>();

  /** A value of {@code url} as it is written from one place to another, and what remains of it. */
  private record Address(long from, long to, String path) {}

  private OpenApiServers(String document, OpenApiForm form) {
    this.document = document;
    this.form = form;
  }

  /**
   * @throws Fault {@code invalid_request} for what is no OpenAPI document of version 3
   */
  static byte[] reduced(byte[] document, OpenApiForm form) {
    String text = decoded(document);
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    String reduced = new OpenApiServers(marked ? text.substring(1) : text, form).reduced();
    return (marked ? BYTE_ORDER_MARK + reduced : reduced).getBytes(StandardCharsets.UTF_8);
  }

  private static String decoded(byte[] document) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "the document is not UTF-8", e);
    }
  }

  private String reduced() {
    try (JsonParser parser = form.parser(document)) {
      find(parser);
    } catch (JacksonException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, e.getOriginalMessage(), e);
    }
    String changed = changed();
    requireSame(changed);
    return changed;
  }

  private void find(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("an object expected");
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "openapi" -> checkVersion(parser);
        case "servers" -> findInServers(parser);
        default -> {}
      }
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw invalid("more than one document");
    }
  }

  private static void checkVersion(JsonParser parser) {
    String version = parser.getString();
    if (!parser.currentToken().isScalarValue() || !version.startsWith("3.")) {
      throw invalid(
          "Incompatible openapi version. Openapi version 3 or greater expected. Given openapi"
              + " document is of version "
              + version);
    }
  }

  /** Leaves the parser at the end of the list, or where it was if there is none. */
  private void findInServers(JsonParser parser) {
    requireNoAlias(parser);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireNoAlias(parser);
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        findInServer(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void findInServer(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("url")) {
        requireNoAlias(parser);
        if (token == JsonToken.VALUE_STRING) {
          add(parser);
        }
      }
      parser.skipChildren();
    }
  }

  /** An alias stands for something that is written elsewhere, which would be missed. */
  private static void requireNoAlias(JsonParser parser) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw invalid("a YAML alias in the list of servers");
    }
  }

  private void add(JsonParser parser) {
    String url = parser.getString();
    if (url.contains("{") && url.contains("}")) {
      return;
    }
    addresses.add(
        new Address(
            parser.currentTokenLocation().getCharOffset(),
            parser.currentLocation().getCharOffset(),
            path(url)));
  }

  private static String path(String url) {
    try {
      return Objects.requireNonNullElse(new URI(url).getRawPath(), "");
    } catch (URISyntaxException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "a server has a malformed address", e);
    }
  }

  private String changed() {
    StringBuilder out = new StringBuilder(document.length());
    OpenApiForm.Places places = form.places(document);
    int behind = 0;
    for (Address address : addresses) {
      int from = places.index(address.from());
      int to = places.index(address.to());
      int value = behindProperties(from, to);
      // A path has no character that would have to be escaped between quotes.
      out.append(document, behind, value).append('"').append(address.path()).append('"');
      boolean block = value < to && "|>".indexOf(document.charAt(value)) >= 0;
      if (block && document.charAt(to - 1) == '\n') {
        out.append('\n');
      }
      behind = to;
    }
    return out.append(document, behind, document.length()).toString();
  }

  /** Where the value begins behind an anchor and a tag of YAML, which stay. */
  private int behindProperties(int from, int to) {
    int at = from;
    while (at < to && "&!".indexOf(document.charAt(at)) >= 0) {
      while (at < to && !Character.isWhitespace(document.charAt(at))) {
        at++;
      }
      while (at < to && Character.isWhitespace(document.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private void requireSame(String changed) {
    try (JsonParser before = form.parser(document);
        JsonParser after = form.parser(changed)) {
      int next = 0;
      for (JsonToken token = before.nextToken(); token != null; token = before.nextToken()) {
        boolean isAddress =
            next < addresses.size()
                && token == JsonToken.VALUE_STRING
                && before.currentTokenLocation().getCharOffset() == addresses.get(next).from();
        String expected = isAddress ? addresses.get(next++).path() : before.getString();
        if (after.nextToken() != token || !Objects.equals(after.getString(), expected)) {
          throw invalid("the addresses of servers cannot be changed");
        }
      }
      if (after.nextToken() != null || next != addresses.size()) {
        throw invalid("the addresses of servers cannot be changed");
      }
    } catch (JacksonException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "the addresses of servers cannot be changed", e);
    }
  }

  private static Fault invalid(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
