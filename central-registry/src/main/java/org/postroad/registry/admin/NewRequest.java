// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.Base64;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;

/**
 * A management request as it is added, and as it is then.
 *
 * @param id only in replies, as is the status
 * @param authenticationCertificate base64 of DER or PEM
 */
record NewRequest(
    Optional<Long> id,
    RequestType type,
    RequestOrigin origin,
    String securityServerId,
    Optional<String> status,
    Optional<String> serverAddress,
    Optional<String> authenticationCertificate,
    Optional<String> clientId,
    Optional<String> subsystemName,
    Optional<String> message) {

  static NewRequest of(RegisteredRequest registered) {
    ManagementRequest request = registered.request();
    return new NewRequest(
        Optional.of(registered.id()),
        RequestType.of(request),
        registered.origin(),
        Encoded.of(request.server()),
        Optional.of(RequestView.status(registered)),
        RequestView.address(request),
        RequestView.certificate(request)
            .map(known -> Base64.getEncoder().encodeToString(Certificates.encoded(known))),
        RequestView.client(request).map(Encoded::of),
        RequestView.subsystemName(request),
        request instanceof ManagementRequest.MaintenanceModeEnable m
            ? m.message()
            : Optional.empty());
  }

  /** What is asked for; a field that this kind of request needs and does not have is refused. */
  ManagementRequest request() {
    SecurityServerId server = Encoded.server("security_server_id", securityServerId);
    return switch (type) {
      case AUTH_CERT_REGISTRATION_REQUEST ->
          new ManagementRequest.AuthCertReg(
              server, serverAddress, Certificates.parseBase64(certificate()), false);
      case AUTH_CERT_DELETION_REQUEST ->
          new ManagementRequest.AuthCertDeletion(server, Certificates.parseBase64(certificate()));
      case CLIENT_REGISTRATION_REQUEST ->
          new ManagementRequest.ClientReg(server, client(), subsystemName);
      case CLIENT_DELETION_REQUEST -> new ManagementRequest.ClientDeletion(server, client());
      case CLIENT_DISABLE_REQUEST -> new ManagementRequest.ClientDisable(server, client());
      case CLIENT_ENABLE_REQUEST -> new ManagementRequest.ClientEnable(server, client());
      case CLIENT_RENAME_REQUEST ->
          new ManagementRequest.ClientRename(
              server, subsystem(), needed("subsystem_name", subsystemName));
      case OWNER_CHANGE_REQUEST -> new ManagementRequest.OwnerChange(server, member());
      case ADDRESS_CHANGE_REQUEST ->
          new ManagementRequest.AddressChange(server, needed("server_address", serverAddress));
      case MAINTENANCE_MODE_ENABLE_REQUEST ->
          new ManagementRequest.MaintenanceModeEnable(server, message);
      case MAINTENANCE_MODE_DISABLE_REQUEST -> new ManagementRequest.MaintenanceModeDisable(server);
    };
  }

  private String certificate() {
    return needed("authentication_certificate", authenticationCertificate);
  }

  private ClientId client() {
    return Encoded.client("client_id", needed("client_id", clientId));
  }

  private SubsystemId subsystem() {
    return Encoded.subsystem("client_id", needed("client_id", clientId));
  }

  private MemberId member() {
    return Encoded.member("client_id", needed("client_id", clientId));
  }

  private static String needed(String field, Optional<String> value) {
    return value.orElseThrow(() -> Refusal.invalid(field, "NotNull"));
  }
}
