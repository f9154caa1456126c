// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.ServerConfiguration;

/** What the registry is asked about clients (E20, D23). */
@Path("clients")
public final class ClientRequests {
  private final ClientAdministration server;

  /** What a subsystem is to be called. */
  record ClientName(String clientName) {}

  ClientRequests(ClientAdministration server) {
    this.server = server;
  }

  @PUT
  @Path("{id}/register")
  @Needs(Permission.SEND_CLIENT_REG_REQ)
  @Audited(AuditEvent.REGISTER_CLIENT)
  public void registerClient(@Context Call call, @PathParam("id") String text) {
    ClientId id = known(call, text).id();
    Optional<String> name =
        id instanceof SubsystemId subsystem
            ? Optional.ofNullable(server.now().registration().names().get(subsystem))
            : Optional.empty();
    server.send(call, new ClientReg(own(), id, name));
  }

  @PUT
  @Path("{id}/unregister")
  @Needs(Permission.SEND_CLIENT_DEL_REQ)
  @Audited(AuditEvent.UNREGISTER_CLIENT)
  public void unregisterClient(@Context Call call, @PathParam("id") String text) {
    server.send(call, new ClientDeletion(own(), known(call, text).id()));
  }

  @PUT
  @Path("{id}/disable")
  @Needs(Permission.DISABLE_CLIENT)
  @Audited(AuditEvent.DISABLE_CLIENT)
  public void disableClient(@Context Call call, @PathParam("id") String text) {
    server.send(call, new ClientDisable(own(), known(call, text).id()));
  }

  @PUT
  @Path("{id}/enable")
  @Needs(Permission.ENABLE_CLIENT)
  @Audited(AuditEvent.ENABLE_CLIENT)
  public void enableClient(@Context Call call, @PathParam("id") String text) {
    server.send(call, new ClientEnable(own(), known(call, text).id()));
  }

  /** The registry is asked for the name of a subsystem that it knows, others keep theirs here. */
  @PUT
  @Path("{id}/rename")
  @Needs(Permission.RENAME_SUBSYSTEM)
  @Audited(AuditEvent.RENAME_SUBSYSTEM)
  public void renameClient(@Context Call call, @PathParam("id") String text, ClientName wanted) {
    Client client = known(call, text);
    String name = wanted.clientName();
    call.note("subsystemName", name);
    if (!(client.id() instanceof SubsystemId subsystem)) {
      throw Refusal.invalid("id", "Subsystem");
    }
    if (name.isBlank()) {
      throw Refusal.invalid("client_name", "NotBlank");
    }
    if (client.status() == Status.SAVED) {
      var _ = server.change(call, now -> named(now, subsystem, name));
    } else {
      server.send(call, new ClientRename(own(), subsystem, name));
    }
  }

  private static ServerConfiguration named(
      ServerConfiguration now, SubsystemId subsystem, String name) {
    return now.withRegistration(now.registration().withName(subsystem, name));
  }

  @PUT
  @Path("{id}/make-owner")
  @Needs(Permission.SEND_OWNER_CHANGE_REQ)
  @Audited(AuditEvent.CHANGE_OWNER)
  public void changeOwner(@Context Call call, @PathParam("id") String text) {
    if (!(known(call, text).id() instanceof MemberId member)) {
      throw Refusal.invalid("id", "Member");
    }
    server.send(call, new OwnerChange(own(), member));
  }

  private Client known(Call call, String text) {
    Client client = new Known(server.now()).client(text);
    call.note("clientIdentifier", Encoded.of(client.id())).note("clientStatus", client.status());
    return client;
  }

  private SecurityServerId own() {
    return server.now().id();
  }
}
