// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.conf.ServiceDescription;

/**
 * The services of the sandbox's provider that are called under load, one for REST, one for SOAP.
 */
final class OfferedServices {

  private static final String REST = "rest";
  private static final String SOAP = Workload.BODY_ELEMENT;

  private OfferedServices() {}

  static Map<Workload, ServiceId> of(SandboxInstance instance) {
    Map<Workload, ServiceId> services = new EnumMap<>(Workload.class);
    for (Workload workload : Workload.values()) {
      services.put(workload, service(instance, workload));
    }
    return services;
  }

  private static ServiceId service(SandboxInstance instance, Workload workload) {
    String code =
        switch (workload) {
          case REST_GET, REST_POST -> REST;
          case SOAP -> SOAP;
        };
    return ServiceId.of(instance.provider().client(), code);
  }

  static RequestTemplate request(SandboxInstance instance, Workload workload) {
    return workload.request(instance.consumer().client(), service(instance, workload));
  }

  /** The same by the provider itself, whose server is then on both sides of the exchange. */
  static RequestTemplate ownRequest(SandboxInstance instance, Workload workload) {
    return workload.request(instance.provider().client(), service(instance, workload));
  }

  /** Gives the provider the two services, and the consumer and itself the right to them. */
  static void offer(SandboxInstance instance, InetSocketAddress address) {
    String url = "http://127.0.0.1:" + address.getPort();
    SandboxInstance.Server provider = instance.provider();
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(
            provider.directory().serverConfiguration(), Clock.systemUTC())) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      ServerConfiguration known = saved.configuration();
      Client client =
          new Client(
              provider.client(),
              Client.Status.REGISTERED,
              Client.ConnectionType.HTTP,
              List.of(),
              List.of(
                  description(ServiceDescription.Type.REST, url, REST),
                  description(ServiceDescription.Type.WSDL, url + "/bench.wsdl", SOAP, url)),
              List.of(),
              Stream.of(instance.consumer(), provider).flatMap(OfferedServices::rights).toList());
      store.save(
          saved.version().number(),
          new ServerConfiguration(known.id(), known.timestampServices(), List.of(client)),
          "bench",
          "services to measure with");
    }
  }

  private static Stream<AccessRight> rights(SandboxInstance.Server caller) {
    AccessRight.Subject subject = new AccessRight.Subject.OfClient(caller.client());
    return Stream.of(REST, SOAP).map(code -> AccessRight.toService(subject, code));
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, String code) {
    return description(type, url, code, url);
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, String code, String serviceUrl) {
    return new ServiceDescription(
        type, url, Optional.empty(), List.of(ServiceDescription.Service.of(code, serviceUrl)));
  }
}
