// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.transparency.CheckpointWitness;

/**
 * The head of a request for a file: {@code GET /internalconf?version=6 HTTP/1.1}, header lines, an
 * empty line. The grammar is as small as the service: GET and HEAD without a body, POST to the
 * witness with a body of a length given; whatever could be framed in two ways is refused and ends
 * the connection.
 *
 * @param keepAlive whether the client may ask again on this connection
 * @param bodyLength of what follows a POST
 * @param ifNoneMatch which versions the client has, as their tags
 */
record RequestHead(
    String method,
    String path,
    String query,
    boolean keepAlive,
    int bodyLength,
    Optional<String> ifNoneMatch) {
  static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final int MAXIMUM_HEADERS = 64;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  RequestHead(String method, String path, String query, boolean keepAlive, int bodyLength) {
    this(method, path, query, keepAlive, bodyLength, Optional.empty());
  }

  /** Tells whether the client has what bears this tag already. */
  boolean has(EntityTag tag) {
    return ifNoneMatch.filter(tag::isAmong).isPresent();
  }

  /** Why a request is not answered; the connection is closed after the answer. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String text) {
      super(text);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * Parses the bytes before the empty line.
   *
   * @param head lines ending in CR LF, the last one too
   */
  static RequestHead parse(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    requireLines(text);
    String[] lines = text.split("\r\n", -1);
    String[] request = lines[0].split(" ", -1);
    if (request.length != 3) {
      throw new Refusal(400, "The request line has not three words");
    }
    boolean version11 = request[2].equals("HTTP/1.1");
    if (!version11 && !request[2].equals("HTTP/1.0")) {
      throw new Refusal(505, "Expected HTTP/1.1");
    }
    Map<String, String> headers = headers(lines);
    String target = target(request[1]);
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String method = method(request[0], path);
    int bodyLength = method.equals("POST") ? bodyLength(headers) : 0;
    if (!method.equals("POST")) {
      requireNoBody(headers);
    }
    if (version11 && headers.getOrDefault("host", "").isEmpty()) {
      throw new Refusal(400, "Expected one header Host");
    }
    return new RequestHead(
        method,
        path,
        question < 0 ? "" : target.substring(question + 1),
        version11 && !headers.getOrDefault("connection", "").equalsIgnoreCase("close"),
        bodyLength,
        Optional.ofNullable(headers.get("if-none-match")));
  }

  private static void requireLines(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (lineEnd) {
        i++;
      } else if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new Refusal(400, "A control character in the request");
      }
    }
  }

  private static Map<String, String> headers(String[] lines) {
    // The last piece is the empty text after the last line end.
    if (lines.length - 2 > MAXIMUM_HEADERS) {
      throw new Refusal(431, "More than " + MAXIMUM_HEADERS + " headers");
    }
    var headers = new HashMap<String, String>();
    for (int i = 1; i < lines.length - 1; i++) {
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      if (!isToken(name)) {
        throw new Refusal(400, "A header line without a name");
      }
      String former = headers.put(name, lines[i].substring(colon + 1).strip());
      if (former != null && (name.equals("host") || name.equals("content-length"))) {
        throw new Refusal(400, "Header " + name + " is given twice");
      }
    }
    return headers;
  }

  private static void requireNoBody(Map<String, String> headers) {
    boolean framed =
        headers.containsKey("transfer-encoding")
            || headers.containsKey("trailer")
            || headers.containsKey("expect")
            || !headers.getOrDefault("content-length", "0").equals("0");
    if (framed) {
      throw new Refusal(400, "A request for a file has no body");
    }
  }

  private static int bodyLength(Map<String, String> headers) {
    if (headers.containsKey("transfer-encoding")
        || headers.containsKey("trailer")
        || headers.containsKey("expect")) {
      throw new Refusal(400, "A body has a length and nothing else");
    }
    String length = headers.getOrDefault("content-length", "");
    if (length.isEmpty()) {
      throw new Refusal(411, "A body has a length");
    }
    if (!length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Refusal(400, "The length is no number");
    }
    String digits = length.replaceFirst("^0+(?=.)", "");
    int most = CheckpointWitness.MOST_REQUEST_BYTES;
    if (digits.length() > 9 || Integer.parseInt(digits) > most) {
      throw new Refusal(413, "A body has at most " + most + " bytes");
    }
    return Integer.parseInt(digits);
  }

  private static String method(String method, String path) {
    if (!isToken(method.toLowerCase(Locale.ROOT))) {
      throw new Refusal(400, "The method is no token");
    }
    boolean adds = method.equals("POST") && path.equals(ADD_CHECKPOINT);
    if (!adds && !method.equals("GET") && !method.equals("HEAD")) {
      throw new Refusal(405, "Expected GET or HEAD");
    }
    return method;
  }

  private static String target(String target) {
    boolean visible = target.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#' && c != '\\');
    if (!target.startsWith("/") || !visible) {
      throw new Refusal(400, "Expected a path");
    }
    return target;
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0);
  }
}
