// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.protocol.mime.Headers;

/**
 * The trace that an information system began, as its REST request says it. SOAP messages have no
 * place for it.
 *
 * <pre>{@code traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}</pre>
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param parentId 16 of them, not all zero
 * @param sampled whether whoever began it records it
 * @param state what others keep with the trace, empty for nothing
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
record TraceContext(String traceId, String parentId, boolean sampled, String state) {
  private static final Pattern PARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");
  private static final int HEX = 16;
  private static final int MOST_STATE = 512;

  /** Nothing if there is none, several, or one that no specification allows. */
  static Optional<TraceContext> of(Headers headers) {
    if (headers.all("traceparent").size() != 1) {
      return Optional.empty();
    }
    Matcher parent = PARENT.matcher(headers.first("traceparent").orElse("").strip());
    if (!parent.matches()) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(parent.group(3), HEX) & 1) == 1;
    String state = String.join(",", headers.all("tracestate"));
    return Optional.of(
        new TraceContext(
            parent.group(1), parent.group(2), sampled, state.length() > MOST_STATE ? "" : state));
  }
}
