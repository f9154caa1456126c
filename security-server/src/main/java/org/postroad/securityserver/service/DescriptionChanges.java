// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ClientChanges;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ProposedChange.Warning;
import org.postroad.securityserver.conf.ProposedChange.WarningCode;
import org.postroad.securityserver.conf.RightChanges;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Adds descriptions of services and reads them again (D15 to D20). A new description is disabled. A
 * changed one keeps what administrators decided about the services that are still there: address,
 * time-out, check of certificates, endpoints added by hand, rights.
 */
public final class DescriptionChanges {
  private static final int OK = 200;

  private final DescriptionSource source;
  private final DescriptionLimits limits;

  public DescriptionChanges(DescriptionSource source, DescriptionLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * Adds a description.
   *
   * @param verifyTls whether the certificate of an {@code https} source must be one of the client's
   */
  public ProposedChange add(
      ServerConfiguration now, ClientId owner, NewDescription wanted, boolean verifyTls) {
    Client client = ClientChanges.known(now, owner);
    ServiceChanges.requireHttp(wanted.url());
    List<Warning> warnings = new ArrayList<>();
    ServiceDescription description =
        switch (wanted) {
          case NewDescription.Wsdl(String url) ->
              disabled(ServiceDescription.Type.WSDL, url, wsdl(client, url, verifyTls));
          case NewDescription.OpenApi(String url, String code) -> {
            OpenApiReader.Api api = openApi(client, url, verifyTls);
            warnings.addAll(doubts(api));
            yield disabled(
                ServiceDescription.Type.OPENAPI3,
                url,
                List.of(
                    service(code, api.url()).withEndpoints(Endpoints.generated(api.endpoints()))));
          }
          case NewDescription.Rest(String url, String code) ->
              disabled(ServiceDescription.Type.REST, url, List.of(service(code, url)));
        };
    return new ProposedChange(now.withClient(ServiceChanges.added(client, description)), warnings);
  }

  /** Reads a description again from where it was read. */
  public ProposedChange refresh(ServerConfiguration now, ClientId owner, String url) {
    return move(now, owner, url, url);
  }

  /** Reads a description from another address, which is its own from then on. */
  public ProposedChange move(ServerConfiguration now, ClientId owner, String url, String next) {
    Client client = ClientChanges.known(now, owner);
    ServiceDescription before = ServiceChanges.known(client, url);
    ServiceChanges.requireHttp(next);
    boolean verifyTls = before.services().stream().anyMatch(Service::verifyTls);
    return switch (before.type()) {
      case WSDL -> renewed(now, client, before, next, wsdl(client, next, verifyTls));
      case OPENAPI3 -> renewed(now, client, before, next, openApi(client, next, verifyTls));
      case REST -> {
        ServiceDescription moved =
            before
                .withUrl(next)
                .withServices(before.services().stream().map(each -> each.withUrl(next)).toList());
        yield new ProposedChange(
            now.withClient(ServiceChanges.replaced(client, before, moved)), List.of());
      }
    };
  }

  private static ProposedChange renewed(
      ServerConfiguration now,
      Client client,
      ServiceDescription before,
      String url,
      List<Service> read) {
    Map<String, Service> known = byFullCode(before.services());
    Map<String, Service> next = byFullCode(read);
    next.replaceAll((code, service) ->
        Optional.ofNullable(known.get(code))
            .map(kept -> kept.withTitle(service.title()))
            .orElse(service));
    ServiceDescription after = before.withUrl(url).withServices(List.copyOf(next.values()));
    Client changed = RightChanges.without(ServiceChanges.replaced(client, before, after), before);
    return proposed(
        now.withClient(changed),
        changes(
            WarningCode.ADDING_SERVICES,
            next.keySet().stream().filter(code -> !known.containsKey(code)).toList(),
            WarningCode.DELETING_SERVICES,
            known.keySet().stream().filter(code -> !next.containsKey(code)).toList()),
        lost(client, changed));
  }

  private static ProposedChange renewed(
      ServerConfiguration now,
      Client client,
      ServiceDescription before,
      String url,
      OpenApiReader.Api read) {
    Service service = before.services().getFirst();
    Endpoints known = service.endpoints();
    Endpoints next = known.regenerated(read.endpoints());
    List<Endpoint> gone =
        known.generated().stream().filter(each -> !next.all().contains(each)).toList();
    ServiceDescription after =
        before.withUrl(url).withServices(List.of(service.withEndpoints(next)));
    Client changed =
        RightChanges.without(ServiceChanges.replaced(client, before, after), service.code(), gone);
    List<Warning> warnings = new ArrayList<>(doubts(read));
    warnings.addAll(
        changes(
            WarningCode.ADDING_ENDPOINTS,
            next.generated().stream()
                .filter(each -> !known.all().contains(each))
                .map(DescriptionChanges::text)
                .toList(),
            WarningCode.DELETING_ENDPOINTS,
            gone.stream().map(DescriptionChanges::text).toList()));
    return proposed(now.withClient(changed), warnings, lost(client, changed));
  }

  private static List<Warning> changes(
      WarningCode adding, List<String> added, WarningCode deleting, List<String> deleted) {
    List<Warning> warnings = new ArrayList<>();
    if (!added.isEmpty()) {
      warnings.add(new Warning(adding, added));
    }
    if (!deleted.isEmpty()) {
      warnings.add(new Warning(deleting, deleted));
    }
    return warnings;
  }

  private static ProposedChange proposed(
      ServerConfiguration next, List<Warning> warnings, int lostRights) {
    List<Warning> all = new ArrayList<>(warnings);
    if (lostRights > 0) {
      all.add(new Warning(WarningCode.DELETING_RIGHTS, List.of(Integer.toString(lostRights))));
    }
    return new ProposedChange(next, all);
  }

  private static int lost(Client before, Client after) {
    return before.accessRights().size() - after.accessRights().size();
  }

  private static List<Warning> doubts(OpenApiReader.Api api) {
    List<Warning> doubts = new ArrayList<>();
    if (!api.unread().isEmpty()) {
      doubts.add(new Warning(WarningCode.UNREAD_PATHS, api.unread()));
    }
    if (api.url().contains("{")) {
      doubts.add(new Warning(WarningCode.VARIABLE_ADDRESS, List.of(api.url())));
    }
    return doubts;
  }

  private static Map<String, Service> byFullCode(List<Service> services) {
    Map<String, Service> byCode = new LinkedHashMap<>();
    services.forEach(service -> byCode.put(service.fullCode(), service));
    return byCode;
  }

  private static String text(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  private static ServiceDescription disabled(
      ServiceDescription.Type type, String url, List<Service> services) {
    return new ServiceDescription(type, url, Optional.of(ServiceDescription.NEW_NOTICE), services);
  }

  private static Service service(String code, String url) {
    ServiceChanges.requireCode(code);
    return Service.of(code, url);
  }

  private List<Service> wsdl(Client owner, String url, boolean verifyTls) {
    return WsdlReader.services(read(owner, url, verifyTls));
  }

  private OpenApiReader.Api openApi(Client owner, String url, boolean verifyTls) {
    return OpenApiReader.read(read(owner, url, verifyTls), URI.create(url));
  }

  private byte[] read(Client owner, String url, boolean verifyTls) {
    try {
      HttpFetch.Fetched fetched =
          source.fetch(URI.create(url), owner, verifyTls, limits.mostBytes());
      if (fetched.status() != OK) {
        throw new Fault(FaultCode.HTTP_ERROR, url + " answered with status " + fetched.status());
      }
      if (fetched.body().length > limits.mostBytes()) {
        throw new Fault(
            FaultCode.INVALID_REQUEST, url + " has more than " + limits.mostBytes() + " octets");
      }
      return fetched.body();
    } catch (IOException e) {
      throw new Fault(FaultCode.NETWORK_ERROR, url + " could not be downloaded", e);
    }
  }
}
