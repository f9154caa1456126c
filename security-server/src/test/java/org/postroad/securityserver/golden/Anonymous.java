// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message on the server port without what must differ between two servers: boundaries, times, key
 * material, and how base64 is broken into lines. Everything else of it is kept to the byte.
 *
 * @param parts the body cut at its boundaries, which stay at the beginning of each piece
 */
record Anonymous(List<String> head, List<Part> parts) {

  /** A piece of the body with the kinds of things that were taken out of it. */
  record Part(String text, Set<String> without) {

    /** The content type, or what else the piece begins with. */
    String name() {
      Matcher type = Pattern.compile("content-type: ([^;\r]*)").matcher(text);
      return type.find() ? type.group(1) : text.startsWith("<") ? "text/xml" : "end";
    }
  }

  private record Variable(String kind, Pattern pattern, String replacement) {

    static Variable of(String kind, String pattern, String replacement) {
      return new Variable(kind, Pattern.compile(pattern, Pattern.DOTALL), replacement);
    }
  }

  private static final String BASE64 = "[A-Za-z0-9+/=]";

  private static final List<Variable> BODY =
      List.of(
          Variable.of("boundary", "(xtop|xatt)[A-Za-z]{30}", "$1*"),
          Variable.of("line breaks in base64", "(?<=" + BASE64 + ")&#13;\n(?=" + BASE64 + ")", ""),
          Variable.of("time", "(<xades:SigningTime>)[-0-9T:.]+(Z</)", "$1*$2"),
          Variable.of(
              "key material",
              "(content-type: application/ocsp-response\r\n\r\n)0.*(\r\n--xtop|$)",
              "$1*$2"),
          Variable.of(
              "key material",
              "(URI=\"#signed-properties\">\n<ds:DigestMethod [^>]*>\n<ds:DigestValue>)[^<\n]+(<)",
              "$1*$2"),
          Variable.of("key material", "(<xades:CertDigest>.*?<ds:DigestValue>)[^<\n]+(<)", "$1*$2"),
          Variable.of("key material", "(<ds:SignatureValue [^>]*>\n)[^<\n]+(\n<)", "$1*$2"),
          Variable.of("key material", "(<ds:X509Certificate>\n)[^<\n]+(\n<)", "$1*$2"),
          Variable.of("key material", "(<ds:X509IssuerName>)[^<\n]+(<)", "$1*$2"),
          Variable.of("key material", "(<ds:X509SerialNumber>)[^<\n]+(<)", "$1*$2"),
          Variable.of("key material", "(<xades:EncapsulatedOCSPValue [^>]*>)[^<\n]+(<)", "$1*$2"));

  private static final List<Variable> HEAD =
      List.of(
          Variable.of("boundary", "(boundary=xtop)[A-Za-z]{30}$", "$1*"),
          Variable.of("time", "^(Date: )[A-Z][a-z]{2}, [0-9A-Za-z: ]+ GMT$", "$1*"),
          Variable.of("address", "^(Host: )127\\.0\\.0\\.\\d:\\d+$", "$1*"),
          Variable.of("build", "^(x-proxy-version: 7\\.8\\.1)(-SNAPSHOT-\\w+)?$", "$1*"));

  /** Fields that are about the connection, not about the message, in lower case. */
  private static final Set<String> CONNECTION =
      Set.of("connection", "transfer-encoding", "user-agent", "accept-encoding");

  static Anonymous of(byte[] message) {
    List<String> head = new ArrayList<>();
    for (String line : RawHttp.head(message).split("\r\n", -1)) {
      head.add(replaced(line, HEAD).text());
    }
    return new Anonymous(head, parts(new String(RawHttp.body(message), ISO_8859_1)));
  }

  private static List<Part> parts(String body) {
    List<Part> parts = new ArrayList<>();
    for (String piece : body.split("(?=\r\n--x(top|att))", -1)) {
      parts.add(replaced(piece, BODY));
    }
    return parts;
  }

  private static Part replaced(String text, List<Variable> variables) {
    Set<String> without = new LinkedHashSet<>();
    String left = text;
    for (Variable variable : variables) {
      String next = variable.pattern().matcher(left).replaceAll(variable.replacement());
      if (!next.equals(left)) {
        without.add(variable.kind());
      }
      left = next;
    }
    return new Part(left, without);
  }

  /** The head without the fields about the connection, in its order. */
  List<String> endToEnd() {
    return head.stream().filter(line -> !isAboutConnection(line)).toList();
  }

  /** The fields about the connection, in their order. */
  List<String> connection() {
    return head.stream().filter(Anonymous::isAboutConnection).toList();
  }

  private static boolean isAboutConnection(String line) {
    int colon = line.indexOf(':');
    return colon > 0
        && CONNECTION.contains(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT));
  }
}
