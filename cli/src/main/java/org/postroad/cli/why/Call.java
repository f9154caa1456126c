// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.monitoring.OperationalField;
import org.postroad.securityserver.monitoring.OperationalRecord;

/**
 * Who called what, and when.
 *
 * @param method of REST
 * @param path of the endpoint of the service's description that was called; operational records
 *     have no other path
 */
record Call(
    ClientId client,
    ServiceId service,
    Optional<String> method,
    Optional<String> path,
    Instant time) {

  /** What a record says of it; nothing where the request could not be read. */
  static Optional<Call> of(OperationalRecord record) {
    try {
      return client(record)
          .flatMap(client ->
              service(record)
                  .map(service ->
                      new Call(
                          client,
                          service,
                          record.text(OperationalField.REST_METHOD),
                          record.text(OperationalField.REST_PATH),
                          time(record))));
    } catch (Fault unreadable) {
      return Optional.empty();
    }
  }

  static Instant time(OperationalRecord record) {
    return Instant.ofEpochMilli(record.number(OperationalField.REQUEST_IN_TS).orElse(0L));
  }

  private static Optional<ClientId> client(OperationalRecord record) {
    return party(
        record,
        OperationalField.CLIENT_INSTANCE,
        OperationalField.CLIENT_MEMBER_CLASS,
        OperationalField.CLIENT_MEMBER_CODE,
        OperationalField.CLIENT_SUBSYSTEM_CODE);
  }

  private static Optional<ServiceId> service(OperationalRecord record) {
    return party(
            record,
            OperationalField.SERVICE_INSTANCE,
            OperationalField.SERVICE_MEMBER_CLASS,
            OperationalField.SERVICE_MEMBER_CODE,
            OperationalField.SERVICE_SUBSYSTEM_CODE)
        .flatMap(owner ->
            record
                .text(OperationalField.SERVICE_CODE)
                .map(code ->
                    new ServiceId(owner, code, record.text(OperationalField.SERVICE_VERSION))));
  }

  private static Optional<ClientId> party(
      OperationalRecord record,
      OperationalField instance,
      OperationalField memberClass,
      OperationalField memberCode,
      OperationalField subsystem) {
    Optional<String> first = record.text(instance);
    Optional<String> second = record.text(memberClass);
    Optional<String> third = record.text(memberCode);
    return first.isPresent() && second.isPresent() && third.isPresent()
        ? Optional.of(ClientId.of(first.get(), second.get(), third.get(), record.text(subsystem)))
        : Optional.empty();
  }

  /** The service as it is written on the command line. */
  String name() {
    return service.owner()
        + "/"
        + service.serviceCode()
        + service.serviceVersion().map(version -> "/" + version).orElse("");
  }

  /** Whose side the service is. */
  String operator() {
    return "whoever runs the service " + service.serviceCode();
  }

  /** The method and the path, as far as they are known. */
  String endpoint() {
    return method.orElse("*") + " " + path.orElse("…");
  }
}
