// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.ProposedChange.Warning;
import org.postroad.securityserver.conf.ProposedChange.WarningCode;

/** What an administrator does with the clients of a server (D21, D22, D24). */
public final class ClientChanges {
  private static final Set<Status> GONE =
      EnumSet.of(Status.SAVED, Status.GLOBAL_ERROR, Status.DELETION_IN_PROGRESS);

  private ClientChanges() {}

  /**
   * Adds a client, whose information systems must show certificates until somebody decides
   * otherwise (D21). One that the global configuration lists here is registered at once (D24).
   */
  public static ProposedChange add(
      ServerConfiguration now, ClientId id, GlobalConfiguration global) {
    return add(now, id, ConnectionType.HTTPS, global);
  }

  public static ProposedChange add(
      ServerConfiguration now, ClientId id, ConnectionType type, GlobalConfiguration global) {
    if (!id.instance().equals(now.id().owner().instance())) {
      throw refused(id + " is of another instance than this server");
    }
    requireName(id, global);
    if (now.client(id).isPresent()) {
      throw refused("Client " + id + " is here already");
    }
    Status status = Status.SAVED.seen(global.isRegistered(id, now.id()));
    Client client = new Client(id, status, type, List.of(), List.of(), List.of(), List.of());
    return new ProposedChange(
        now.withClient(client),
        global.member(id.member()).isPresent()
            ? List.of()
            : List.of(
                new Warning(WarningCode.UNREGISTERED_MEMBER, List.of(id.member().toString()))));
  }

  /** A subsystem may have any name that it has already, a new one only plain characters (D04). */
  private static void requireName(ClientId id, GlobalConfiguration global) {
    String code = id.subsystemCode().orElse(id.memberCode());
    if (!global.exists(id) && !Identifiers.isStrict(code)) {
      throw refused("'" + code + "' has characters that a new identifier may not have");
    }
  }

  /** Forgets a client with its services and rights, once the registry knows nothing of it. */
  public static ServerConfiguration remove(ServerConfiguration now, ClientId id) {
    Client client = known(now, id);
    if (id.equals(now.id().owner())) {
      throw refused(id + " owns this server");
    }
    if (!GONE.contains(client.status())) {
      throw refused("Client " + id + " must be deleted at the registry first");
    }
    return now.withoutClient(id);
  }

  public static ServerConfiguration connect(
      ServerConfiguration now, ClientId id, ConnectionType type) {
    return now.withClient(known(now, id).withConnectionType(type));
  }

  /** Trusts a certificate of an information system, whether it calls or is called (D22). */
  public static ServerConfiguration trust(
      ServerConfiguration now, ClientId id, X509Certificate certificate) {
    Client client = known(now, id);
    List<X509Certificate> next = new ArrayList<>(client.informationSystemCertificates());
    if (next.contains(certificate)) {
      throw refused("Client " + id + " trusts this certificate already");
    }
    next.add(certificate);
    return now.withClient(client.withInformationSystemCertificates(next));
  }

  /**
   * Trusts a certificate no longer.
   *
   * @param sha256 of the certificate
   */
  public static ServerConfiguration distrust(ServerConfiguration now, ClientId id, Digest sha256) {
    Client client = known(now, id);
    List<X509Certificate> next = new ArrayList<>(client.informationSystemCertificates());
    if (!next.removeIf(each -> Certificates.sha256(each).equals(sha256))) {
      throw new Fault(
          FaultCode.CERT_NOT_FOUND, "Client " + id + " trusts no certificate " + sha256.hex());
    }
    return now.withClient(client.withInformationSystemCertificates(next));
  }

  /**
   * A client of this server.
   *
   * @throws Fault {@code not_found}
   */
  public static Client known(ServerConfiguration now, ClientId id) {
    return now.client(id)
        .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no client " + id + " here"));
  }

  static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
