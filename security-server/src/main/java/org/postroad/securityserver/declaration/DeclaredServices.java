// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.conf.ClientChanges;
import org.postroad.securityserver.conf.EndpointChanges;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceChanges.Parameters;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.service.DescriptionChanges;

/** The services of a client as they are declared. Safe for several threads at once. */
final class DeclaredServices {
  private final DescriptionChanges descriptions;
  private final boolean refresh;
  private final Problems problems;
  private final Queue<ProposedChange.Warning> warnings = new ConcurrentLinkedQueue<>();

  /**
   * @param refresh whether descriptions that are there are read again
   */
  DeclaredServices(DescriptionChanges descriptions, boolean refresh, Problems problems) {
    this.descriptions = descriptions;
    this.refresh = refresh;
    this.problems = problems;
  }

  List<ProposedChange.Warning> warnings() {
    return List.copyOf(warnings);
  }

  ServerConfiguration of(ServerConfiguration now, Declaration.Client client) {
    ServerConfiguration next = now;
    for (Declaration.Description declared : client.descriptions().orElse(List.of())) {
      String where =
          client.id()
              + " "
              + declared.wsdl().or(declared::openapi).or(declared::rest).orElse("description");
      next = problems.attempt(next, where, known -> described(known, client, declared));
    }
    return next;
  }

  private ServerConfiguration described(
      ServerConfiguration now, Declaration.Client client, Declaration.Description declared) {
    ClientId owner = Words.client(client.id());
    DescriptionAddress address = DescriptionAddress.of(declared);
    Optional<ServiceDescription> known = address.in(ClientChanges.known(now, owner));
    ServerConfiguration next =
        known.isEmpty()
            ? accepted(descriptions.add(now, owner, address.wanted(), false))
            : recoded(reached(now, owner, known.get(), address), owner, address);
    next = enabled(next, owner, address, declared.disabled());
    next = parameters(next, owner, address, declared);
    return endpoints(next, owner, address, declared.endpoints().orElse(List.of()));
  }

  private ServerConfiguration accepted(ProposedChange change) {
    warnings.addAll(change.warnings());
    return change.next();
  }

  private ServerConfiguration reached(
      ServerConfiguration now,
      ClientId owner,
      ServiceDescription known,
      DescriptionAddress address) {
    if (!known.url().equals(address.url())) {
      return accepted(descriptions.move(now, owner, known.url(), address.url()));
    }
    return refresh && known.type() != ServiceDescription.Type.REST
        ? accepted(descriptions.refresh(now, owner, known.url()))
        : now;
  }

  private static ServerConfiguration recoded(
      ServerConfiguration now, ClientId owner, DescriptionAddress address) {
    String present = described(now, owner, address).services().getFirst().code();
    return address.code().filter(code -> !code.equals(present)).isPresent()
        ? ServiceChanges.recode(now, owner, present, address.code().get())
        : now;
  }

  private static ServiceDescription described(
      ServerConfiguration now, ClientId owner, DescriptionAddress address) {
    return ServiceChanges.known(ClientChanges.known(now, owner), address.url());
  }

  private static ServerConfiguration enabled(
      ServerConfiguration now,
      ClientId owner,
      DescriptionAddress address,
      Optional<String> disabled) {
    if (described(now, owner, address).disabledNotice().equals(disabled)) {
      return now;
    }
    return disabled.isPresent()
        ? ServiceChanges.disable(now, owner, address.url(), disabled.get())
        : ServiceChanges.enable(now, owner, address.url());
  }

  private static ServerConfiguration parameters(
      ServerConfiguration now,
      ClientId owner,
      DescriptionAddress address,
      Declaration.Description declared) {
    Map<String, Declaration.Service> special =
        declared.services().orElse(List.of()).stream()
            .collect(Collectors.toMap(Declaration.Service::code, Function.identity()));
    ServiceDescription description = described(now, owner, address);
    requireKnown(description, special.keySet());
    ServerConfiguration next = now;
    for (Service service : description.services()) {
      Optional<Declaration.Service> own = Optional.ofNullable(special.get(service.fullCode()));
      Parameters wanted = wanted(service, address, declared, own);
      if (!isCalledAs(service, wanted)) {
        ServiceId id = new ServiceId(owner, service.code(), service.version());
        next = ServiceChanges.parameters(next, id, wanted, Set.of());
      }
    }
    return next;
  }

  private static boolean isCalledAs(Service service, Parameters wanted) {
    return service.url().equals(wanted.url())
        && service.timeout().equals(wanted.timeout())
        && service.verifyTls() == wanted.verifyTls();
  }

  private static Parameters wanted(
      Service service,
      DescriptionAddress address,
      Declaration.Description declared,
      Optional<Declaration.Service> own) {
    if (address.type() == ServiceDescription.Type.WSDL && declared.url().isPresent()) {
      throw Words.refused("the services of a WSDL are called at addresses of their own");
    }
    String url =
        own.flatMap(Declaration.Service::url)
            .or(declared::url)
            .orElse(address.type() == ServiceDescription.Type.REST ? address.url() : service.url());
    if (address.type() == ServiceDescription.Type.REST && !url.equals(address.url())) {
      throw Words.refused("a service with a base is called there, not at " + url);
    }
    return new Parameters(
        url,
        own.flatMap(Declaration.Service::timeout)
            .or(declared::timeout)
            .map(Words::timeout)
            .orElse(Service.DEFAULT_TIMEOUT),
        own.flatMap(Declaration.Service::verify).or(declared::verify).orElse(true));
  }

  private static void requireKnown(ServiceDescription description, Set<String> codes) {
    Set<String> known =
        description.services().stream().map(Service::fullCode).collect(Collectors.toSet());
    for (String code : codes) {
      if (!known.contains(code)) {
        throw Words.refused("there is no service " + code + " in it, but " + known);
      }
    }
  }

  private static ServerConfiguration endpoints(
      ServerConfiguration now, ClientId owner, DescriptionAddress address, List<String> declared) {
    ServerConfiguration next = now;
    for (String text : declared) {
      Endpoint endpoint = Words.endpoint(text);
      Service service = described(next, owner, address).services().getFirst();
      if (!service.endpoints().all().contains(endpoint)) {
        next = EndpointChanges.add(next, owner, service.code(), endpoint);
      }
    }
    return next;
  }
}
