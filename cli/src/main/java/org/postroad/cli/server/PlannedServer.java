// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postroad.cli.process.AdministrationUrl;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.cli.process.NewDirectory;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.AnchorCheck.Use;
import org.postroad.protocol.globalconf.AnchorCheck.Verdict;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.NewServer;
import org.postroad.securityserver.api.AdministrationSettings;

/**
 * A security server to be made: its directory, its configuration and its secrets, of which those
 * that are made here are never shown.
 *
 * @param address where others reach it
 * @param anchor the file that everything is trusted by
 * @param keys of the configuration that shall not have their defaults
 * @param ignoreWarnings whether it is made although its owner or its name may be wrong
 */
record PlannedServer(
    Path directory,
    SecurityServerId id,
    String address,
    byte[] anchor,
    NewPin pin,
    Map<String, String> keys,
    boolean ignoreWarnings) {
  static final String CONFIGURATION = "server.yaml";
  static final String TOKEN = "admin/token";

  private static final String RUN = "postroad server run";
  private static final String ACCESS = "admin/server.yaml";

  /**
   * Refuses what could not be made, and makes nothing that stays.
   *
   * @return what of the global configuration could be had
   */
  String check(Clock clock, SecureRandom random) throws IOException {
    NewDirectory.requireFree(directory, RUN);
    pin.check();
    ServerFile file = configuration();
    try (NewDirectory tried =
        NewDirectory.begin(Files.createTempDirectory("postroad-server-"), RUN)) {
      return fetch(server(file, tried.root(), new char[0]), clock, random).said();
    }
  }

  /** What else belongs into a server that was just made. */
  @FunctionalInterface
  interface Filling {
    void fill(NewDirectory made, char[] pin) throws IOException;
  }

  /** Makes it; nothing is left behind if that fails. */
  String make(Clock clock, SecureRandom random) throws IOException {
    return make(clock, random, (_, _) -> {});
  }

  /** The same with something more in it. */
  String make(Clock clock, SecureRandom random, Filling filling) throws IOException {
    pin.check();
    ServerFile file = configuration();
    try (NewDirectory made = NewDirectory.begin(directory, RUN)) {
      Fetched fetched = fetch(server(file, directory, new char[0]), clock, random);
      char[] secret = pin.take(made, random);
      String token = UUID.randomUUID().toString();
      server(file, directory, secret).make(fetched.timestampServices(), token, clock, random);
      filling.fill(made, secret);
      Arrays.fill(secret, '\0');
      made.write(TOKEN, (token + "\n").getBytes(UTF_8));
      made.write(ACCESS, access(file.settings().administration()).getBytes(UTF_8));
      made.write(CONFIGURATION, NewServerYaml.of(id, given(), file.keys()).getBytes(UTF_8));
      made.keep();
      return fetched.said();
    }
  }

  private NewServer server(ServerFile file, Path root, char[] secret) {
    return new NewServer(file.in(root).options(secret), id, anchor, address);
  }

  /**
   * What could be had of the global configuration.
   *
   * @param timestampServices all that are approved
   */
  private record Fetched(String said, List<URI> timestampServices) {}

  /** A configuration that cannot be reached now is fetched when the server starts. */
  private Fetched fetch(NewServer server, Clock clock, SecureRandom random) throws IOException {
    AnchorCheck.Result judged =
        new AnchorCheck(Use.INTERNAL, new ConfigurationFetch(), clock.instant())
            .judge(anchor, Optional.of(id.owner().instance()));
    if (judged.verdict() == Verdict.NOT_DOWNLOADED) {
      return new Fetched("cannot be reached now: " + judged.text(), List.of());
    }
    if (!judged.isGood()) {
      throw new BadConfiguration(judged.verdict() + ": " + judged.text());
    }
    var global = server.fetch(clock, random);
    new OwnerCheck(global, id).check(ignoreWarnings);
    return new Fetched(
        id.owner().instance() + ", valid until " + global.expires(),
        global.timestampAuthorities().stream().map(each -> URI.create(each.url())).toList());
  }

  private Map<String, String> given() {
    Map<String, String> all = new LinkedHashMap<>(pin.keys());
    all.putAll(keys);
    return all;
  }

  private ServerFile configuration() {
    var text = new StringBuilder();
    given().forEach((key, value) -> text.append(NewServerYaml.line(key, value)).append('\n'));
    ServerFile file = ServerFile.parse(directory.resolve(CONFIGURATION), text.toString(), Map.of());
    if (!file.directory().equals(directory)) {
      throw new BadConfiguration("directory: that is what --directory says");
    }
    return file;
  }

  /** How the administration is reached, for whoever may read the token beside it. */
  private static String access(AdministrationSettings settings) {
    return """
    url: %s
    ca: ../administration.crt
    token-file: token
    """
        .formatted(
            AdministrationUrl.of(new InetSocketAddress(settings.address(), settings.port())));
  }
}
