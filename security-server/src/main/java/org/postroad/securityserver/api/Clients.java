// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.ClientChanges;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ServerConfiguration;

/** The members and subsystems that use this server (E20). */
@Path("clients")
public final class Clients {
  private final ClientAdministration server;

  /** What is to be added. */
  record ClientAdd(NewClient client, Optional<Boolean> ignoreWarnings) {}

  /** The parts that are not the instance, which is the server's. */
  record NewClient(
      String memberClass,
      String memberCode,
      Optional<String> subsystemCode,
      Optional<String> subsystemName,
      Optional<ConnectionType> connectionType) {}

  /** How information systems connect. */
  record ConnectionTypeWrapper(ConnectionType connectionType) {}

  Clients(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENTS)
  public List<ClientView> findClients(@BeanParam ClientSearch search) {
    return search.in(server);
  }

  @POST
  @Created
  @Needs(Permission.ADD_CLIENT)
  @Audited(AuditEvent.ADD_CLIENT)
  public ClientView addClient(@Context Call call, ClientAdd add) {
    NewClient wanted = add.client();
    ClientId id =
        ClientId.of(
            server.now().id().owner().instance(),
            wanted.memberClass(),
            wanted.memberCode(),
            wanted.subsystemCode());
    call.note("clientIdentifier", Encoded.of(id));
    boolean insists = add.ignoreWarnings().orElse(false);
    ConnectionType type = wanted.connectionType().orElse(ConnectionType.HTTPS);
    var _ =
        server.change(
            call,
            now -> {
              if (now.client(id).isPresent()) {
                throw Refusal.conflict("client_already_exists", Encoded.of(id));
              }
              ProposedChange added = ClientChanges.add(now, id, type, server.global());
              return named(Warned.confirmed(added, insists), id, wanted.subsystemName());
            });
    return view(id);
  }

  private static ServerConfiguration named(
      ServerConfiguration next, ClientId id, Optional<String> name) {
    return id instanceof SubsystemId subsystem && name.isPresent()
        ? next.withRegistration(next.registration().withName(subsystem, name.get()))
        : next;
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_CLIENT_DETAILS)
  public ClientView getClient(@PathParam("id") String id) {
    return ClientView.of(new Known(server.now()).client(id), server);
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.EDIT_CLIENT_INTERNAL_CONNECTION_TYPE)
  @Audited(AuditEvent.SET_CONNECTION_TYPE)
  public ClientView updateClient(
      @Context Call call, @PathParam("id") String text, ConnectionTypeWrapper wanted) {
    call.note("clientIdentifier", text).note("isAuthentication", wanted.connectionType());
    ClientId id = new Known(server.now()).client(text).id();
    var _ = server.change(call, now -> ClientChanges.connect(now, id, wanted.connectionType()));
    return view(id);
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.DELETE_CLIENT)
  @Audited(AuditEvent.DELETE_CLIENT)
  public void deleteClient(@Context Call call, @PathParam("id") String text) {
    call.note("clientIdentifier", text);
    Client client = new Known(server.now()).client(text);
    var _ = server.change(call, now -> ClientChanges.remove(now, client.id()));
  }

  private ClientView view(ClientId id) {
    return ClientView.of(new Known(server.now()).client(id), server);
  }
}
