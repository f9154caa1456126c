// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Keys, certificates and messages for the tests of this room. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");

  /** The kinds of keys that sign. */
  enum Kind {
    RSA(SignatureAlgorithm.RSA_SHA512, "RSA", "2048"),
    PSS(SignatureAlgorithm.RSA_PSS_SHA256, "RSA", "2048"),
    P256(SignatureAlgorithm.ECDSA_SHA512, "EC", "secp256r1"),
    P384(SignatureAlgorithm.ECDSA_SHA384, "EC", "secp384r1");

    final SignatureAlgorithm algorithm;
    private final String family;
    private final String size;

    Kind(SignatureAlgorithm algorithm, String family, String size) {
      this.algorithm = algorithm;
      this.family = family;
      this.size = size;
    }

    private KeyPair newKeys() {
      try {
        var generator = KeyPairGenerator.getInstance(family);
        if (family.equals("EC")) {
          generator.initialize(new ECGenParameterSpec(size));
        } else {
          generator.initialize(Integer.parseInt(size));
        }
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A key of some kind with its certificate. */
  record Signer(Kind kind, TestKey pair) {

    X509Certificate certificate() {
      return pair.certificate();
    }

    SigningIdentity identity() {
      return identity(pair.signer(kind.algorithm));
    }

    SigningIdentity identity(SigningKey key) {
      return new SigningIdentity(certificate(), List.of(), List.of(ocsp(1)), key);
    }

    /** With two intermediates, so that every optional element is there. */
    SigningIdentity identityOfThreeLevels() {
      var intermediates = List.of(signer(Kind.P256).certificate(), signer(Kind.P384).certificate());
      return new SigningIdentity(
          certificate(),
          intermediates,
          List.of(ocsp(1), ocsp(2), ocsp(3)),
          pair.signer(kind.algorithm));
    }
  }

  private static final Map<Kind, Signer> SIGNERS = signers();

  private Fixtures() {}

  private static Map<Kind, Signer> signers() {
    var signers = new EnumMap<Kind, Signer>(Kind.class);
    for (var kind : Kind.values()) {
      var certificate =
          TestCertificate.subject("CN=Signer " + kind)
              .key(kind.newKeys())
              .serial(new BigInteger("123456789012345678901234567890"))
              .issuerName("O=Test & \\+ <Co>\\, Ltd,CN=Test CA õ")
              .signing();
      signers.put(kind, new Signer(kind, certificate.selfSigned()));
    }
    return signers;
  }

  static Signer signer(Kind kind) {
    var signer = SIGNERS.get(kind);
    if (signer == null) {
      throw new IllegalArgumentException(kind.toString());
    }
    return signer;
  }

  /** Stands for an OCSP response: this room carries them and leaves reading them to others. */
  static byte[] ocsp(int number) {
    return ("not really an OCSP response, number " + number).getBytes(UTF_8);
  }

  static byte[] content(String name) {
    return ("content of " + name).getBytes(UTF_8);
  }

  static Digest digest(String name) {
    return DigestAlgorithm.SHA512.digest(content(name));
  }

  /** The message with this number; its parts have the {@link #content} of the names used here. */
  static SignedParts message(int number, int attachments) {
    return new SignedParts(
        digest("message " + number),
        IntStream.rangeClosed(1, attachments)
            .mapToObj(i -> digest("attachment " + number + "/" + i))
            .toList());
  }

  /** The octets of the same parts by their names in the signature. */
  static Map<String, byte[]> contents(int number, int attachments) {
    var contents = new LinkedHashMap<String, byte[]>();
    contents.put(SignedParts.MESSAGE_NAME, content("message " + number));
    for (int i = 1; i <= attachments; i++) {
      contents.put(SignedParts.attachmentName(i), content("attachment " + number + "/" + i));
    }
    return contents;
  }

  static MessageSignature sign(Kind kind, SignedParts parts) {
    return MessageSigner.sign(List.of(parts), signer(kind).identity(), NOW).getFirst();
  }

  static List<SignedParts> batch(int count) {
    var messages = new ArrayList<SignedParts>();
    for (int i = 0; i < count; i++) {
      messages.add(message(i, i % 3));
    }
    return messages;
  }
}
