// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.api.DiagnosticsResource.StatusClass;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.registration.ConnectionTests;
import org.postroad.securityserver.registration.ConnectionTests.Failure;

/** Tries now what this server has to reach; the answer comes when it was tried (E28). */
@Path("diagnostics")
public final class ConnectionDiagnostics {
  private final AdministeredServer server;
  private final Connections connections;

  /**
   * How it tries.
   *
   * @param configuration where a global configuration is, the own and those of partners
   */
  public record Connections(
      Supplier<List<GlobalConfigurationClient.Tried>> configuration, ConnectionTests others) {}

  /** Good, or what stood in the way. */
  record ConnectionStatus(StatusClass statusClass, Optional<ConnectionError> error) {
    static ConnectionStatus of(Optional<Failure> failure) {
      return new ConnectionStatus(
          failure.isEmpty() ? StatusClass.OK : StatusClass.FAIL,
          failure.map(each -> new ConnectionError(each.code(), List.of(each.text()))));
    }
  }

  /** What stood in the way, with what was said of it. */
  record ConnectionError(String code, List<String> metadata) {}

  /** How it is with one address of a global configuration. */
  record GlobalConfConnectionStatus(String downloadUrl, ConnectionStatus connectionStatus) {}

  ConnectionDiagnostics(AdministeredServer server) {
    this.server = server;
    this.connections = server.connections();
  }

  /** Every address is tried, each with all that is served there. */
  @GET
  @Path("global-conf-status")
  @Needs(Permission.DIAGNOSTICS)
  public List<GlobalConfConnectionStatus> getGlobalConfStatus() {
    return connections.configuration().get().stream()
        .map(tried ->
            new GlobalConfConnectionStatus(
                tried.url().toString(),
                ConnectionStatus.of(
                    tried
                        .failure()
                        .map(fault ->
                            new Failure(
                                fault.code().name().toLowerCase(Locale.ROOT), fault.text())))))
        .toList();
  }

  /** With a certificate that is still to be registered, or else one that is. */
  @GET
  @Path("auth-cert-req-status")
  @Needs(Permission.DIAGNOSTICS)
  public ConnectionStatus getAuthCertReqStatus() {
    SecurityServerId own = server.configuration().get().server().id();
    return ConnectionStatus.of(
        certificate(server.keys())
            .map(certificate -> connections.others().registration(own, certificate))
            .orElseGet(() ->
                Optional.of(
                    new Failure(
                        "certificate_not_found",
                        "There is no certificate for authentication here"))));
  }

  private static Optional<X509Certificate> certificate(KeyAdministration keys) {
    return keys.tokens().stream()
        .flatMap(token -> token.keys().stream())
        .flatMap(key -> key.certificates().stream())
        .filter(each -> each.use() == KeyUse.AUTHENTICATION)
        .filter(each -> each.status() != CertificateStatus.DELETION_IN_PROGRESS)
        .min(Comparator.comparing(each -> each.status() != CertificateStatus.SAVED))
        .map(CertificateState::certificate);
  }

  @GET
  @Path("other-security-server-status")
  @Needs(Permission.DIAGNOSTICS)
  public ConnectionStatus getOtherSecurityServerStatus(
      @QueryParam("protocol_type") String protocol,
      @QueryParam("client_id") String clientId,
      @QueryParam("target_client_id") String targetClientId,
      @QueryParam("security_server_id") String securityServerId) {
    ClientId caller = Encoded.client("client_id", given("client_id", clientId));
    SubsystemId called =
        Encoded.subsystem("target_client_id", given("target_client_id", targetClientId));
    SecurityServerId other =
        Encoded.server("security_server_id", given("security_server_id", securityServerId));
    var _ = new Known(server.configuration().get().server()).client(caller);
    return ConnectionStatus.of(
        switch (given("protocol_type", protocol)) {
          case "REST" -> connections.others().rest(caller, called, other);
          case "SOAP" -> connections.others().soap(caller, called, other);
          default -> throw Refusal.invalid("protocol_type", "Invalid");
        });
  }

  private static <T> T given(String name, T value) {
    return Optional.ofNullable(value).orElseThrow(() -> Refusal.invalid(name, "NotNull"));
  }
}
