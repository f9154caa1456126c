// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.signature.SignatureTemplate.Form;

/**
 * Makes the signatures of messages: one key operation for as many as wait (D-023 to D-025).
 *
 * <p>One message of one part is signed directly; anything else goes through a hash chain, and the
 * messages of a batch then share one signature document. What is digested is written directly in
 * canonical form, there is no document tree and no canonicalisation.
 */
public final class MessageSigner {

  private static final DateTimeFormatter SIGNING_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final byte[] DIRECT_TYPE = "text/xml".getBytes(US_ASCII);
  private static final byte[] BATCH_TYPE = "application/hash-chain-result".getBytes(US_ASCII);

  /** Longer signature values stand on a line of their own (D-014). */
  private static final int LINE_LENGTH = 76;

  private MessageSigner() {}

  /** Signatures of at least one message, in the order of the messages. */
  public static List<MessageSignature> sign(
      List<SignedParts> messages, SigningIdentity identity, Instant signingTime) {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("There is no message to sign");
    }
    if (messages.size() == 1 && messages.getFirst().attachments().isEmpty()) {
      var digest = messages.getFirst().message();
      byte[] document =
          document(identity, SignedParts.MESSAGE_NAME, digest, DIRECT_TYPE, signingTime);
      return List.of(new MessageSignature(document, Optional.empty()));
    }
    var chains = HashChain.forMessages(messages);
    var result = identity.key().algorithm().digest().digest(chains.getFirst().result());
    byte[] document =
        document(identity, HashChain.SIGNATURE_RESULT, result, BATCH_TYPE, signingTime);
    var signatures = new ArrayList<MessageSignature>(messages.size());
    for (var chain : chains) {
      signatures.add(new MessageSignature(document, Optional.of(chain)));
    }
    return List.copyOf(signatures);
  }

  private static byte[] document(
      SigningIdentity identity, String uri, Digest digest, byte[] type, Instant signingTime) {
    var template = identity.template();
    byte[] time = SIGNING_TIME.format(signingTime).getBytes(US_ASCII);
    byte[] firstDigest = Base64.getEncoder().encode(digest.value());
    byte[] secondDigest = signedPropertiesDigest(identity, time, type);
    byte[] toSign =
        join(
            template.canonicalSignedInfo,
            SignatureTemplate.firstReference(uri, digest.algorithm(), Form.CANONICAL),
            firstDigest,
            template.canonicalSecondReference,
            secondDigest,
            template.signedInfoEnd);
    return join(
        template.head,
        template.signedInfo,
        SignatureTemplate.firstReference(uri, digest.algorithm(), Form.WRITTEN),
        firstDigest,
        template.secondReference,
        secondDigest,
        template.signedInfoEnd,
        signatureValue(identity, toSign),
        template.keyInfo,
        template.signedProperties,
        time,
        template.signingCertificate,
        type,
        template.signedPropertiesEnd,
        template.tail);
  }

  private static byte[] signedPropertiesDigest(SigningIdentity identity, byte[] time, byte[] type) {
    var template = identity.template();
    var digest = identity.key().algorithm().digest().newDigest();
    digest.update(template.canonicalSignedProperties);
    digest.update(template.signedProperties);
    digest.update(time);
    digest.update(template.canonicalSigningCertificate);
    digest.update(type);
    digest.update(template.signedPropertiesEnd);
    return Base64.getEncoder().encode(digest.digest());
  }

  private static byte[] signatureValue(SigningIdentity identity, byte[] toSign) {
    byte[] value = identity.key().sign(toSign);
    if (identity.key().algorithm().isEcdsa()) {
      int fieldBytes = SignatureAlgorithm.fieldBytes(identity.certificate().getPublicKey());
      value = SignatureAlgorithm.derToRaw(value, fieldBytes);
    }
    String base64 = Base64.getEncoder().encodeToString(value);
    String lineBreak = base64.length() > LINE_LENGTH ? "\n" : "";
    return ("\n<ds:SignatureValue Id=\"signature-value\">"
            + (lineBreak + base64 + lineBreak)
            + "</ds:SignatureValue>")
        .getBytes(US_ASCII);
  }

  private static byte[] join(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    var joined = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }
}
