// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.consumer.Admission;
import org.postroad.securityserver.consumer.ClientPort;
import org.postroad.securityserver.consumer.ConsumerSettings;
import org.postroad.securityserver.consumer.Outgoing;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.messagelog.DocumentSeal;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.provider.ProviderLine;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.service.Descriptions;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.MonitoringServices;
import org.postroad.securityserver.service.ServiceChannels;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.signer.SigningSettings;
import org.postroad.securityserver.testing.TestServer;
import org.postroad.testing.TestKey;

/**
 * The two servers of {@link GoldenInstance}: the lines, the network and the message log are real;
 * clock, ids and random numbers are given. What passes between them goes through a {@link Wiretap}.
 */
final class GoldenServers {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final GoldenInstance instance;
  private final Path directory;
  private final NetThreads threads = hold(NetThreads.start(1, GoldenInstance.CLOCK));
  private final HttpClient client = hold(HttpClient.open(threads, HttpLimits.DEFAULT));
  private final CannedService service = hold(new CannedService().start());
  private final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
  private final Repeating random = new Repeating(1);
  private final Wiretap wiretap;
  private final int clientPort;
  private byte[] returned = {};

  GoldenServers(GoldenInstance instance, Path directory) throws IOException {
    this.instance = instance;
    this.directory = directory;
    int providerPort =
        server(GoldenInstance.PROVIDER_SERVER, GoldenInstance.PROVIDER, instance.provider(), 0);
    this.wiretap =
        hold(
            new Wiretap(
                    instance.caller().authentication(),
                    instance.provider().authentication(),
                    providerPort)
                .start());
    this.clientPort =
        server(
            GoldenInstance.CALLER_SERVER, GoldenInstance.CALLER, instance.caller(), wiretap.port());
  }

  /**
   * One exchange.
   *
   * @param request the whole HTTP request of the information system, which asks to be hung up on
   * @param answer the whole HTTP response of the service
   * @param newIds what the servers make up, in the order in which they need it
   */
  Wiretap.Captured exchange(byte[] request, byte[] answer, String... newIds)
      throws IOException, InterruptedException {
    service.answer(answer);
    ids.clear();
    ids.addAll(List.of(newIds));
    random.restart();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), clientPort)) {
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      returned = RawHttp.read(socket.getInputStream());
    }
    return wiretap.take();
  }

  /** The HTTP request that the service got in the last exchange. */
  byte[] asked() {
    return service.asked();
  }

  /** The HTTP response that the information system got in the last exchange. */
  byte[] returned() {
    return returned;
  }

  /** Either the provider's server, which is told no peer port, or the caller's. */
  private int server(SecurityServerId id, ClientId member, GoldenInstance.Keys keys, int peerPort)
      throws IOException {
    Path home = Files.createDirectory(directory.resolve(id.serverCode()));
    SigningIdentities identities = identities(home, keys);
    Configuration configuration =
        new Configuration(
            new ServerConfiguration(id, List.of(), List.of(client(member))), instance.global());
    AuthenticationIdentity identity =
        identities.authentication(configuration.global(), GoldenInstance.CLOCK.instant());
    ExchangeEnvironment environment = environment(home, identities, configuration);
    TlsContext tls =
        TlsContext.client(
            Optional.of(identity.key().keyManager(identity.chain())), TlsPolicy.SECURITY_SERVERS);
    if (peerPort == 0) {
      ServiceChannels services = new ServiceChannels(client, () -> tls);
      return listen(
          Optional.of(
              TlsContext.server(
                  identity.key().keyManager(identity.chain()),
                  TlsPolicy.SECURITY_SERVERS,
                  ClientAuth.NEED,
                  _ -> {},
                  List::of)),
          ProviderLine.of(
              environment,
              PeerSettings.DEFAULT,
              new HttpServiceCaller(services),
              new Metaservices(
                  new Descriptions(services::fetch, environment.spool(), DescriptionLimits.DEFAULT),
                  environment.newId(),
                  environment.random()),
              new MonitoringServices(
                  hold(TestServer.openMonitoring(home.resolve("operational"))),
                  environment.random())));
    }
    Outgoing outgoing =
        new Outgoing(client, _ -> tls, ocsp(home), peerPort, peerPort, PeerSettings.DEFAULT);
    return listen(
        Optional.empty(),
        ClientPort.of(
            environment,
            outgoing,
            new Admission(ConsumerSettings.DEFAULT, identity::certificate, GoldenInstance.CLOCK),
            DocumentSeal.NONE,
            () -> {
              throw new IllegalStateException("nobody asks for it here");
            }));
  }

  private Client client(ClientId id) {
    var caller = new AccessRight.Subject.OfClient(GoldenInstance.CALLER);
    return new Client(
        id,
        Client.Status.REGISTERED,
        Client.ConnectionType.HTTP,
        List.of(),
        List.of(
            description(ServiceDescription.Type.WSDL, "getState"),
            description(ServiceDescription.Type.REST, "rest")),
        List.of(),
        List.of(AccessRight.toService(caller, "getState"), AccessRight.toService(caller, "rest")));
  }

  private ServiceDescription description(ServiceDescription.Type type, String code) {
    String url = service.uri().toString();
    return new ServiceDescription(
        type, url, Optional.empty(), List.of(ServiceDescription.Service.of(code, url)));
  }

  private ExchangeEnvironment environment(
      Path home, SigningIdentities identities, Configuration configuration) throws IOException {
    MessageLog log =
        hold(
            MessageLog.open(
                home.resolve("log"),
                MessageLogOptions.DEFAULT,
                GoldenInstance.CLOCK,
                new Random(1),
                _ -> new byte[0]));
    return new ExchangeEnvironment(
        () -> configuration,
        identities,
        new SignMessage(
            identities,
            new BatchSigner(GoldenInstance.CLOCK, SigningSettings.DEFAULT),
            GoldenInstance.CLOCK),
        log,
        BodySpool.open(Files.createDirectory(home.resolve("spool")), BodyLimits.DEFAULT),
        MessageLimits.DEFAULT,
        ids::remove,
        random,
        FaultSpelling.SINCE_7_8,
        _ -> {},
        GoldenInstance.CLOCK);
  }

  private SigningIdentities identities(Path home, GoldenInstance.Keys keys) throws IOException {
    char[] pin = "golden".toCharArray();
    Path directory = Files.createDirectories(home.resolve("keys"));
    try (OutputStream out = Files.newOutputStream(directory.resolve("token.p12"))) {
      KeyStore token = KeyStore.getInstance("PKCS12");
      token.load(null, pin);
      for (TestKey key : keys.both()) {
        token.setKeyEntry(
            key.certificate().getSerialNumber().toString(),
            key.privateKey(),
            pin,
            new X509Certificate[] {key.certificate()});
      }
      token.store(out, pin);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    ServerKeys opened = ServerKeys.open(directory, pin);
    keys.both().forEach(key -> opened.importCertificate(key.certificate()));
    return new SigningIdentities(opened, ocsp(home));
  }

  /** Responses about every certificate there is, so that nobody has to be asked. */
  private OcspStore ocsp(Path home) {
    OcspStore store = OcspStore.open(home.resolve("ocsp"));
    for (GoldenInstance.Keys keys : List.of(instance.caller(), instance.provider())) {
      for (TestKey key : keys.both()) {
        store.put(key.certificate(), OcspResponse.parse(instance.ocspResponse(key.certificate())));
      }
    }
    return store;
  }

  private int listen(Optional<TlsContext> tls, HttpHandler handler) {
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return hold(HttpListener.open(threads, anywhere, tls, HttpLimits.DEFAULT, handler))
        .address()
        .getPort();
  }

  private <T extends AutoCloseable> T hold(T part) {
    parts.push(part);
    return part;
  }

  /** Closes everything, what was made last first. */
  void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
