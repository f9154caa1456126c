// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.DeleteSigningKey;

/**
 * Which keys sign which directory: on every node at most two per source, one of them active (A106,
 * A107, A108). A refused command changes nothing. Not thread-safe: its owner takes turns.
 */
public final class SigningKeys {
  private static final int MAXIMUM_PER_SOURCE = 2;

  private final Map<Directory, List<PublishedKey>> keys = new LinkedHashMap<>();
  private final Map<Directory, String> active = new HashMap<>();

  /** A directory of one node. */
  private record Directory(String node, ConfigurationSource source) {}

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
    Optional<Directory> owner = owner(command.source(), command.keyId());
    boolean isActive = owner.filter(o -> command.keyId().equals(active.get(o))).isPresent();
    switch (command) {
      case AddSigningKey c -> {
        c.node().ifPresent(RegistryNodes::requireName);
        require(owner.isEmpty(), "is known already", c);
        require(
            keysOf(directory(c)).size() < MAXIMUM_PER_SOURCE,
            "would be one more than " + MAXIMUM_PER_SOURCE,
            c);
      }
      case ActivateSigningKey c -> {
        require(owner.isPresent(), "is not known", c);
        require(!isActive, "is active already", c);
      }
      case DeleteSigningKey c -> {
        require(owner.isPresent(), "is not known", c);
        require(!isActive, "is active", c);
      }
    }
  }

  /** Checks and carries out. */
  public void apply(SigningKeyCommand command) {
    check(command);
    switch (command) {
      case AddSigningKey c -> {
        keys.computeIfAbsent(directory(c), d -> new ArrayList<>())
            .add(new PublishedKey(c.keyId(), c.certificate()));
        active.putIfAbsent(directory(c), c.keyId());
      }
      case ActivateSigningKey c ->
          owner(c.source(), c.keyId()).ifPresent(owner -> active.put(owner, c.keyId()));
      case DeleteSigningKey c ->
          owner(c.source(), c.keyId())
              .map(this::keysOf)
              .ifPresent(known -> known.removeIf(key -> key.keyId().equals(c.keyId())));
    }
  }

  /** An immutable copy, for one source of the first node. */
  public SourceKeys snapshot(ConfigurationSource source) {
    return snapshot(RegistryNode.FIRST, source);
  }

  /** An immutable copy, for one source of a node. */
  public SourceKeys snapshot(String node, ConfigurationSource source) {
    var directory = new Directory(node, source);
    List<PublishedKey> known = keysOf(directory);
    return new SourceKeys(
        known.stream().filter(key -> key.keyId().equals(active.get(directory))).findFirst(),
        known.stream().map(PublishedKey::certificate).toList());
  }

  /** The nodes that have keys, in the order of their first. */
  List<String> nodes() {
    return keys.keySet().stream().map(Directory::node).distinct().toList();
  }

  private Optional<Directory> owner(ConfigurationSource source, String keyId) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getKey().source() == source)
        .filter(entry -> entry.getValue().stream().anyMatch(key -> key.keyId().equals(keyId)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<PublishedKey> keysOf(Directory directory) {
    return keys.getOrDefault(directory, List.of());
  }

  private static Directory directory(AddSigningKey command) {
    return new Directory(command.node().orElse(RegistryNode.FIRST), command.source());
  }

  private static void require(boolean condition, String problem, SigningKeyCommand command) {
    if (!condition) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Signing key " + command.keyId() + " of " + command.source() + " " + problem);
    }
  }
}
