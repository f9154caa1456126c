// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.store.JournalDatabase;

/**
 * How one registry runs.
 *
 * @param directory everything the registry keeps lies here; made readable for its owner only
 * @param listen where configuration is served; port 0 takes any free one
 * @param address what clients are told: host, with a port if it is not 80; the bound address if
 *     missing
 * @param pin protects the signing keys; owned by the caller, who may wipe it after opening
 * @param keyKind for signing keys still to be made
 * @param database where the journal is; nodes of one registry share it
 */
public record RegistryOptions(
    String instance,
    Path directory,
    InetSocketAddress listen,
    Optional<String> address,
    char[] pin,
    KeyKind keyKind,
    Policy policy,
    Role role,
    JournalDatabase database) {

  /** With the journal in the registry's own directory. */
  public RegistryOptions(
      String instance,
      Path directory,
      InetSocketAddress listen,
      Optional<String> address,
      char[] pin,
      KeyKind keyKind,
      Policy policy,
      Role role) {
    this(
        instance, directory, listen, address, pin, keyKind, policy, role, JournalDatabase.EMBEDDED);
  }

  /**
   * What this registry is to others.
   *
   * @param node its name, where several nodes publish for one instance (A108)
   * @param federated whether other instances can be trusted (A113)
   */
  public record Role(String node, boolean federated, PublicPorts ports) {
    public static final Role DEFAULT = new Role(RegistryNode.FIRST, true);

    /** With the usual ports. */
    public Role(String node, boolean federated) {
      this(node, federated, PublicPorts.DEFAULT);
    }
  }

  /**
   * What the published configuration demands of servers and how often it is renewed.
   *
   * @param expiry how long clients survive without the registry (A104)
   * @param managementServiceAddress the registration port of this host if missing (A71)
   */
  public record Policy(
      Duration publicationInterval,
      Duration expiry,
      Duration timestampingInterval,
      Duration ocspFreshness,
      Optional<String> managementServiceAddress,
      Optional<X509Certificate> managementServiceCertificate) {
    /** The intervals of the reference implementation (A29, A104, C42, C52). */
    public static final Policy DEFAULTS =
        new Policy(
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Optional.empty(),
            Optional.empty());

    /** With what the management ports present. */
    public Policy withCertificate(X509Certificate certificate) {
      return new Policy(
          publicationInterval,
          expiry,
          timestampingInterval,
          ocspFreshness,
          managementServiceAddress,
          Optional.of(certificate));
    }

    public Policy {
      if (publicationInterval.isNegative()
          || publicationInterval.isZero()
          || expiry.compareTo(publicationInterval) <= 0) {
        throw new IllegalArgumentException(
            "configuration of " + expiry + " renewed every " + publicationInterval + " expires");
      }
      if (timestampingInterval.toSeconds() < 1 || ocspFreshness.toSeconds() < 1) {
        throw new IllegalArgumentException("intervals are at least one second");
      }
    }
  }

  /** Options with RSA keys and the usual intervals. */
  public static RegistryOptions of(
      String instance, Path directory, InetSocketAddress listen, char[] pin) {
    return new RegistryOptions(
        instance,
        directory,
        listen,
        Optional.empty(),
        pin,
        KeyKind.RSA_2048,
        Policy.DEFAULTS,
        Role.DEFAULT);
  }

  public RegistryOptions withPolicy(Policy newPolicy) {
    return new RegistryOptions(
        instance, directory, listen, address, pin, keyKind, newPolicy, role, database);
  }

  public RegistryOptions withKeyKind(KeyKind newKind) {
    return new RegistryOptions(
        instance, directory, listen, address, pin, newKind, policy, role, database);
  }

  RegistryOptions withListen(InetSocketAddress newListen) {
    return new RegistryOptions(
        instance, directory, newListen, address, pin, keyKind, policy, role, database);
  }

  /** Names in certificates still to be made. */
  List<String> hosts() {
    return List.of(address.map(PublicAddress::host).orElse("localhost"));
  }

  public RegistryOptions withAddress(String newAddress) {
    return new RegistryOptions(
        instance, directory, listen, Optional.of(newAddress), pin, keyKind, policy, role, database);
  }

  public RegistryOptions withRole(Role newRole) {
    return new RegistryOptions(
        instance, directory, listen, address, pin, keyKind, policy, newRole, database);
  }

  public RegistryOptions withDatabase(JournalDatabase newDatabase) {
    return new RegistryOptions(
        instance, directory, listen, address, pin, keyKind, policy, role, newDatabase);
  }
}
