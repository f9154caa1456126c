// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/**
 * What a security server asks of the registry (B40 to B47). Whether it may, and what comes of it,
 * is for the registry to say.
 */
public sealed interface ManagementRequest {
  /** The server that asks, which is also the one that is changed. */
  SecurityServerId server();

  ManagementService service();

  /** Whose signature the request needs (B26); nobody's for one that deletes (B27). */
  Optional<MemberId> signer();

  /** Adds an authentication certificate, and with the first one the server itself. */
  record AuthCertReg(
      SecurityServerId server, Optional<String> address, X509Certificate authCert, boolean dryRun)
      implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.AUTH_CERT_REG;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(server.owner());
    }
  }

  record AuthCertDeletion(SecurityServerId server, X509Certificate authCert)
      implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.AUTH_CERT_DELETION;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.empty();
    }
  }

  /** Lets a member or subsystem use the server; a name is for subsystems only (B43). */
  record ClientReg(SecurityServerId server, ClientId client, Optional<String> subsystemName)
      implements ManagementRequest {
    public ClientReg {
      if (subsystemName.isPresent() && client.subsystemCode().isEmpty()) {
        throw new Fault(
            FaultCode.INVALID_REQUEST, client.text() + " is no subsystem, so it has no name");
      }
    }

    @Override
    public ManagementService service() {
      return ManagementService.CLIENT_REG;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(client.member());
    }
  }

  record ClientDeletion(SecurityServerId server, ClientId client) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.CLIENT_DELETION;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.empty();
    }
  }

  record ClientDisable(SecurityServerId server, ClientId client) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.CLIENT_DISABLE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(client.member());
    }
  }

  record ClientEnable(SecurityServerId server, ClientId client) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.CLIENT_ENABLE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(client.member());
    }
  }

  /** Gives a subsystem another name, which is not blank (B45). */
  record ClientRename(SecurityServerId server, SubsystemId client, String subsystemName)
      implements ManagementRequest {
    public ClientRename {
      if (subsystemName.isBlank()) {
        throw new Fault(
            FaultCode.INVALID_REQUEST, "The new name of " + client.text() + " is blank");
      }
    }

    @Override
    public ManagementService service() {
      return ManagementService.CLIENT_RENAME;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(client.member());
    }
  }

  /** Makes another member the owner, and with that gives the server another identifier (B55). */
  record OwnerChange(SecurityServerId server, MemberId client) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.OWNER_CHANGE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(client);
    }
  }

  record AddressChange(SecurityServerId server, String address) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.ADDRESS_CHANGE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(server.owner());
    }
  }

  record MaintenanceModeEnable(SecurityServerId server, Optional<String> message)
      implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.MAINTENANCE_MODE_ENABLE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(server.owner());
    }
  }

  record MaintenanceModeDisable(SecurityServerId server) implements ManagementRequest {
    @Override
    public ManagementService service() {
      return ManagementService.MAINTENANCE_MODE_DISABLE;
    }

    @Override
    public Optional<MemberId> signer() {
      return Optional.of(server.owner());
    }
  }
}
