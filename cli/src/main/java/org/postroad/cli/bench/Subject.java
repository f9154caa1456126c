// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What is put under load.
 *
 * @param entrance where requests enter
 * @param client who calls
 * @param services what is called, by workload; those that are missing are not measured
 * @param processes where they can be seen
 */
record Subject(
    String name,
    InetSocketAddress entrance,
    ClientId client,
    Map<Workload, ServiceId> services,
    Optional<Pair> processes) {

  /** Of these, those that it serves. */
  List<Workload> served(List<Workload> workloads) {
    return workloads.stream().filter(services::containsKey).toList();
  }

  RequestTemplate request(Workload workload) {
    return workload.request(client, service(workload));
  }

  ServiceId service(Workload workload) {
    ServiceId service = services.get(workload);
    if (service == null) {
      throw new IllegalArgumentException(name + " has no service for " + workload);
    }
    return service;
  }
}
