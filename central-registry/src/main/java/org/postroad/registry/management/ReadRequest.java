// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.management.ManagementService;
import org.postroad.protocol.management.RequestReader;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.mime.ContentType;

/** Stage: reads a request, if the registry has a valid configuration to judge it by (B12). */
final class ReadRequest {
  private final Supplier<Optional<GlobalConfiguration>> configuration;
  private final Clock clock;

  ReadRequest(Supplier<Optional<GlobalConfiguration>> configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  Received apply(Arrival arrival) {
    Instant now = clock.instant();
    GlobalConfiguration valid =
        configuration
            .get()
            .filter(known -> known.isValidAt(now))
            .orElseThrow(() ->
                new Fault(FaultCode.GLOBAL_CONF_OUTDATED, "Global configuration is not valid"));
    String mediaType = ContentType.parse(arrival.contentType()).mediaType();
    if (!arrival.port().takes(mediaType)) {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + mediaType);
    }
    SubmittedRequest submitted = read(arrival);
    ManagementService service = submitted.message().request().service();
    if (!arrival.port().serves(service)) {
      throw new Fault(
          FaultCode.UNKNOWN_SERVICE, "Service " + service.code() + " is not served here");
    }
    return new Received(submitted, valid, now);
  }

  private static SubmittedRequest read(Arrival arrival) {
    try {
      return RequestReader.read(new ByteArrayInputStream(arrival.body()), arrival.contentType());
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
  }
}
