// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Page;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.registry.membership.MembershipCommand.ChangeServerAddress;
import org.postroad.registry.membership.MembershipCommand.RemoveServer;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.membership.RequestOrigin;

/** Security servers and what is registered at them (E41). */
@Path("security-servers")
public final class SecurityServers {
  private static final Map<String, Comparator<Views.SecurityServer>> KEYS =
      Map.of(
          "xroad_id.server_code", Comparator.comparing(s -> s.serverId().serverCode()),
          "server_id.server_code", Comparator.comparing(s -> s.serverId().serverCode()),
          "owner_name", Comparator.comparing(s -> s.ownerName().orElse("")),
          "xroad_id.member_class", Comparator.comparing(s -> s.serverId().memberClass()),
          "server_id.member_class", Comparator.comparing(s -> s.serverId().memberClass()),
          "xroad_id.member_code", Comparator.comparing(s -> s.serverId().memberCode()),
          "server_id.member_code", Comparator.comparing(s -> s.serverId().memberCode()));

  private final Registry registry;

  /** Part of the servers found. */
  record PagedSecurityServers(List<Views.SecurityServer> items, Page.Metadata pagingMetadata) {}

  /** Where a server is reached. */
  record SecurityServerAddress(String serverAddress) {}

  SecurityServers(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_SECURITY_SERVERS)
  public PagedSecurityServers findSecurityServers(
      @QueryParam("q") @DefaultValue("") String q, @BeanParam Page.Query page) {
    MembershipSnapshot membership = membership();
    List<Views.SecurityServer> found =
        membership.servers().stream()
            .map(server -> Views.SecurityServer.of(membership, server))
            .filter(server ->
                Stream.of(
                        server.serverId().serverCode(),
                        server.ownerName().orElse(""),
                        server.serverId().memberClass(),
                        server.serverId().memberCode())
                    .anyMatch(value -> Clients.contains(value, q)))
            .toList();
    Page.Part<Views.SecurityServer> part = page.page().of(found, KEYS);
    return new PagedSecurityServers(part.items(), part.pagingMetadata());
  }

  @GET
  @Path("{server_id}")
  @Needs(Permission.VIEW_SECURITY_SERVER_DETAILS)
  public Views.SecurityServer getSecurityServer(@PathParam("server_id") String id) {
    return Views.SecurityServer.of(membership(), known(id));
  }

  @PATCH
  @Path("{server_id}")
  @Needs(Permission.EDIT_SECURITY_SERVER_ADDRESS)
  @Audited(AuditEvent.EDIT_SECURITY_SERVER_ADDRESS)
  public Views.SecurityServer updateSecurityServerAddress(
      @Context Call call, @PathParam("server_id") String id, SecurityServerAddress address) {
    SecurityServerId server = noted(call, id);
    call.note("address", address.serverAddress());
    registry.execute(new ChangeServerAddress(server, address.serverAddress()), call.actor());
    return getSecurityServer(id);
  }

  @DELETE
  @Path("{server_id}")
  @Needs(Permission.DELETE_SECURITY_SERVER)
  @Audited(AuditEvent.DELETE_SECURITY_SERVER)
  public void deleteSecurityServer(@Context Call call, @PathParam("server_id") String id) {
    registry.execute(new RemoveServer(noted(call, id)), call.actor());
  }

  @GET
  @Path("{server_id}/authentication-certificates")
  @Needs(Permission.VIEW_SECURITY_SERVER_DETAILS)
  public List<CertificateView> getSecurityServerAuthCerts(@PathParam("server_id") String id) {
    return known(id).authenticationCertificates().stream()
        .map(certificate -> CertificateView.of(certificate, Optional.of(number(certificate))))
        .toList();
  }

  @DELETE
  @Path("{server_id}/authentication-certificates/{certificate_id}")
  @Needs(Permission.DELETE_SECURITY_SERVER_AUTH_CERT)
  @Audited(AuditEvent.DELETE_AUTHENTICATION_CERTIFICATE)
  public void deleteSecurityServerAuthCert(
      @Context Call call,
      @PathParam("server_id") String id,
      @PathParam("certificate_id") int certificateId) {
    SecurityServerId server = noted(call, id);
    X509Certificate certificate =
        known(id).authenticationCertificates().stream()
            .filter(each -> number(each) == certificateId)
            .findFirst()
            .orElseThrow(
                () -> Refusal.notFound("certificate_not_found", Integer.toString(certificateId)));
    call.note("certHash", Numbers.nameOf(certificate)).note("certHashAlgorithm", "SHA-1");
    var _ =
        registry.submit(
            RequestOrigin.CENTER, new AuthCertDeletion(server, certificate), call.actor());
  }

  @GET
  @Path("{server_id}/clients")
  @Needs(Permission.VIEW_SECURITY_SERVER_DETAILS)
  public List<Views.Client> getSecurityServerClients(@PathParam("server_id") String id) {
    MembershipSnapshot membership = membership();
    RegisteredServer server = known(id);
    return Stream.concat(server.clients().stream(), server.disabledClients().stream())
        .map(client -> Views.Client.of(membership, client))
        .toList();
  }

  private static int number(X509Certificate certificate) {
    return Numbers.of("authentication-certificate", Numbers.nameOf(certificate));
  }

  private SecurityServerId noted(Call call, String id) {
    SecurityServerId server = Encoded.server("server_id", id);
    call.note("serverCode", server.serverCode())
        .note("ownerClass", server.owner().memberClass())
        .note("ownerCode", server.owner().memberCode());
    return known(id).id();
  }

  private RegisteredServer known(String text) {
    SecurityServerId id = Encoded.server("server_id", text);
    return membership().servers().stream()
        .filter(server -> server.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("security_server_not_found", text));
  }

  private MembershipSnapshot membership() {
    return registry.snapshot().membership();
  }
}
