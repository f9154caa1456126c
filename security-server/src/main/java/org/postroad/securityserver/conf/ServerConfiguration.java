// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What one security server was told by its administrators: its name, its clients with their
 * services and rights, and the time-stamping services it uses. Immutable; look-ups take the same
 * time however many clients there are.
 */
public final class ServerConfiguration {
  private final SecurityServerId id;
  private final List<URI> timestampServices;
  private final Registration registration;
  private final Map<ClientId, Prepared> clients;

  /** A client with its services and rights ready to be looked up. */
  private record Prepared(
      Client client, AccessRights rights, Map<ServiceId, ServiceEntry> services) {

    static Prepared of(Client client) {
      Map<ServiceId, ServiceEntry> services = new LinkedHashMap<>();
      for (ServiceDescription description : client.serviceDescriptions()) {
        for (ServiceDescription.Service service : description.services()) {
          ServiceEntry entry = new ServiceEntry(client, description, service);
          services.put(entry.id(), entry);
        }
      }
      return new Prepared(client, new AccessRights(client), services);
    }
  }

  /** A service with the description and the client it belongs to. */
  public record ServiceEntry(
      Client client, ServiceDescription description, ServiceDescription.Service service) {

    public ServiceId id() {
      return new ServiceId(client.id(), service.code(), service.version());
    }

    /** Why the service cannot be called now, nothing when it can. */
    public Optional<String> disabledNotice() {
      return description.disabledNotice();
    }
  }

  /** A configuration of a server that has asked nothing of the registry. */
  public ServerConfiguration(
      SecurityServerId id, List<URI> timestampServices, List<Client> clients) {
    this(id, timestampServices, clients, Registration.NONE);
  }

  /**
   * A configuration.
   *
   * @param timestampServices addresses, in the order in which they are asked
   * @throws IllegalArgumentException when a client is there twice
   */
  public ServerConfiguration(
      SecurityServerId id,
      List<URI> timestampServices,
      List<Client> clients,
      Registration registration) {
    this(id, timestampServices, clients, registration, Map.of());
  }

  /** With what is known of clients already, so that one change costs what it changes. */
  private ServerConfiguration(
      SecurityServerId id,
      List<URI> timestampServices,
      List<Client> clients,
      Registration registration,
      Map<ClientId, Prepared> known) {
    this.id = id;
    this.registration = registration;
    this.timestampServices = List.copyOf(timestampServices);
    Map<ClientId, Prepared> byId = LinkedHashMap.newLinkedHashMap(clients.size());
    for (Client client : clients) {
      Prepared before = known.get(client.id());
      boolean same = before != null && before.client().equals(client);
      if (byId.put(client.id(), same ? before : Prepared.of(client)) != null) {
        throw new IllegalArgumentException("client " + client.id() + " is there twice");
      }
    }
    this.clients = byId;
  }

  public SecurityServerId id() {
    return id;
  }

  public List<URI> timestampServices() {
    return timestampServices;
  }

  public Registration registration() {
    return registration;
  }

  public List<Client> clients() {
    return clients.values().stream().map(Prepared::client).toList();
  }

  public ServerConfiguration withId(SecurityServerId next) {
    return new ServerConfiguration(next, timestampServices, clients(), registration, clients);
  }

  public ServerConfiguration withTimestampServices(List<URI> next) {
    return new ServerConfiguration(id, next, clients(), registration, clients);
  }

  public ServerConfiguration withRegistration(Registration next) {
    return new ServerConfiguration(id, timestampServices, clients(), next, clients);
  }

  public ServerConfiguration withClients(List<Client> next) {
    return new ServerConfiguration(id, timestampServices, next, registration, clients);
  }

  /** With a client added, or in the place of the one with its identifier. */
  public ServerConfiguration withClient(Client next) {
    if (!clients.containsKey(next.id())) {
      return withClients(Stream.concat(clients().stream(), Stream.of(next)).toList());
    }
    return withClients(
        clients().stream().map(each -> each.id().equals(next.id()) ? next : each).toList());
  }

  public ServerConfiguration withoutClient(ClientId client) {
    return withClients(clients().stream().filter(each -> !each.id().equals(client)).toList());
  }

  public Optional<Client> client(ClientId client) {
    return Optional.ofNullable(clients.get(client)).map(Prepared::client);
  }

  /** The service with exactly this owner, code and version. */
  public Optional<ServiceEntry> service(ServiceId service) {
    Prepared owner = clients.get(service.owner());
    return owner == null ? Optional.empty() : Optional.ofNullable(owner.services().get(service));
  }

  /** Every service of a client, in the order in which they were added. */
  public List<ServiceEntry> servicesOf(ClientId client) {
    Prepared owner = clients.get(client);
    return owner == null ? List.of() : List.copyOf(owner.services().values());
  }

  /**
   * The endpoints of a service: those that are known, and those that somebody has a right to; the
   * base one, which every service has, left out (F-022).
   */
  public List<ServiceDescription.Endpoint> endpoints(ServiceEntry service) {
    String code = service.service().code();
    return Stream.concat(
            service.service().endpoints().all().stream(), rightsTo(service).endpoints(code))
        .filter(endpoint -> !endpoint.equals(ServiceDescription.Endpoint.BASE))
        .distinct()
        .toList();
  }

  /**
   * The path of the first endpoint of a service's description that a request matches, as it stands
   * there (G-005).
   *
   * @param rawPath the path behind the service code
   */
  public Optional<String> describedPath(ServiceEntry service, String method, String rawPath) {
    List<ServiceDescription.Endpoint> described = service.service().endpoints().all();
    if (described.isEmpty()) {
      return Optional.empty();
    }
    return ServicePath.readable(rawPath)
        .flatMap(path ->
            described.stream()
                .filter(endpoint -> !endpoint.equals(ServiceDescription.Endpoint.BASE))
                .filter(endpoint -> isOf(method, endpoint))
                .map(ServiceDescription.Endpoint::path)
                .filter(pattern -> PathGlob.parse(pattern).matches(path))
                .findFirst());
  }

  private static boolean isOf(String method, ServiceDescription.Endpoint endpoint) {
    return endpoint.method().equals("*") || endpoint.method().equalsIgnoreCase(method);
  }

  /**
   * Those of {@link #endpoints} that a right of the caller covers; nothing when the caller has no
   * right to anything of the service.
   */
  public Optional<List<ServiceDescription.Endpoint>> allowedEndpoints(
      ClientId caller, ServiceEntry service, GlobalConfiguration groups) {
    List<AccessRights.Prepared> held =
        rightsTo(service).of(caller, service.service().code(), groups::isMember);
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            endpoints(service).stream()
                .filter(endpoint -> held.stream().anyMatch(right -> right.covers(endpoint)))
                .toList());
  }

  private AccessRights rightsTo(ServiceEntry service) {
    return Objects.requireNonNull(clients.get(service.client().id()), service::toString).rights();
  }

  /**
   * Whether the caller may call the service (A-028, B-011 to B-013). A right to the whole service
   * is enough for any method and path; rights to single endpoints are for REST, where there is a
   * method and a path, and hold only where the path can be read in one way.
   *
   * @param rawPath the path behind the service code exactly as it will be forwarded
   * @throws org.postroad.protocol.fault.Fault {@code bad_request} for a path that may lead out of
   *     the service, whatever the rights are
   */
  public boolean isAllowed(
      ClientId caller,
      ServiceId service,
      Optional<String> method,
      Optional<String> rawPath,
      GlobalConfiguration groups) {
    Optional<ServicePath> path = rawPath.map(ServicePath::parse);
    Prepared owner = clients.get(service.owner());
    return owner != null
        && owner.rights().allow(caller, service.serviceCode(), method, path, groups::isMember);
  }
}
