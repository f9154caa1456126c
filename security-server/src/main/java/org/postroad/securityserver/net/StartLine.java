// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.util.List;
import org.postroad.protocol.mime.Headers;

/**
 * First lines: {@code GET /path HTTP/1.1} and {@code HTTP/1.1 200 OK}, single spaces only.
 *
 * <p>Of the four forms of a request target only the path form is taken, and {@code *} for {@code
 * OPTIONS}: this server is nobody's proxy, and a second host name could contradict {@code Host}.
 */
final class StartLine {
  private StartLine() {}

  record Request(RequestHead head, boolean http11) {}

  record Response(ResponseHead head, boolean http11) {}

  static Request request(HeadReader.Head head) throws HttpViolation {
    String line = head.line();
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 0 || first == last) {
      throw malformed(line);
    }
    String method = line.substring(0, first);
    String target = line.substring(first + 1, last);
    boolean http11 = isHttp11(line.substring(last + 1), line);
    boolean path = target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"));
    if (!HeadSyntax.isToken(method) || !path || !HeadSyntax.isTarget(target)) {
      throw malformed(line);
    }
    checkHost(http11, head.headers());
    return new Request(new RequestHead(method, target, head.headers()), http11);
  }

  static Response response(HeadReader.Head head) throws HttpViolation {
    String line = head.line();
    if (line.length() < 12 || line.charAt(8) != ' ' || line.indexOf('\t') >= 0) {
      throw malformed(line);
    }
    boolean http11 = isHttp11(line.substring(0, 8), line);
    String status = line.substring(9, 12);
    if (!HeadSyntax.isDigits(status) || (line.length() > 12 && line.charAt(12) != ' ')) {
      throw malformed(line);
    }
    int number = Integer.parseInt(status);
    if (number < 100 || number > 599) {
      throw malformed(line);
    }
    String reason = line.length() > 13 ? line.substring(13) : "";
    return new Response(new ResponseHead(number, reason, head.headers()), http11);
  }

  private static boolean isHttp11(String version, String line) throws HttpViolation {
    return switch (version) {
      case "HTTP/1.1" -> true;
      case "HTTP/1.0" -> false;
      default -> throw malformed(line);
    };
  }

  private static void checkHost(boolean http11, Headers headers) throws HttpViolation {
    List<String> hosts = headers.all("Host");
    if (hosts.size() > 1 || (http11 && hosts.isEmpty())) {
      throw HttpViolation.malformed("Host fields " + hosts + ", expected exactly one");
    }
    if (!hosts.isEmpty() && !isAuthority(hosts.getFirst())) {
      throw HttpViolation.malformed(
          "Host '" + hosts.getFirst() + "', expected a name or address and perhaps a port");
    }
  }

  /** Name, IPv4 or bracketed IPv6 address, port 1 to 65535; may be empty; no user, no zone. */
  private static boolean isAuthority(String host) {
    int bracket = host.lastIndexOf(']');
    int colon = host.indexOf(':', bracket + 1);
    String name = colon < 0 ? host : host.substring(0, colon);
    return (colon < 0 || isPort(host.substring(colon + 1)))
        && (name.startsWith("[") ? isAddress(name) : isName(name));
  }

  private static boolean isAddress(String bracketed) {
    return bracketed.length() > 3
        && bracketed.endsWith("]")
        && bracketed
            .substring(1, bracketed.length() - 1)
            .chars()
            .allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && "-._~%!$&'()*+,;=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isPort(String port) {
    return !port.isEmpty()
        && port.length() <= 5
        && HeadSyntax.isDigits(port)
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= 65535;
  }

  private static HttpViolation malformed(String line) {
    return HttpViolation.malformed("first line '" + line + "' is not HTTP/1.1");
  }
}
