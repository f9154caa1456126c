// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static java.util.stream.Collectors.joining;
import static org.postroad.protocol.token.KeyAttribute.PRIVATE_KEY_EXTRACTABLE;
import static org.postroad.protocol.token.KeyAttribute.PRIVATE_KEY_SENSITIVE;
import static org.postroad.protocol.token.KeyAttribute.PRIVATE_KEY_SIGN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What new keys of a device may be used for, and by which mechanisms (C70). Keys that are there
 * already stay as they are.
 *
 * @param chosen what somebody chose instead of what a key gets otherwise
 * @param privateMechanisms that the private key is confined to; any, if there is none
 * @param publicMechanisms the same of the public key
 */
public record KeyAttributes(
    Map<KeyAttribute, Boolean> chosen,
    Set<KeyMechanism> privateMechanisms,
    Set<KeyMechanism> publicMechanisms) {

  /** Of keys that sign and can neither leave the device nor be shown by it. */
  public static final KeyAttributes PRESET = new KeyAttributes(Map.of(), Set.of(), Set.of());

  private static final String PRIVATE_MECHANISMS = "private-key-allowed-mechanisms";
  private static final String PUBLIC_MECHANISMS = "public-key-allowed-mechanisms";

  /** {@code CKA_ALLOWED_MECHANISMS}, which the JDK knows by its number alone. */
  private static final String ALLOWED_MECHANISMS = "0x40000600";

  /** The keys of the file of a token that choose attributes. */
  public static final List<String> KEYS =
      Stream.concat(
              Arrays.stream(KeyAttribute.values()).map(KeyAttribute::key),
              Stream.of(PRIVATE_MECHANISMS, PUBLIC_MECHANISMS))
          .toList();

  /**
   * Refuses what no key of a server can have.
   *
   * @throws IllegalArgumentException for a private key that could be read from the device, or that
   *     does not sign
   */
  public KeyAttributes {
    chosen = Map.copyOf(chosen);
    privateMechanisms = Set.copyOf(privateMechanisms);
    publicMechanisms = Set.copyOf(publicMechanisms);
    if (!chosen.getOrDefault(PRIVATE_KEY_SIGN, true)) {
      throw new IllegalArgumentException(
          PRIVATE_KEY_SIGN.key() + " is 'false', expected true: keys of a server sign");
    }
    if (!chosen.getOrDefault(PRIVATE_KEY_SENSITIVE, true)
        && chosen.getOrDefault(PRIVATE_KEY_EXTRACTABLE, false)) {
      throw new IllegalArgumentException(
          "%s is 'false' and %s is 'true', expected one of them otherwise: anybody with the PIN"
                  .formatted(PRIVATE_KEY_SENSITIVE.key(), PRIVATE_KEY_EXTRACTABLE.key())
              + " could read the key");
    }
  }

  /**
   * Reads what the file of a token says.
   *
   * @param settings by keys, of which those that are not {@link #KEYS} do not count
   * @throws IllegalArgumentException for a value that is none
   */
  public static KeyAttributes parse(Map<String, String> settings) {
    Map<KeyAttribute, Boolean> chosen = new EnumMap<>(KeyAttribute.class);
    for (KeyAttribute each : KeyAttribute.values()) {
      flag(settings, each.key()).ifPresent(value -> chosen.put(each, value));
    }
    return new KeyAttributes(
        chosen, mechanisms(settings, PRIVATE_MECHANISMS), mechanisms(settings, PUBLIC_MECHANISMS));
  }

  private static Optional<Boolean> flag(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key))
        .map(value ->
            switch (value.strip()) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new IllegalArgumentException(
                      key + " is '" + value.strip() + "', expected true or false");
            });
  }

  private static Set<KeyMechanism> mechanisms(Map<String, String> settings, String key) {
    Set<KeyMechanism> all = new TreeSet<>();
    for (String name :
        Optional.ofNullable(settings.get(key)).stream()
            .flatMap(names -> Arrays.stream(names.split(",", -1)))
            .toList()) {
      try {
        all.add(KeyMechanism.parse(name.strip()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(key + " has " + e.getMessage(), e);
      }
    }
    return all;
  }

  /**
   * Whether RSA keys could sign with a padding.
   *
   * @throws IllegalArgumentException when they are confined to mechanisms of RSA, and not to the
   *     one that makes these signatures
   */
  public void requireFit(RsaPadding padding) {
    boolean pss = padding == RsaPadding.PSS;
    boolean confined =
        privateMechanisms.stream().anyMatch(each -> each.scheme() != KeyMechanism.Scheme.ECDSA);
    boolean fit =
        pss
            ? privateMechanisms.contains(KeyMechanism.CKM_RSA_PKCS_PSS)
            : privateMechanisms.stream()
                .anyMatch(each -> each.scheme() == KeyMechanism.Scheme.PKCS1);
    if (confined && !fit) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s among them, which rsa = %s signs with"
              .formatted(
                  PRIVATE_MECHANISMS,
                  new TreeSet<>(privateMechanisms),
                  pss ? KeyMechanism.CKM_RSA_PKCS_PSS : KeyMechanism.CKM_RSA_PKCS,
                  pss ? "pss" : "pkcs1"));
    }
  }

  /** What the JDK's provider reads, so that it asks for these attributes and no other mechanism. */
  String configuration() {
    return template("CKO_PRIVATE_KEY", true, privateMechanisms)
        + template("CKO_PUBLIC_KEY", false, publicMechanisms)
        + unwanted();
  }

  private String template(String kind, boolean ofPrivateKey, Set<KeyMechanism> mechanisms) {
    StringBuilder lines =
        new StringBuilder("attributes(generate, ").append(kind).append(", *) = {\n");
    if (ofPrivateKey) {
      lines.append("  CKA_PRIVATE = true\n");
    }
    for (KeyAttribute each : KeyAttribute.values()) {
      if (each.isOfPrivateKey() == ofPrivateKey) {
        Optional.ofNullable(chosen.get(each))
            .or(each::preset)
            .ifPresent(value -> lines.append("  %s = %s\n".formatted(each.attribute(), value)));
      }
    }
    if (!mechanisms.isEmpty()) {
      lines.append("  %s = 0h%s\n".formatted(ALLOWED_MECHANISMS, codes(mechanisms)));
    }
    return lines.append("}\n").toString();
  }

  /** An array of {@code CK_ULONG}, as 64-bit machines have it. */
  private static String codes(Set<KeyMechanism> mechanisms) {
    ByteBuffer codes =
        ByteBuffer.allocate(Long.BYTES * mechanisms.size()).order(ByteOrder.nativeOrder());
    new TreeSet<>(mechanisms).forEach(each -> codes.putLong(each.code()));
    return HexFormat.of().formatHex(codes.array());
  }

  /**
   * The provider takes a mechanism that makes the digest too, where the device has one; a key that
   * may not be used so is used with the other.
   */
  private String unwanted() {
    String names =
        Arrays.stream(KeyMechanism.values())
            .filter(each ->
                privateMechanisms.contains(each.withoutDigest())
                    && !privateMechanisms.contains(each))
            .map(each -> "  " + each + "\n")
            .collect(joining());
    return names.isEmpty() ? "" : "disabledMechanisms = {\n" + names + "}\n";
  }
}
