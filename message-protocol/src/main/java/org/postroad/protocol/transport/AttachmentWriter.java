// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;

/**
 * SOAP attachments as one nested multipart (C-038).
 *
 * <p>Its boundary has the letters of the outer one behind {@code xatt}, and an empty line stands
 * before the first boundary: both as the reference does.
 */
final class AttachmentWriter {
  private static final String OUTER_PREFIX = "xtop";
  private static final String PREFIX = "xatt";
  private static final byte[] EMPTY_LINE = {'\r', '\n'};

  private record Nested(OutputStream part, MultipartWriter writer) {}

  private final MultipartWriter outer;
  private final String boundary;
  private Optional<Nested> nested = Optional.empty();

  AttachmentWriter(MultipartWriter outer, String outerBoundary) {
    this.outer = outer;
    this.boundary =
        outerBoundary.startsWith(OUTER_PREFIX)
            ? PREFIX + outerBoundary.substring(OUTER_PREFIX.length())
            : PREFIX + outerBoundary;
  }

  OutputStream next(Headers headers) throws IOException {
    if (nested.isEmpty()) {
      nested = Optional.of(begin());
    }
    return nested.get().writer.part(headers);
  }

  private Nested begin() throws IOException {
    OutputStream part =
        outer.part(Headers.of("content-type", TransportWriter.contentType(boundary)));
    part.write(EMPTY_LINE);
    return new Nested(part, new MultipartWriter(part, boundary));
  }

  void end() throws IOException {
    if (nested.isPresent()) {
      nested.get().writer.end();
      nested.get().part.close();
    }
  }
}
