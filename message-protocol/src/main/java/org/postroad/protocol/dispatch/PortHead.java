// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a request.
 *
 * @param path as it was sent, still percent-encoded
 * @param query what stands behind the question mark, still percent-encoded; empty if there is none
 * @param headers by name, whose case does not matter
 * @param caller where the request comes from
 */
public record PortHead(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    InetAddress caller) {

  public PortHead {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = copy;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** The type of the body without its parameters, in lower case; empty if none is given. */
  public String mediaType() {
    String type = header("content-type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }
}
