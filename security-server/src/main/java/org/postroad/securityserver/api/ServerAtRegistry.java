// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.securityserver.api.SystemResource.ServerAddress;

/** What the registry is asked about this server itself: its address and its maintenance (E27). */
@Path("system")
public final class ServerAtRegistry {
  private final ClientAdministration server;

  /** The address that the registry tells, and the one it was asked for. */
  record ServerAddressStatus(
      Optional<ServerAddress> currentAddress, Optional<ServerAddress> requestedChange) {}

  /**
   * Whether others are told that this server does not answer now.
   *
   * @param isManagementServicesProvider whether it serves the registry, so that it must answer
   */
  record MaintenanceMode(
      Status status, boolean isManagementServicesProvider, Optional<String> message) {}

  /** How far it is. */
  enum Status {
    ENABLED_MAINTENANCE_MODE,
    DISABLED_MAINTENANCE_MODE,
    PENDING_ENABLE_MAINTENANCE_MODE,
    PENDING_DISABLE_MAINTENANCE_MODE
  }

  /** What others are told. */
  record MaintenanceModeMessage(Optional<String> message) {}

  ServerAtRegistry(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Path("server-address")
  @Needs(Permission.VIEW_SYS_PARAMS)
  public ServerAddressStatus getServerAddress() {
    return new ServerAddressStatus(
        server.global().addressOf(own()).map(ServerAddress::new),
        server.now().registration().address().map(ServerAddress::new));
  }

  @PUT
  @Path("server-address")
  @Needs(Permission.CHANGE_SS_ADDRESS)
  @Audited(AuditEvent.CHANGE_ADDRESS)
  public void addressChange(@Context Call call, ServerAddress wanted) {
    String address = wanted.address().strip();
    call.note("address", address);
    if (address.isEmpty()) {
      throw Refusal.invalid("address", "NotBlank");
    }
    if (server.global().addressOf(own()).equals(Optional.of(address))) {
      throw Refusal.conflict("same_address_change_request", address);
    }
    server.send(call, new AddressChange(own(), address));
  }

  @GET
  @Path("maintenance-mode")
  @Needs(Permission.TOGGLE_MAINTENANCE_MODE)
  public MaintenanceMode getMaintenanceMode() {
    Optional<SharedParameters.Maintenance> told =
        server.global().server(own()).flatMap(SharedParameters.Server::maintenance);
    Status status =
        server
            .now()
            .registration()
            .maintenance()
            .map(asked ->
                switch (asked) {
                  case BEGINNING -> Status.PENDING_ENABLE_MAINTENANCE_MODE;
                  case ENDING -> Status.PENDING_DISABLE_MAINTENANCE_MODE;
                })
            .orElse(
                told.isPresent()
                    ? Status.ENABLED_MAINTENANCE_MODE
                    : Status.DISABLED_MAINTENANCE_MODE);
    return new MaintenanceMode(
        status, servesRegistry(), told.flatMap(SharedParameters.Maintenance::message));
  }

  /** Who serves the registry could not be told to end it. */
  @PUT
  @Path("maintenance-mode/enable")
  @Needs(Permission.TOGGLE_MAINTENANCE_MODE)
  @Audited(AuditEvent.ENABLE_MAINTENANCE)
  public void enableMaintenanceMode(@Context Call call, MaintenanceModeMessage wanted) {
    if (servesRegistry()) {
      throw Refusal.conflict("action_not_possible", "This server serves the registry");
    }
    requireStatus(Status.DISABLED_MAINTENANCE_MODE);
    server.send(
        call, new MaintenanceModeEnable(own(), wanted.message().filter(text -> !text.isBlank())));
  }

  @PUT
  @Path("maintenance-mode/disable")
  @Needs(Permission.TOGGLE_MAINTENANCE_MODE)
  @Audited(AuditEvent.DISABLE_MAINTENANCE)
  public void disableMaintenanceMode(@Context Call call) {
    requireStatus(Status.ENABLED_MAINTENANCE_MODE);
    server.send(call, new MaintenanceModeDisable(own()));
  }

  private void requireStatus(Status expected) {
    Status status = getMaintenanceMode().status();
    if (status != expected) {
      throw Refusal.conflict("action_not_possible", "It is " + status);
    }
  }

  private boolean servesRegistry() {
    Optional<ClientId> provider = server.global().managementServiceProvider();
    return provider.isPresent() && server.global().isRegistered(provider.get(), own());
  }

  private SecurityServerId own() {
    return server.now().id();
  }
}
