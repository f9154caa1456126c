// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;

/**
 * What a request comes to when it is carried out: commands of which each passes the rules after
 * those before it. Nothing here changes anything.
 */
record RequestEffects(Membership membership) {

  /** A registration may leave its address to the request of the other origin. */
  List<MembershipCommand> of(ManagementRequest request, Optional<String> otherAddress) {
    return switch (request) {
      case AuthCertReg r -> register(r, r.address().or(() -> otherAddress));
      case AuthCertDeletion r -> delete(r.server(), r.authCert());
      case ClientReg r -> register(r);
      case ClientDeletion r -> delete(r);
      case ClientDisable r -> List.of(new MembershipCommand.DisableClient(r.server(), r.client()));
      case ClientEnable r -> List.of(new MembershipCommand.EnableClient(r.server(), r.client()));
      case ClientRename r -> rename(r);
      case OwnerChange r -> List.of(new MembershipCommand.ChangeOwner(r.server(), r.client()));
      case AddressChange r ->
          List.of(new MembershipCommand.ChangeServerAddress(r.server(), r.address()));
      case MaintenanceModeEnable r ->
          List.of(new MembershipCommand.StartMaintenance(r.server(), r.message()));
      case MaintenanceModeDisable r -> List.of(new MembershipCommand.EndMaintenance(r.server()));
    };
  }

  /** The member and the server come into being with the first certificate (B53). */
  private List<MembershipCommand> register(AuthCertReg request, Optional<String> address) {
    var commands = new ArrayList<MembershipCommand>();
    SecurityServerId id = request.server();
    Optional<RegisteredServer> known = membership.server(id);
    if (known.isEmpty()) {
      addMember(id.owner(), commands);
      String where =
          address.orElseThrow(() ->
              new Fault(
                  FaultCode.INVALID_REQUEST, "The new security server " + id + " has no address"));
      commands.add(new MembershipCommand.RegisterServer(id, where, request.authCert()));
    } else {
      commands.add(new MembershipCommand.AddAuthenticationCertificate(id, request.authCert()));
      address
          .filter(where -> !where.equals(known.get().address()))
          .ifPresent(where -> commands.add(new MembershipCommand.ChangeServerAddress(id, where)));
    }
    return commands;
  }

  /** Members and subsystems come into being with their first registration (B54). */
  private List<MembershipCommand> register(ClientReg request) {
    var commands = new ArrayList<MembershipCommand>();
    addMember(request.client().member(), commands);
    if (request.client() instanceof SubsystemId subsystem) {
      if (!membership.exists(subsystem)) {
        commands.add(new MembershipCommand.AddSubsystem(subsystem, request.subsystemName()));
      } else {
        request
            .subsystemName()
            .ifPresent(
                name -> commands.add(new MembershipCommand.RenameSubsystem(subsystem, name)));
      }
    }
    commands.add(new MembershipCommand.RegisterClient(request.server(), request.client()));
    return commands;
  }

  private void addMember(MemberId member, List<MembershipCommand> commands) {
    if (!membership.exists(member)) {
      commands.add(new MembershipCommand.AddMember(member, member.memberCode()));
    }
  }

  private List<MembershipCommand> delete(SecurityServerId server, X509Certificate certificate) {
    return membership.serverOf(certificate).isPresent()
        ? List.of(new MembershipCommand.RemoveAuthenticationCertificate(server, certificate))
        : List.of();
  }

  private List<MembershipCommand> delete(ClientDeletion request) {
    boolean registered =
        membership.server(request.server()).stream().anyMatch(s -> s.serves(request.client()));
    return registered
        ? List.of(new MembershipCommand.RemoveClient(request.server(), request.client()))
        : List.of();
  }

  private List<MembershipCommand> rename(ClientRename request) {
    boolean registered =
        membership.server(request.server()).stream().anyMatch(s -> s.serves(request.client()));
    if (!registered) {
      throw new Fault(
          FaultCode.NOT_FOUND, request.client() + " is not a client of " + request.server());
    }
    return List.of(
        new MembershipCommand.RenameSubsystem(request.client(), request.subsystemName()));
  }
}
