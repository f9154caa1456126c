// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** What an administrator does with services that are there already (D17, D18). */
public final class ServiceChanges {

  private ServiceChanges() {}

  /** A parameter that may be given to all services of a description at once. */
  public enum Field {
    URL,
    TIMEOUT,
    VERIFY_TLS
  }

  /** How a service is called. */
  public record Parameters(String url, Duration timeout, boolean verifyTls) {
    private static final Duration LONGEST = Duration.ofSeconds(1000);

    public Parameters {
      requireHttp(url);
      if (timeout.isNegative()
          || timeout.compareTo(LONGEST) > 0
          || !timeout.equals(Duration.ofSeconds(timeout.toSeconds()))) {
        throw ClientChanges.refused(
            "A time-out is up to " + LONGEST.toSeconds() + " whole seconds, not " + timeout);
      }
    }
  }

  public static ServerConfiguration enable(ServerConfiguration now, ClientId client, String url) {
    return change(now, client, url, each -> each.withDisabledNotice(Optional.empty()));
  }

  /**
   * Stops the services of a description from being called.
   *
   * @param notice what callers are told
   */
  public static ServerConfiguration disable(
      ServerConfiguration now, ClientId client, String url, String notice) {
    return change(now, client, url, each -> each.withDisabledNotice(Optional.of(notice)));
  }

  /** Forgets a description, its services and the rights to them. */
  public static ServerConfiguration remove(ServerConfiguration now, ClientId id, String url) {
    Client client = ClientChanges.known(now, id);
    ServiceDescription gone = known(client, url);
    List<ServiceDescription> rest =
        client.serviceDescriptions().stream().filter(each -> !each.equals(gone)).toList();
    return now.withClient(RightChanges.without(client.withServiceDescriptions(rest), gone));
  }

  /**
   * Sets how a service is called.
   *
   * @param forAll what every service of the same WSDL is given too
   */
  public static ServerConfiguration parameters(
      ServerConfiguration now, ServiceId id, Parameters parameters, Set<Field> forAll) {
    ServiceDescription description = known(now, id).description();
    if (description.type() != ServiceDescription.Type.WSDL && !forAll.isEmpty()) {
      throw ClientChanges.refused("Only a WSDL has several services");
    }
    Set<Field> all = Set.of(Field.values());
    ServiceDescription next =
        description.withServices(
            description.services().stream()
                .map(each -> with(each, parameters, isOf(each, id) ? all : forAll))
                .toList());
    boolean sameAddress = description.type() == ServiceDescription.Type.REST;
    return change(
        now,
        id.owner(),
        description.url(),
        _ -> sameAddress ? next.withUrl(parameters.url()) : next);
  }

  private static Service with(Service service, Parameters parameters, Set<Field> fields) {
    Service next = fields.contains(Field.URL) ? service.withUrl(parameters.url()) : service;
    next = fields.contains(Field.TIMEOUT) ? next.withTimeout(parameters.timeout()) : next;
    return fields.contains(Field.VERIFY_TLS) ? next.withVerifyTls(parameters.verifyTls()) : next;
  }

  /** Gives a service that is called by REST another code; rights to it stay. */
  public static ServerConfiguration recode(
      ServerConfiguration now, ClientId id, String code, String next) {
    Client client = ClientChanges.known(now, id);
    ServiceDescription description = EndpointChanges.restOf(client, code);
    Service service = description.services().getFirst();
    requireCode(next);
    Service recoded =
        new Service(
            next,
            service.version(),
            service.title(),
            service.url(),
            service.timeout(),
            service.verifyTls(),
            service.endpoints());
    Client changed = replaced(client, description, description.withServices(List.of(recoded)));
    return now.withClient(RightChanges.recoded(changed, code, next));
  }

  static ServerConfiguration change(
      ServerConfiguration now, ClientId id, String url, UnaryOperator<ServiceDescription> change) {
    Client client = ClientChanges.known(now, id);
    ServiceDescription before = known(client, url);
    return now.withClient(replaced(client, before, change.apply(before)));
  }

  /**
   * The client with a description in the place of another.
   *
   * @throws Fault {@code invalid_request} where an address or a code is there twice then
   */
  public static Client replaced(Client client, ServiceDescription before, ServiceDescription next) {
    List<ServiceDescription> others =
        client.serviceDescriptions().stream().filter(each -> !each.equals(before)).toList();
    if (!next.url().equals(before.url())) {
      requireFreeAddress(client, others, next.url());
    }
    requireFreeCodes(
        others,
        next.withServices(next.services().stream().filter(each -> !isIn(before, each)).toList()));
    return client.withServiceDescriptions(
        client.serviceDescriptions().stream()
            .map(each -> each.equals(before) ? next : each)
            .toList());
  }

  /**
   * The client with one more description.
   *
   * @throws Fault {@code invalid_request} where its address or a code is there already
   */
  public static Client added(Client client, ServiceDescription next) {
    requireFreeAddress(client, client.serviceDescriptions(), next.url());
    requireFreeCodes(client.serviceDescriptions(), next);
    List<ServiceDescription> all = new ArrayList<>(client.serviceDescriptions());
    all.add(next);
    return client.withServiceDescriptions(all);
  }

  private static boolean isIn(ServiceDescription before, Service service) {
    return before.services().stream().anyMatch(each -> each.fullCode().equals(service.fullCode()));
  }

  private static void requireFreeAddress(
      Client client, List<ServiceDescription> others, String url) {
    if (others.stream().anyMatch(each -> each.url().equals(url))) {
      throw ClientChanges.refused(
          "Client " + client.id() + " has a description at " + url + " already");
    }
  }

  private static void requireFreeCodes(List<ServiceDescription> others, ServiceDescription next) {
    for (ServiceDescription other : others) {
      Set<String> taken =
          other.services().stream()
              .map(each -> name(each, other, next))
              .collect(Collectors.toSet());
      for (Service service : next.services()) {
        if (taken.contains(name(service, other, next))) {
          throw ClientChanges.refused(
              "Service " + service.fullCode() + " is in " + other.url() + " already");
        }
      }
    }
  }

  /** Two WSDLs may have versions of one service; beside a REST service the code alone counts. */
  private static String name(Service service, ServiceDescription one, ServiceDescription other) {
    boolean soap = !one.isRest() && !other.isRest();
    return (soap ? service.fullCode() : service.code()).toLowerCase(Locale.ROOT);
  }

  private static boolean isOf(Service service, ServiceId id) {
    return service.code().equals(id.serviceCode()) && service.version().equals(id.serviceVersion());
  }

  private static ServerConfiguration.ServiceEntry known(ServerConfiguration now, ServiceId id) {
    return now.service(id)
        .orElseThrow(
            () -> new Fault(FaultCode.NOT_FOUND, "There is no service " + id.text() + " here"));
  }

  /**
   * The description at an address.
   *
   * @throws Fault {@code not_found}
   */
  public static ServiceDescription known(Client client, String url) {
    return client.serviceDescriptions().stream()
        .filter(each -> each.url().equals(url))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.NOT_FOUND, "Client " + client.id() + " has no description at " + url));
  }

  /**
   * Refuses a code that a new service may not have (D04, D20).
   *
   * @throws Fault {@code invalid_request}
   */
  public static void requireCode(String code) {
    if (ServiceDescription.RESERVED_CODES.contains(code)) {
      throw ClientChanges.refused("service code '" + code + "' is reserved");
    }
    if (!Identifiers.isStrict(code)) {
      throw ClientChanges.refused(
          "'" + code + "' has characters that a new identifier may not have");
    }
  }

  /**
   * Refuses what is no address of a service or description.
   *
   * @throws Fault {@code service_malformed_url}
   */
  public static void requireHttp(String url) {
    try {
      URI parsed = new URI(url);
      if (("http".equalsIgnoreCase(parsed.getScheme())
              || "https".equalsIgnoreCase(parsed.getScheme()))
          && parsed.getHost() != null
          && parsed.getRawUserInfo() == null) {
        return;
      }
    } catch (URISyntaxException _) {
      // Refused like any other.
    }
    throw new Fault(
        FaultCode.SERVICE_MALFORMED_URL, "'" + url + "' is no address of http or https");
  }
}
