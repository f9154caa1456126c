// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;

/** Descriptions, services and endpoints as the API shows them. */
final class ServiceViews {
  private ServiceViews() {}

  /** A description with its services. */
  record Description(
      String id,
      String url,
      ServiceDescription.Type type,
      boolean disabled,
      String disabledNotice,
      List<Service> services,
      String clientId) {

    static Description of(Client owner, ServiceDescription description) {
      return new Description(
          Numbers.ofDescription(owner.id(), description.url()),
          description.url(),
          description.type(),
          description.disabledNotice().isPresent(),
          description.disabledNotice().orElse(""),
          description.services().stream()
              .map(each -> Service.of(new ServiceEntry(owner, description, each)))
              .toList(),
          Encoded.of(owner.id()));
    }
  }

  /**
   * A service.
   *
   * @param timeout in seconds
   * @param sslAuth whether its TLS certificate is verified
   * @param subjectsCount how many have a right to the whole service
   */
  record Service(
      String id,
      String fullServiceCode,
      String serviceCode,
      Optional<String> title,
      long timeout,
      boolean sslAuth,
      long subjectsCount,
      String url,
      List<Endpoint> endpoints) {

    static Service of(ServiceEntry entry) {
      ServiceDescription.Service service = entry.service();
      Client owner = entry.client();
      return new Service(
          idOf(entry),
          service.fullCode(),
          service.code(),
          service.title(),
          service.timeout().toSeconds(),
          service.verifyTls(),
          owner.accessRights().stream()
              .filter(right -> right.serviceCode().equals(service.code()))
              .filter(right -> right.endpoint().equals(ServiceDescription.Endpoint.BASE))
              .map(AccessRight::subject)
              .distinct()
              .count(),
          service.url(),
          service.endpoints().all().stream()
              .filter(each -> !each.equals(ServiceDescription.Endpoint.BASE))
              .map(each -> Endpoint.of(entry, each))
              .toList());
    }
  }

  /** An endpoint; one of a description is generated. */
  record Endpoint(String id, String serviceCode, String method, String path, boolean generated) {

    static Endpoint of(ServiceEntry entry, ServiceDescription.Endpoint endpoint) {
      String code = entry.service().code();
      return new Endpoint(
          Numbers.ofEndpoint(entry.client().id(), code, endpoint),
          code,
          endpoint.method(),
          endpoint.path(),
          entry.service().endpoints().generated().contains(endpoint));
    }
  }

  private static String idOf(ServiceEntry entry) {
    return Encoded.of(entry.client().id()) + ":" + entry.service().fullCode();
  }
}
