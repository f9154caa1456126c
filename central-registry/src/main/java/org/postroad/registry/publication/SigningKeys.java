// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.DeleteSigningKey;

/**
 * Which keys sign which directory: at most two per source, one of them active (A106, A107). A
 * refused command changes nothing. Not thread-safe: its owner takes turns.
 */
public final class SigningKeys {
  private static final int MAXIMUM_PER_SOURCE = 2;

  private final Map<ConfigurationSource, List<PublishedKey>> keys =
      new EnumMap<>(ConfigurationSource.class);
  private final Map<ConfigurationSource, String> active = new EnumMap<>(ConfigurationSource.class);

  /** A key of the token and the certificate clients know it by. */
  public record PublishedKey(String keyId, X509Certificate certificate) {}

  /** The keys of one source at one moment; no key is active until one was added. */
  public record SourceKeys(Optional<PublishedKey> active, List<X509Certificate> certificates) {
    public SourceKeys {
      certificates = List.copyOf(certificates);
    }
  }

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(SigningKeyCommand command) {
    List<PublishedKey> known = keysOf(command.source());
    boolean exists = known.stream().anyMatch(key -> key.keyId().equals(command.keyId()));
    boolean isActive = command.keyId().equals(active.get(command.source()));
    switch (command) {
      case AddSigningKey c -> {
        require(!exists, "is known already", c);
        require(
            known.size() < MAXIMUM_PER_SOURCE, "would be one more than " + MAXIMUM_PER_SOURCE, c);
      }
      case ActivateSigningKey c -> {
        require(exists, "is not known", c);
        require(!isActive, "is active already", c);
      }
      case DeleteSigningKey c -> {
        require(exists, "is not known", c);
        require(!isActive, "is active", c);
      }
    }
  }

  /** Checks and carries out. */
  public void apply(SigningKeyCommand command) {
    check(command);
    List<PublishedKey> known = keysOf(command.source());
    switch (command) {
      case AddSigningKey c -> {
        known.add(new PublishedKey(c.keyId(), c.certificate()));
        active.putIfAbsent(c.source(), c.keyId());
      }
      case ActivateSigningKey c -> active.put(c.source(), c.keyId());
      case DeleteSigningKey c -> known.removeIf(key -> key.keyId().equals(c.keyId()));
    }
  }

  /** An immutable copy, for one source. */
  public SourceKeys snapshot(ConfigurationSource source) {
    List<PublishedKey> known = keysOf(source);
    return new SourceKeys(
        known.stream().filter(key -> key.keyId().equals(active.get(source))).findFirst(),
        known.stream().map(PublishedKey::certificate).toList());
  }

  private List<PublishedKey> keysOf(ConfigurationSource source) {
    return keys.computeIfAbsent(source, s -> new ArrayList<>());
  }

  private static void require(boolean condition, String problem, SigningKeyCommand command) {
    if (!condition) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Signing key " + command.keyId() + " of " + command.source() + " " + problem);
    }
  }
}
