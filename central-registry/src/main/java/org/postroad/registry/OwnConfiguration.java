// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.DirectoryName;
import org.postroad.registry.publication.Published;

/**
 * What the registry publishes, read as a server of the instance reads it, so that requests are
 * judged by nothing that the servers do not know. Read once for each generation.
 */
final class OwnConfiguration implements Supplier<Optional<GlobalConfiguration>> {
  private static final int VERSION = 6;

  private final CentralRegistry registry;
  private final Path published;
  private final Clock clock;
  private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

  private record Known(Instant generatedAt, GlobalConfiguration configuration) {}

  OwnConfiguration(CentralRegistry registry, Path published, Clock clock) {
    this.registry = registry;
    this.published = published;
    this.clock = clock;
  }

  @Override
  public Optional<GlobalConfiguration> get() {
    Instant now = clock.instant();
    return registry.published().filter(p -> now.isBefore(p.expires())).map(p -> current(p, now));
  }

  private GlobalConfiguration current(Published generation, Instant now) {
    Optional<Known> before =
        known.get().filter(k -> k.generatedAt().equals(generation.generatedAt()));
    if (before.isPresent()) {
      return before.get().configuration();
    }
    GlobalConfiguration read = read(generation, now);
    known.set(Optional.of(new Known(generation.generatedAt(), read)));
    return read;
  }

  private GlobalConfiguration read(Published generation, Instant now) {
    byte[] document =
        generation
            .directory(new DirectoryName(ConfigurationSource.INTERNAL, VERSION))
            .orElseThrow(() -> new IllegalStateException("no directory of version " + VERSION));
    SignedDirectory directory =
        SignedDirectory.verify(
            document,
            registry.internalAnchor().sources().stream()
                .flatMap(source -> source.verificationCertificates().stream())
                .distinct()
                .toList(),
            now);
    String instance = registry.internalAnchor().instance();
    var expires = Optional.of(directory.expires());
    var shared =
        SharedParameters.parse(part(directory, PartReference.SHARED_PARAMETERS, instance), VERSION);
    var own = PrivateParameters.parse(part(directory, PartReference.PRIVATE_PARAMETERS, instance));
    return GlobalConfiguration.of(
        instance,
        Optional.of(new GlobalConfiguration.Own(own, expires)),
        List.of(new InstanceParameters(shared, expires)),
        OptionalParameters.DEFAULTS);
  }

  private byte[] part(SignedDirectory directory, String identifier, String instance) {
    PartReference reference =
        directory
            .part(identifier, instance)
            .orElseThrow(() -> new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "No part " + identifier));
    try {
      byte[] content = Files.readAllBytes(published.resolve(reference.location().substring(1)));
      reference.check(content);
      return content;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + reference.location(), failure);
    }
  }
}
