// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.monitoring.MonitoringAnswer;

/**
 * Answers questions about this server (G-014 to G-038). What it answers takes the same way as the
 * answer of a service: bound to its request, signed and logged.
 */
public final class MonitoringServices {
  private static final String TEXT_XML = "text/xml";
  private static final String WITH_CHARSET = "text/xml; charset=UTF-8";
  private static final String GZIP = "application/gzip";

  private final Monitoring monitoring;
  private final RandomGenerator random;

  /**
   * @param random for boundaries
   */
  public MonitoringServices(Monitoring monitoring, RandomGenerator random) {
    this.monitoring = monitoring;
    this.random = random;
  }

  public ServiceResponse answer(
      Destination.MonitoringService asked, SoapMessage request, Configuration configuration)
      throws IOException {
    MonitoringAnswer answer =
        switch (asked) {
          case OPERATIONAL_DATA -> monitoring.operationalData(request, configuration);
          case HEALTH_DATA -> monitoring.healthData(request);
          case METRICS -> {
            requireAllowed(request, configuration);
            yield monitoring.metrics(request, configuration);
          }
        };
    SoapMessage message = request.answeredWith(answer.element());
    return answer
        .gzip()
        .map(gzip -> withAttachment(message, gzip))
        .orElseGet(() ->
            new ServiceResponse.Soap(
                message,
                WITH_CHARSET,
                SoapMultipart.of(message, WITH_CHARSET, List.of()),
                () -> {}));
  }

  /**
   * Only for the owner itself and the client that the instance names, ids compared whole (G-031).
   */
  private static void requireAllowed(SoapMessage request, Configuration configuration) {
    boolean owner = request.client().equals(configuration.server().id().owner());
    boolean central =
        configuration
            .global()
            .optionalParameters()
            .monitoringClient()
            .filter(request.client()::equals)
            .isPresent();
    if (!owner && !central) {
      throw new Fault(
          FaultCode.ACCESS_DENIED, "Request is not allowed: " + request.service().text());
    }
  }

  private ServiceResponse withAttachment(SoapMessage message, byte[] gzip) {
    SoapAttachment attachment =
        new SoapAttachment(
            GZIP,
            Headers.builder()
                .add("content-transfer-encoding", "binary")
                .add("content-id", "<" + MonitoringAnswer.CONTENT_ID + ">")
                .build(),
            new ByteArrayInputStream(gzip));
    return new ServiceResponse.Soap(
        message,
        "multipart/related; type=\"text/xml\"; charset=UTF-8; boundary="
            + MultipartWriter.boundary("xroad", random),
        SoapMultipart.of(message, TEXT_XML, List.of(attachment)),
        () -> {});
  }
}
