// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;

/**
 * What an exchange looks up, in an instance of 5,000 subsystems: the member, the service and the
 * right to it, of 20,000 rights that are spread over a hundred clients or all to four services.
 * Every identifier is made anew, as it is for every message.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookUpBenchmark {

  private static final int MEMBERS = 1_000;
  private static final int SUBSYSTEMS_EACH = 5;
  private static final int SERVERS = 100;
  private static final int RIGHTS = 20_000;
  private static final int CASES = 1024;
  private static final Optional<String> METHOD = Optional.of("GET");
  private static final Optional<String> PATH = Optional.of("/items/12345");

  @Param({"spread", "concentrated"})
  public String rights = "spread";

  private final ServiceDescription.Endpoint[] endpoints = {
    ServiceDescription.Endpoint.BASE,
    new ServiceDescription.Endpoint("GET", "/items/*"),
    new ServiceDescription.Endpoint("POST", "/items/**")
  };
  private final GlobalConfiguration global = global();
  private final List<String[]> callers = new ArrayList<>();
  private final List<String[]> services = new ArrayList<>();
  private ServerConfiguration server = Fixtures.server();
  private int at;

  private static SubsystemId subsystem(int number) {
    return new SubsystemId(
        new MemberId("TEST", "GOV", "member" + number / SUBSYSTEMS_EACH),
        "subsystem" + number % SUBSYSTEMS_EACH);
  }

  private static GlobalConfiguration global() {
    List<SharedParameters.Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      List<SharedParameters.Subsystem> own = new ArrayList<>();
      for (int j = 0; j < SUBSYSTEMS_EACH; j++) {
        own.add(
            new SharedParameters.Subsystem(
                subsystem(i * SUBSYSTEMS_EACH + j), Optional.of("Subsystem")));
      }
      MemberId id = subsystem(i * SUBSYSTEMS_EACH).member();
      members.add(new SharedParameters.Member(id, "Government", "Member " + i, own));
    }
    List<SharedParameters.Server> servers = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      List<ClientId> clients = new ArrayList<>();
      for (int j = i; j < MEMBERS * SUBSYSTEMS_EACH; j += SERVERS) {
        clients.add(subsystem(j));
      }
      servers.add(
          new SharedParameters.Server(
              new SecurityServerId(subsystem(i).member(), "server" + i),
              Optional.of("server" + i + ".example"),
              List.of(),
              clients,
              Optional.empty()));
    }
    SharedParameters parameters =
        new SharedParameters(
            "TEST",
            List.of(),
            List.of(),
            List.of(),
            members,
            servers,
            List.of(),
            List.of(),
            Duration.ofHours(1));
    return GlobalConfiguration.of(
        "TEST",
        Optional.empty(),
        List.of(new InstanceParameters(parameters, Optional.empty())),
        OptionalParameters.DEFAULTS);
  }

  /** Rights to services of clients at one server, every second one to the whole service. */
  @Setup
  public void configure() {
    boolean spread = rights.equals("spread");
    int owners = spread ? 100 : 1;
    int servicesEach = spread ? 10 : 4;
    int rightsEach = RIGHTS / owners / servicesEach;
    SplittableRandom random = new SplittableRandom(5);
    List<Client> clients = new ArrayList<>();
    for (int owner = 0; owner < owners; owner++) {
      List<String> codes = new ArrayList<>();
      List<AccessRight> given = new ArrayList<>();
      for (int service = 0; service < servicesEach; service++) {
        String code = "service" + service;
        codes.add(code);
        for (int right = 0; right < rightsEach; right++) {
          int caller = random.nextInt(MEMBERS * SUBSYSTEMS_EACH);
          given.add(
              new AccessRight(
                  new AccessRight.Subject.OfClient(subsystem(caller)),
                  code,
                  endpoints[right % endpoints.length]));
          note(random, caller, owner, code);
        }
      }
      ServiceDescription description = Fixtures.description(codes.toArray(String[]::new));
      clients.add(
          Fixtures.client(
              subsystem(owner),
              List.of(description),
              List.of(),
              given.toArray(AccessRight[]::new)));
    }
    server = Fixtures.server(clients.toArray(Client[]::new));
  }

  private void note(SplittableRandom random, int caller, int owner, String code) {
    if (callers.size() < CASES && random.nextInt(RIGHTS / CASES) == 0) {
      callers.add(subsystem(caller).toString().split("/"));
      services.add((subsystem(owner) + "/" + code).split("/"));
    }
  }

  private static SubsystemId identifier(String[] parts) {
    return new SubsystemId(new MemberId(parts[0], parts[1], parts[2]), parts[3]);
  }

  @Benchmark
  public boolean memberServiceAndRight() {
    at = (at + 1) % callers.size();
    SubsystemId caller = identifier(callers.get(at));
    String[] called = services.get(at);
    ServiceId service = ServiceId.of(identifier(called), called[4]);
    return global.exists(caller)
        && server.service(service).isPresent()
        && server.isAllowed(caller, service, METHOD, PATH, global);
  }

  @Benchmark
  public int serversOfProvider() {
    at = (at + 1) % services.size();
    return global.addressesOf(identifier(services.get(at))).size();
  }

  /** The cost of making the identifiers, which the others contain. */
  @Benchmark
  public SubsystemId identifierAlone() {
    at = (at + 1) % callers.size();
    return identifier(callers.get(at));
  }
}
