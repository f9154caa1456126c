// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.audit.VerifyCommand;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import picocli.CommandLine;

/** A sandbox that was started, stopped, given more by each {@link Addition}, and started again. */
final class RunningSandbox implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST_ATTEMPTS = 20;

  /** Something tests need beyond the sandbox of the demo, such as services of their own. */
  interface Addition extends AutoCloseable {

    /** Makes known to everybody what is added, such as subsystems. */
    default void register(CentralRegistry registry) {}

    /** The configuration of an agency's server as it shall be after the restart. */
    ServerConfiguration addTo(Agency agency, ServerConfiguration known) throws IOException;

    /** The same configuration with this client added, or put in the place of what it was. */
    static ServerConfiguration with(Client client, ServerConfiguration known) {
      Stream<Client> others =
          known.clients().stream().filter(each -> !each.id().equals(client.id()));
      return new ServerConfiguration(
          known.id(), known.timestampServices(), Stream.concat(others, Stream.of(client)).toList());
    }

    @Override
    default void close() {}
  }

  /** Every second, so that nobody waits for a minute. */
  static final ServerSettings QUICK =
      Sandbox.SETTINGS.withGlobalConfiguration(
          new GlobalConfigurationSettings(
              Duration.ofSeconds(1),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              AllowedFederations.NONE,
              Optional.empty()));

  static final String BEFORE_RESTART = "before-the-restart";

  private final Path directory;
  private final SandboxHome home;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AgencyService service = new AgencyService();
  private final InformationSystems informationSystems = new InformationSystems();
  private final CxfSite photos = new CxfSite();
  private final TlsServices tlsServices = new TlsServices();
  private final List<Addition> additions =
      List.of(service, informationSystems, photos, tlsServices, new RightsServices(service));
  private final Sandbox sandbox;

  private final ServerSettings settings;
  private final List<Addition> more;

  RunningSandbox(Path directory) throws IOException {
    this(directory, ServerSettings.DEFAULT);
  }

  /** With other settings of both servers, and with more than the usual services. */
  RunningSandbox(Path directory, ServerSettings settings, Addition... more) throws IOException {
    this.directory = directory;
    this.settings = settings;
    this.more = List.of(more);
    SandboxPorts ports = freePorts();
    SandboxHome free = home(ports);
    Optional<Sandbox> started = startIfStillFree(free, ports);
    for (int attempt = 1; started.isEmpty() && attempt < MOST_ATTEMPTS; attempt++) {
      ports = freePorts();
      free = home(ports);
      started = startIfStillFree(free, ports);
    }
    this.home = free;
    try (Sandbox first = started.orElseThrow()) {
      String answer = send(get(first.consumerUrl(), BEFORE_RESTART, first.someCode())).body();
      if (!answer.contains(first.someCode())) {
        throw new AssertionError("The first start does not answer: " + answer);
      }
    }
    register(ports);
    for (Agency agency : Topology.AGENCIES) {
      addTo(agency);
    }
    sandbox = start(home, ports);
  }

  private SandboxHome home(SandboxPorts ports) throws IOException {
    return new SandboxHome(
        Files.createDirectories(directory.resolve("home-" + ports.base())), false);
  }

  /** Somebody else may take the ports between looking and starting; then others are tried. */
  private Optional<Sandbox> startIfStillFree(SandboxHome home, SandboxPorts ports)
      throws IOException {
    try {
      return Optional.of(start(home, ports));
    } catch (SandboxRefused e) {
      return Optional.empty();
    }
  }

  static SandboxPorts freePorts() {
    return new SandboxPorts(19_000 + RANDOM.nextInt(1200) * 10).nextFree();
  }

  /** The same with the administration API at this port. */
  static ServerSettings quickAdministeredAt(int port) {
    return QUICK.withAdministration(
        new AdministrationSettings(true, Topology.HOST, port, List.of(), false));
  }

  /** The certificate that the authority of the sandbox answers such a request with. */
  static X509Certificate issued(Sandbox sandbox, byte[] request, KeyUse use) {
    Instant now = Instant.now();
    return sandbox.trust().issue(request, use, now.minusSeconds(30), now.plus(Duration.ofDays(30)));
  }

  private Sandbox start(SandboxHome home, SandboxPorts ports) throws IOException {
    Progress silent = Progress.none();
    return Sandbox.start(home, ports, settings, RANDOM, silent);
  }

  private void register(SandboxPorts ports) throws IOException {
    RegistryOptions options =
        RegistryOptions.of(
            Topology.INSTANCE,
            home.registry(),
            new InetSocketAddress(Topology.HOST, ports.registry()),
            PinFile.of(home.registry(), RANDOM));
    try (CentralRegistry registry = CentralRegistry.open(options, Clock.systemUTC(), RANDOM)) {
      Stream.concat(additions.stream(), more.stream())
          .forEach(addition -> addition.register(registry));
      registry.publish();
    }
  }

  /** The stored global configuration goes, so that the restart waits for the one of now. */
  private void addTo(Agency agency) throws IOException {
    ServerDirectory server = new ServerDirectory(home.server(agency));
    new SandboxHome(server.globalConfiguration(), true).close();
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(server.serverConfiguration(), Clock.systemUTC())) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      ServerConfiguration configuration = saved.configuration();
      for (Addition addition : Stream.concat(additions.stream(), more.stream()).toList()) {
        configuration = addition.addTo(agency, configuration);
      }
      store.save(saved.version().number(), configuration, "test", "additions");
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SandboxHome home() {
    return home;
  }

  AgencyService service() {
    return service;
  }

  InformationSystems informationSystems() {
    return informationSystems;
  }

  TlsServices tlsServices() {
    return tlsServices;
  }

  CxfSite photos() {
    return photos;
  }

  /** A REST request of the tax agency to a service, with what follows the service code. */
  HttpRequest.Builder rest(String queryId, String serviceCode, String rest) {
    ServiceId id = ServiceId.of(Topology.POPULATION.subsystem(), serviceCode);
    return raw("r1/" + id.encoded() + rest)
        .header("X-Road-Client", Topology.TAX.subsystem().encoded())
        .header("X-Road-Id", queryId);
  }

  /** A request to the tax agency's server. */
  HttpRequest.Builder raw(String target) {
    return HttpRequest.newBuilder(URI.create(sandbox.consumerUrl() + target));
  }

  HttpRequest.Builder soap(String queryId, String serviceCode) {
    return raw("")
        .header("Content-Type", "text/xml; charset=UTF-8")
        .header("SOAPAction", "\"\"")
        .POST(HttpRequest.BodyPublishers.ofByteArray(envelope(queryId, serviceCode)));
  }

  byte[] envelope(String queryId, String serviceCode) {
    return SampleCalls.envelope(
        queryId, ServiceId.of(Topology.POPULATION.subsystem(), serviceCode), sandbox.someCode());
  }

  private static HttpRequest.Builder get(URI consumer, String queryId, String code) {
    return HttpRequest.newBuilder(
            consumer.resolve("/r1/" + Topology.PEOPLE.encoded() + "/people/" + code))
        .header("X-Road-Client", Topology.TAX.subsystem().encoded())
        .header("X-Road-Id", queryId);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> as) {
    try {
      return http.send(request.build(), as);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signed documents of one message as its party's server hands them out. */
  HttpResponse<byte[]> document(Agency party, String queryId, String flags) {
    URI server = party.equals(Topology.TAX) ? sandbox.consumerUrl() : sandbox.providerUrl();
    return sendForBytes(
        HttpRequest.newBuilder(
            server.resolve(
                "/asic?"
                    + flags
                    + "&queryId="
                    + queryId
                    + "&xRoadInstance="
                    + party.member().instance()
                    + "&memberClass="
                    + party.member().memberClass()
                    + "&memberCode="
                    + party.member().memberCode()
                    + "&subsystemCode="
                    + party.subsystemCode())));
  }

  /** Fetches the four documents of an exchange, request and response of both sides. */
  List<Path> documents(String queryId) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Agency party : Topology.AGENCIES) {
      for (String kind : List.of("request", "response")) {
        HttpResponse<byte[]> answer = document(party, queryId, "unique&force&" + kind + "Only");
        if (answer.statusCode() != 200) {
          throw new AssertionError(
              queryId
                  + " "
                  + kind
                  + " at "
                  + party.name()
                  + ": "
                  + answer.statusCode()
                  + " "
                  + new String(answer.body(), StandardCharsets.UTF_8));
        }
        Path file =
            directory.resolve(queryId + "-" + kind + "-" + party.subsystemCode() + ".asice");
        files.add(Files.write(file, answer.body()));
      }
    }
    return files;
  }

  /** The exit code of {@code postroad verify} with the configuration the server hands out. */
  int verify(List<Path> files) throws IOException {
    Path configuration = Files.createTempFile(directory, "verificationconf", ".zip");
    Files.write(configuration, sendForBytes(raw("verificationconf")).body());
    List<String> arguments = new java.util.ArrayList<>(List.of("--conf", configuration.toString()));
    files.forEach(file -> arguments.add(file.toString()));
    return new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments.toArray(String[]::new));
  }

  Optional<String> error(HttpResponse<?> response) {
    return response.headers().firstValue("X-Road-Error");
  }

  @Override
  public void close() {
    sandbox.close();
    Stream.concat(additions.stream(), more.stream()).forEach(Addition::close);
    http.close();
  }
}
