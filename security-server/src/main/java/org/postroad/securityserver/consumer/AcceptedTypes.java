// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.postroad.protocol.mime.Headers;

/** The media types of Accept headers in their order; weights and parameters do not count. */
final class AcceptedTypes {

  private static final int MOST = 100;

  private AcceptedTypes() {}

  static List<String> of(Headers headers) {
    return headers.all("accept").stream()
        .flatMap(value -> Arrays.stream(value.split(",", MOST)))
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
