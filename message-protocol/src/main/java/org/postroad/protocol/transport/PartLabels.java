// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;

/** What the header of a part says about its kind, and the rest of that header. */
final class PartLabels {
  private static final String CONTENT_TYPE = "content-type";

  private PartLabels() {}

  /** The content type of a part, which it has to have exactly once (threat 46). */
  static String contentType(Headers headers) {
    List<String> types = headers.all(CONTENT_TYPE);
    if (types.size() != 1) {
      throw new Fault(
          FaultCode.INVALID_CONTENT_TYPE,
          "Could not get content type for part: it has " + types.size() + ", expected one");
    }
    return types.getFirst();
  }

  /** What is before the parameters; one of the types has two slashes, which no grammar allows. */
  static String mediaType(Headers headers) {
    String label = contentType(headers);
    int parameters = label.indexOf(';');
    return (parameters < 0 ? label : label.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static Headers others(Headers headers) {
    return headers.without(Set.of(CONTENT_TYPE));
  }
}
