// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * A security server, its authentication certificates and the clients besides its owner.
 *
 * @param clients those that are enabled, which are the ones that are published (A83)
 */
public record RegisteredServer(
    SecurityServerId id,
    String address,
    List<X509Certificate> authenticationCertificates,
    List<ClientId> clients,
    List<ClientId> disabledClients,
    Optional<Maintenance> maintenance) {

  public RegisteredServer {
    authenticationCertificates = List.copyOf(authenticationCertificates);
    clients = List.copyOf(clients);
    disabledClients = List.copyOf(disabledClients);
  }

  /** The server is in maintenance mode. */
  public record Maintenance(Optional<String> message) {}

  /** Whether a client is registered here, enabled or not. */
  public boolean serves(ClientId client) {
    return clients.contains(client) || disabledClients.contains(client);
  }

  RegisteredServer withAddress(String newAddress) {
    return new RegisteredServer(
        id, newAddress, authenticationCertificates, clients, disabledClients, maintenance);
  }

  RegisteredServer with(X509Certificate certificate) {
    return withCertificates(added(authenticationCertificates, certificate));
  }

  RegisteredServer without(X509Certificate certificate) {
    return withCertificates(removed(authenticationCertificates, certificate));
  }

  RegisteredServer with(ClientId client) {
    return withClients(added(clients, client), removed(disabledClients, client));
  }

  RegisteredServer disabling(ClientId client) {
    return withClients(removed(clients, client), added(disabledClients, client));
  }

  RegisteredServer without(ClientId client) {
    return withClients(removed(clients, client), removed(disabledClients, client));
  }

  RegisteredServer withMaintenance(Optional<Maintenance> newMaintenance) {
    return new RegisteredServer(
        id, address, authenticationCertificates, clients, disabledClients, newMaintenance);
  }

  /** The same server of another owner: the former one becomes a client (B55). */
  RegisteredServer ownedBy(MemberId newOwner) {
    RegisteredServer swapped = without(newOwner).with(id.owner());
    return new RegisteredServer(
        new SecurityServerId(newOwner, id.serverCode()),
        address,
        authenticationCertificates,
        swapped.clients(),
        swapped.disabledClients(),
        maintenance);
  }

  private RegisteredServer withCertificates(List<X509Certificate> certificates) {
    return new RegisteredServer(id, address, certificates, clients, disabledClients, maintenance);
  }

  private RegisteredServer withClients(List<ClientId> enabled, List<ClientId> disabled) {
    return new RegisteredServer(
        id, address, authenticationCertificates, enabled, disabled, maintenance);
  }

  private static <T> List<T> added(List<T> list, T element) {
    var more = new ArrayList<>(list);
    more.add(element);
    return more;
  }

  private static <T> List<T> removed(List<T> list, T element) {
    return list.stream().filter(e -> !e.equals(element)).toList();
  }
}
