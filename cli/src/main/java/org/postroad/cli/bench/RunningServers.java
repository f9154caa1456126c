// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import picocli.CommandLine.Option;

/**
 * Servers that run already, of which only the consumer's port is known: nothing can be said of
 * their processes, and there is no relay beside them.
 */
final class RunningServers {

  private static final int HTTP_PORT = 80;

  @Option(
      names = "--consumer",
      required = true,
      paramLabel = "URL",
      description = "Where a running security server takes messages, http://HOST:PORT.")
  private Optional<URI> consumer = Optional.empty();

  @Option(
      names = "--client",
      required = true,
      paramLabel = "ID",
      description = "Who calls, INSTANCE/CLASS/MEMBER/SUBSYSTEM.")
  private String client = "";

  @Option(
      names = "--service",
      required = true,
      paramLabel = "ID",
      description = "A REST service to call, INSTANCE/CLASS/MEMBER/SUBSYSTEM/CODE.")
  private String service = "";

  @Option(
      names = "--soap-service",
      paramLabel = "ID",
      description = "A SOAP service that takes any body; without one SOAP is not measured.")
  private Optional<String> soapService = Optional.empty();

  BenchReport run(BenchPlan plan, Consumer<String> progress) throws IOException {
    Course course = new Course(plan, subject(), Optional.empty(), progress);
    return BenchReport.of(
        List.of(course.run(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  /** Whether any are named. */
  boolean areGiven() {
    return consumer.isPresent();
  }

  Subject subject() {
    URI url = consumer.orElseThrow();
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + url + "' is not http://HOST:PORT; load is sent without TLS");
    }
    int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
    Map<Workload, ServiceId> services = new EnumMap<>(Workload.class);
    services.put(Workload.REST_GET, serviceId(service));
    services.put(Workload.REST_POST, serviceId(service));
    soapService.ifPresent(soap -> services.put(Workload.SOAP, serviceId(soap)));
    return new Subject(
        "the servers",
        new InetSocketAddress(url.getHost(), port),
        ClientId.parse(client),
        services,
        Optional.empty());
  }

  private static ServiceId serviceId(String slashSeparated) {
    int code = slashSeparated.lastIndexOf('/');
    if (code < 0) {
      throw new IllegalArgumentException(
          "'" + slashSeparated + "' is not INSTANCE/CLASS/MEMBER/SUBSYSTEM/CODE");
    }
    return ServiceId.of(
        ClientId.parse(slashSeparated.substring(0, code)), slashSeparated.substring(code + 1));
  }
}
