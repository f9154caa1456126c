// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.time.Duration;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;

/**
 * What the optional parts of the own instance say; each part that is missing leaves its default.
 *
 * <p>Bytes: {@code monitoring-params.xml}, {@code nextupdate-params.xml} and {@code
 * fetchinterval-params.xml}, rows A89 and A90.
 */
public record OptionalParameters(
    Optional<ClientId> monitoringClient, boolean verifyNextUpdate, Duration ocspFetchInterval) {
  private static final Duration SHORTEST_FETCH_INTERVAL = Duration.ofMinutes(1);

  public static final OptionalParameters DEFAULTS =
      new OptionalParameters(Optional.empty(), true, Duration.ofMinutes(20));

  private static final String MONITORING = "MONITORING";
  private static final String NEXT_UPDATE = "NEXTUPDATE";
  private static final String FETCH_INTERVAL = "FETCHINTERVAL";

  static final String MONITORING_FILE = "monitoring-params.xml";
  static final String NEXT_UPDATE_FILE = "nextupdate-params.xml";
  static final String FETCH_INTERVAL_FILE = "fetchinterval-params.xml";

  public OptionalParameters {
    if (ocspFetchInterval.compareTo(SHORTEST_FETCH_INTERVAL) < 0) {
      ocspFetchInterval = SHORTEST_FETCH_INTERVAL;
    }
  }

  /**
   * Reads one optional part alone.
   *
   * @throws Fault for a part that servers would not understand, or not know
   */
  public static OptionalParameters parse(String contentIdentifier, byte[] xml) {
    return switch (contentIdentifier) {
      case MONITORING -> DEFAULTS.withMonitoring(xml);
      case NEXT_UPDATE -> DEFAULTS.withNextUpdate(xml);
      case FETCH_INTERVAL -> DEFAULTS.withFetchInterval(xml);
      default ->
          throw ParameterElement.malformed(
              "Part "
                  + contentIdentifier
                  + ", expected "
                  + MONITORING
                  + ", "
                  + NEXT_UPDATE
                  + " or "
                  + FETCH_INTERVAL);
    };
  }

  OptionalParameters withMonitoring(byte[] xml) {
    Optional<ClientId> client =
        ParameterElement.read(
            xml,
            "conf",
            conf ->
                conf.required("monitoringClient")
                    .optional("monitoringClientId")
                    .map(ParameterElement::clientId));
    return new OptionalParameters(client, verifyNextUpdate, ocspFetchInterval);
  }

  OptionalParameters withNextUpdate(byte[] xml) {
    boolean verify =
        ParameterElement.read(
            xml,
            "conf",
            conf -> conf.optional("verifyNextUpdate").map(ParameterElement::truth).orElse(true));
    return new OptionalParameters(monitoringClient, verify, ocspFetchInterval);
  }

  OptionalParameters withFetchInterval(byte[] xml) {
    Duration interval =
        ParameterElement.read(xml, "conf", conf -> conf.seconds("ocspFetchInterval"));
    return new OptionalParameters(monitoringClient, verifyNextUpdate, interval);
  }
}
