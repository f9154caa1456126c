// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.Presented;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;

/**
 * Verifies signatures of messages, in the order of the reference: grammar, hash chain, signing
 * certificate, approved issuer, member, signature value, certificate chain and OCSP (D-039).
 *
 * <p>What surprises: a signature must protect exactly the given parts. The reference accepts parts
 * that no reference names (D-037) and hash chains that are not signed (D-034); both are refused.
 *
 * <p>Faults come without the prefix {@code signature_verification}, which the line adds. One object
 * should live as long as one {@link Trust}: it remembers the documents of batches, so that their
 * signature value is verified once. Safe for use by several threads.
 */
public final class SignatureVerifier {

  private final Trust trust;
  private final VerifiedDocuments verified = new VerifiedDocuments();
  private final KnownSigners signers = new KnownSigners();
  private final KnownResults results = new KnownResults();

  /** A verifier for one state of the global configuration. */
  public SignatureVerifier(Trust trust) {
    this.trust = trust;
  }

  /** Grammar, hash chain, references to exactly these parts, signature value; no trust. */
  public static IntactSignature checkIntegrity(MessageSignature signature, PartDigests parts) {
    var document = SignatureDocument.parse(signature.document());
    var verifiedParts = checkReferences(document, signature, parts, new KnownResults());
    document.verifyValue();
    return IntactSignature.of(document, verifiedParts);
  }

  /**
   * The digests of the parts as the signature names them, nothing verified: for containers that
   * left attachments out, to be completed by the digests of the parts that are there and then given
   * to {@link #checkIntegrity} (D-060, D-063).
   */
  public static SignedParts partsOf(MessageSignature signature) {
    var document = SignatureDocument.parse(signature.document());
    if (!document.isBatch()) {
      refuseUnsignedChain(signature);
      return SignedParts.ofNames(document.references());
    }
    var chain = HashChain.read(hashChain(document, signature), HashChain.SIGNATURE_CHAIN);
    return SignedParts.ofNames(chain.rawDigests());
  }

  /**
   * Integrity, then that this sender signed and that its certificate is good at this instant.
   *
   * @param sender who the message says it is from; its member counts (D-041)
   * @param at now for messages, the time of the time-stamp for containers (D-045)
   */
  public VerifiedSignature verify(
      MessageSignature signature, PartDigests parts, ClientId sender, Instant at) {
    var known = verified.find(signature.document());
    var document = known.orElseGet(() -> read(signature.document()));
    var verifiedParts = checkReferences(document, signature, parts, results);
    var member = sender.member();
    var authority = checkSigner(document.signer(), member);
    if (known.isEmpty()) {
      document.verifyValue();
      verified.remember(signature.document(), document);
    }
    var chain = checkChain(document, authority, member, at);
    return new VerifiedSignature(IntactSignature.of(document, verifiedParts), member, chain);
  }

  SignatureDocument read(byte[] document) {
    return SignatureDocument.parse(document, signers);
  }

  ApprovedAuthority checkSigner(X509Certificate signer, MemberId sender) {
    if (!KeyUsages.isSigning(signer)) {
      throw malformed(
          "Certificate " + Certificates.displayName(signer) + " is not a signing certificate");
    }
    var found =
        trust
            .memberOf(signer, sender.instance())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INTERNAL_ERROR,
                    "Certificate is not issued by approved certification service provider: "
                        + Certificates.displayName(signer)));
    checkMember(found.member(), sender);
    return found.authority();
  }

  private static void checkMember(MemberId member, MemberId sender) {
    if (!member.equals(sender)) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE,
          "Name in certificate (%s) does not match name in message (%s)"
              .formatted(member.text(), sender.text()));
    }
  }

  /** The issuer was found by its name so far; what counts is where the chain really ends. */
  CertificateChain checkChain(
      SignatureDocument document, ApprovedAuthority authority, MemberId sender, Instant at) {
    var unsigned = document.unsigned();
    if (unsigned.ocspResponses().isEmpty()) {
      throw malformed("Could not get any OCSP elements from signature");
    }
    var presented =
        new Presented(
            document.signer(),
            unsigned.certificates(),
            unsigned.ocspResponses(),
            sender.instance(),
            KeyUse.SIGNING);
    return presented.prove(
        trust,
        at,
        chain -> {
          var end = chain.authority();
          if (!end.equals(authority)) {
            checkMember(end.profile().memberOf(document.signer(), sender.instance()), sender);
          }
        });
  }

  /** The digests of the parts, each of which the signature protects. */
  static SignedParts checkReferences(
      SignatureDocument document,
      MessageSignature signature,
      PartDigests parts,
      KnownResults results) {
    if (document.isBatch()) {
      var documents = hashChain(document, signature);
      var result = readResult(documents.result(), results);
      var digests = checkHashChain(result, documents.chain(), parts);
      document.references().forEach((name, digest) -> checkResult(digest, result));
      return digests;
    }
    refuseUnsignedChain(signature);
    var named = new HashMap<String, DigestAlgorithm>();
    document.references().forEach((name, digest) -> named.put(name, digest.algorithm()));
    var digests = parts.digests(named);
    checkDirectReferences(document.references(), digests.byName());
    return digests;
  }

  private static HashChainResult readResult(byte[] result, KnownResults results) {
    try {
      return results.read(result);
    } catch (Fault e) {
      throw e.within(FaultCode.MALFORMED_SIGNATURE);
    }
  }

  private static SignedParts checkHashChain(
      HashChainResult result, byte[] document, PartDigests parts) {
    try {
      var chain = ChainWalk.read(result, Map.of(HashChain.SIGNATURE_CHAIN, document));
      var digests = parts.digests(chain.algorithms());
      chain.verify(digests.byName());
      return digests;
    } catch (Fault e) {
      throw e.within(FaultCode.MALFORMED_SIGNATURE);
    }
  }

  private static HashChainDocuments hashChain(
      SignatureDocument document, MessageSignature signature) {
    if (document.references().size() != 1) {
      throw malformed(
          "A batch signature is about its hash chain alone, not "
              + new TreeSet<>(document.references().keySet()));
    }
    return signature
        .hashChain()
        .orElseThrow(() -> malformed("The hash chain of the signature is missing"));
  }

  private static void checkResult(Digest digest, HashChainResult result) {
    if (!result.has(digest)) {
      throw invalid(HashChain.SIGNATURE_RESULT);
    }
  }

  private static void refuseUnsignedChain(MessageSignature signature) {
    if (signature.hashChain().isPresent()) {
      throw malformed("The signature comes with a hash chain that it does not sign");
    }
  }

  private static void checkDirectReferences(
      Map<String, Digest> references, Map<String, Digest> parts) {
    if (!references.keySet().equals(parts.keySet())) {
      throw malformed(
          "The signature is about %s, the message has %s"
              .formatted(new TreeSet<>(references.keySet()), new TreeSet<>(parts.keySet())));
    }
    references.forEach((name, digest) -> {
      var part = parts.get(name);
      if (part == null || !part.matches(digest)) {
        throw invalid(name);
      }
    });
  }

  private static Fault invalid(String name) {
    return new Fault(
        FaultCode.INVALID_SIGNATURE_VALUE,
        "Signature is not valid: the digest of " + name + " does not match");
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_SIGNATURE, text);
  }
}
