// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.SigningToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry proxy add-key}. */
@Command(
    name = "add-key",
    description = {
      "Makes a signing key, or takes one of the token; the first key of an instance",
      "signs at once, others when they are activated."
    },
    mixinStandardHelpOptions = true)
final class ProxyAddKeyCommand implements Callable<Integer> {
  private static final Instant VALID_FROM = Instant.EPOCH;
  private static final Instant VALID_TO = Instant.parse("2038-01-01T00:00:00Z");

  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private ProxyInstanceOption instance = new ProxyInstanceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The kinds of key that are offered. */
  enum Algorithm {
    RSA(KeyKind.RSA_2048),
    EC(KeyKind.EC_P256);

    private final KeyKind kind;

    Algorithm(KeyKind kind) {
      this.kind = kind;
    }
  }

  @Option(
      names = {"-a", "--algorithm"},
      paramLabel = "KIND",
      description = "Of a new key: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Algorithm algorithm = Algorithm.RSA;

  @Option(
      names = {"-k", "--key"},
      paramLabel = "ID",
      description = "A key that the token has already.")
  private Optional<String> existing = Optional.empty();

  @Override
  public Integer call() throws IOException {
    ProxyInstance to = instance.of(options.home());
    ProxySettings settings = to.settings();
    try (SigningToken token = options.token()) {
      TokenKey key = key(token);
      if (settings.keyIds().contains(key.id())) {
        throw new ProxyRefused("Instance " + to.name() + " has the key " + key.id() + " already");
      }
      X509Certificate certificate = key.selfSigned("CN=" + to.name(), VALID_FROM, VALID_TO);
      Files.writeString(to.certificateFile(key.id()), Certificates.pem(certificate));
      ProxySettings changed = settings.with(key.id());
      to.write(changed);
      boolean signs = changed.active().equals(Optional.of(key.id()));
      spec.commandLine()
          .getOut()
          .println("Key " + key.id() + (signs ? ", active" : ", not active yet"));
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  private TokenKey key(SigningToken token) {
    return existing
        .map(id -> token.key(id).orElseThrow(() -> new ProxyRefused("The token has no key " + id)))
        .orElseGet(() -> token.generate(algorithm.kind, new SecureRandom()));
  }
}
