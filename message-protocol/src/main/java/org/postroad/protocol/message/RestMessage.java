// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Arrays;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;

/** The header part of a REST request or response of protocol {@code r1}, without its body. */
public sealed interface RestMessage extends Message permits RestRequest, RestResponse {
  /** All header fields of the part, X-Road ones included. */
  Headers headers();

  /** The id of this one exchange, in the part and in the transport header alike (B-018, B-042). */
  String requestId();

  @Override
  default boolean isMetadata() {
    return Arrays.equals(bytes(), metadata());
  }

  @Override
  default Optional<String> userId() {
    return headers().first("x-road-userid");
  }

  @Override
  default Optional<String> issue() {
    return headers().first("x-road-issue");
  }

  @Override
  default String protocol() {
    return "1";
  }
}
