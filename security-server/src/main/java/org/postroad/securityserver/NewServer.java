// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ServerRoles;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * Makes a security server in an empty directory (E12): its anchor and a first copy of the global
 * configuration, its owner, a software token without keys, its certificates for TLS and its first
 * administrator. Nobody is served meanwhile. What it needs from others, its two certificates and
 * their registration, it gets while it runs.
 *
 * @param anchor the file, exactly as it was given
 * @param host where others reach the server, for the certificates that information systems and
 *     administrators see
 */
public record NewServer(
    SecurityServerOptions options, SecurityServerId id, byte[] anchor, String host) {
  private static final Actor ACTOR = new Actor("server init", "new server");

  /**
   * Fetches the global configuration once and keeps it.
   *
   * @throws org.postroad.protocol.fault.Fault when it cannot be had or is not in order
   */
  public GlobalConfiguration fetch(Clock clock, SecureRandom random) throws IOException {
    GlobalConfigurationSettings settings = options.settings().globalConfiguration();
    AtomicReference<Optional<GlobalConfiguration>> fetched =
        new AtomicReference<>(Optional.empty());
    try (GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            ConfigurationAnchor.parse(anchor),
            directory().globalConfiguration(),
            new WebDownload(settings.connect(), settings.answer()),
            clock,
            random,
            read -> fetched.set(Optional.of(read)),
            settings.federations())) {
      client.refresh();
    }
    return fetched.get().orElseThrow();
  }

  /**
   * Makes everything else; what was made stays if a later step fails.
   *
   * @param timestampServices that stamp its message log, in the order in which they are asked
   * @param token of the first administrator, who has every role; only its hash is kept
   */
  public void make(List<URI> timestampServices, String token, Clock clock, SecureRandom random)
      throws IOException {
    Files.write(directory().anchor(), anchor);
    ServerKeys.prepare(directory().keys(), options.pin());
    KeyOpening keys = KeyOpening.begin(options, hosts(List.of()), clock, random);
    List<String> administrators =
        hosts(AdministrationStart.hosts(options.settings().administration()));
    var _ =
        InternalTls.open(
            directory().administrationTls(options.pin()), administrators, clock, random);
    var owner =
        new Client(
            id.owner(),
            Client.Status.SAVED,
            Client.ConnectionType.HTTPS,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory().serverConfiguration(), clock)) {
      store.save(
          0,
          new ServerConfiguration(id, timestampServices, List.of(owner)),
          ACTOR.who(),
          ACTOR.why());
    }
    new ApiTokenFile(directory().apiTokens(), false, clock)
        .execute(new AddToken(TokenCheck.hash(token), ServerRoles.ALL), ACTOR);
    keys.token().get().close();
    var _ = keys.internalTls().get();
    var _ = keys.log().get();
  }

  private List<String> hosts(List<String> more) {
    return Stream.concat(Stream.of(host), more.stream()).distinct().toList();
  }

  private ServerDirectory directory() {
    return new ServerDirectory(options.directory());
  }
}
