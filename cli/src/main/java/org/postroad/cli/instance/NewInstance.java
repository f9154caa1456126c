// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postroad.cli.process.AdministrationUrl;
import org.postroad.cli.process.NewDirectory;
import org.postroad.cli.process.SecretFile;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.InitializeRegistry;
import org.postroad.registry.InitializeRegistry.Initialized;
import org.postroad.registry.InitializeRegistry.Operator;

/**
 * A registry to be made: its directory, its configuration and its secrets, the first of which are
 * made here and never shown.
 *
 * @param pinFile with a PIN of somebody's own; one is made if missing
 * @param keys of the configuration that shall not have their defaults
 */
record NewInstance(
    String instance,
    Path directory,
    String address,
    Optional<Operator> operator,
    Optional<Path> pinFile,
    Map<String, String> keys) {
  static final String RUN = "postroad registry run";
  static final String CONFIGURATION = "registry.yaml";
  static final String INTERNAL_ANCHOR = "anchors/internal.xml";
  static final String EXTERNAL_ANCHOR = "anchors/external.xml";
  static final String TOKEN = "admin/token";
  static final String PIN = "token.pin";

  private static final String ACCESS = "admin/registry.yaml";
  private static final int PIN_BYTES = 24;
  private static final int PLAIN_PORT = 80;

  static Optional<Operator> operator(
      String instance, Optional<String> subsystem, Optional<String> name) {
    return subsystem.map(text -> {
      SubsystemId known = subsystem(instance, text);
      return new Operator(known, name.orElse(known.memberCode()));
    });
  }

  private static SubsystemId subsystem(String instance, String text) {
    try {
      if (ClientId.parse(instance + "/" + text) instanceof SubsystemId known) {
        return known;
      }
    } catch (Fault _) {
      // Told below, as a member alone is.
    }
    throw new IllegalArgumentException(
        "--operator: '" + text + "' is no subsystem, expected CLASS/CODE/SUBSYSTEM");
  }

  /** Refuses what no registry could be made of; makes nothing. */
  void check() throws IOException {
    NewDirectory.requireFree(directory, RUN);
    initialize(configuration(), new char[0]).check();
    if (pinFile.isPresent()) {
      Arrays.fill(SecretFile.ofOwner(pinFile.get(), "PIN"), '\0');
    }
  }

  /** Makes it; nothing is left behind if that fails. */
  void make(Clock clock, SecureRandom random) throws IOException {
    check();
    try (NewDirectory made = NewDirectory.begin(directory, RUN)) {
      if (pinFile.isEmpty()) {
        made.write(PIN, newPin(random));
      }
      RegistryFile file = configuration();
      String token = UUID.randomUUID().toString();
      char[] pin = file.pin().pin();
      Initialized initialized = initialize(file, pin).run(token, clock, random);
      Arrays.fill(pin, '\0');
      made.write(INTERNAL_ANCHOR, initialized.internal().toXml());
      made.write(EXTERNAL_ANCHOR, initialized.external().toXml());
      made.write(TOKEN, (token + "\n").getBytes(UTF_8));
      made.write(ACCESS, access(file).getBytes(UTF_8));
      made.write(CONFIGURATION, yaml().getBytes(UTF_8));
      made.keep();
    }
  }

  private RegistryFile configuration() {
    return RegistryFile.parse(directory.resolve(CONFIGURATION), yaml(), Map.of());
  }

  private InitializeRegistry initialize(RegistryFile file, char[] pin) throws IOException {
    return new InitializeRegistry(file.options(pin).registry(), address(file), operator);
  }

  /** What servers are told; a port that is not the usual one has to be in it. */
  private String address(RegistryFile file) {
    int port = file.ports().configurationHttp();
    boolean told = address.lastIndexOf(':') > address.lastIndexOf(']');
    return told || port == PLAIN_PORT ? address : address + ":" + port;
  }

  private static byte[] newPin(SecureRandom random) {
    byte[] bytes = new byte[PIN_BYTES];
    random.nextBytes(bytes);
    return (Base64.getUrlEncoder().encodeToString(bytes) + "\n").getBytes(UTF_8);
  }

  private String yaml() {
    var text = new StringBuilder();
    text.append("# The registry of ").append(instance).append(". It runs with:\n");
    text.append("#   postroad registry run --config ").append(CONFIGURATION).append('\n');
    line(text, "instance", instance);
    line(text, "pin.file", pinFile.map(Path::toString).orElse(PIN));
    keys.forEach((key, value) -> line(text, key, value));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(": '").append(value.replace("'", "''")).append("'\n");
  }

  /** How the administration is reached, for whoever may read the token beside it. */
  private static String access(RegistryFile file) {
    return """
    url: %s
    ca: ../administration.crt
    token-file: token
    """
        .formatted(AdministrationUrl.of(file.administration()));
  }

  /** Where the PIN is. */
  Path pin() {
    return pinFile.orElse(directory.resolve(PIN));
  }
}
