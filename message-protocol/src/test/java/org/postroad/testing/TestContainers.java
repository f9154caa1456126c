// SPDX-License-Identifier: MIT
package org.postroad.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.container.Attachment;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerTimestamp;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignatureTimestamp;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;

/**
 * Signed and time-stamped containers of one member, as a security server makes them. Signed at
 * {@link TestAuthority#NOW}, stamped a minute later, with an OCSP response of ten minutes before.
 */
public final class TestContainers {
  public static final MemberId MEMBER = new MemberId(TestAuthority.TEST_INSTANCE, "GOV", "1234");
  public static final Instant STAMPED = TestAuthority.NOW.plus(Duration.ofMinutes(1));

  private final TestAuthority authority;
  private final SigningIdentity identity;

  public TestContainers(TestAuthority authority) {
    this(authority, authority.signing(MEMBER), TestAuthority.NOW.minus(Duration.ofMinutes(10)));
  }

  public TestContainers(TestAuthority authority, TestKey key, Instant ocspTime) {
    this(authority, key, ocspTime, key.signer());
  }

  /** Signed by a key of any kind, its certificate in {@code key}; parts have its digest. */
  public TestContainers(TestAuthority authority, TestKey key, SigningKey signer) {
    this(authority, key, TestAuthority.NOW.minus(Duration.ofMinutes(10)), signer);
  }

  private TestContainers(
      TestAuthority authority, TestKey key, Instant ocspTime, SigningKey signer) {
    this.authority = authority;
    this.identity =
        new SigningIdentity(
            key.certificate(),
            List.of(),
            List.of(authority.good(key.certificate(), ocspTime)),
            signer);
  }

  /** A message as it is signed, with its attachments. */
  public record Sent(byte[] message, List<byte[]> attachments) {
    SignedParts parts(DigestAlgorithm digest) {
      return new SignedParts(
          digest.digest(message), attachments.stream().map(digest::digest).toList());
    }

    List<Attachment> numbered() {
      List<Attachment> numbered = new ArrayList<>();
      for (byte[] attachment : attachments) {
        numbered.add(new Attachment(numbered.size() + 1, attachment));
      }
      return numbered;
    }
  }

  public static Sent rest(String body) {
    String head =
        """
        POST
        /r1/TEST/GOV/99/Service/svc/path?x=1
        Content-Type:application/json
        X-Road-Client:TEST/GOV/1234/Client
        x-road-id:TEST-8a1d4a5c-9ba5-4d4c-a7cb-3d1e3d2f9d1f
        x-road-request-id:86a76a9d-284e-4dd3-8ac5-423fe59c0fe9
        """
            .replace("\n", "\r\n");
    return new Sent(bytes(head), body.isEmpty() ? List.of() : List.of(bytes(body)));
  }

  public static Sent soap(String id, String... attachments) {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:x="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">\
        <soap:Header><x:client id:objectType="SUBSYSTEM"><id:xRoadInstance>TEST</id:xRoadInstance>\
        <id:memberClass>GOV</id:memberClass><id:memberCode>1234</id:memberCode>\
        <id:subsystemCode>Client</id:subsystemCode></x:client>\
        <x:service id:objectType="SERVICE"><id:xRoadInstance>TEST</id:xRoadInstance>\
        <id:memberClass>GOV</id:memberClass><id:memberCode>99</id:memberCode>\
        <id:subsystemCode>Service</id:subsystemCode><id:serviceCode>getState</id:serviceCode>\
        </x:service><x:userId>EE1</x:userId><x:id>%s</x:id>\
        <x:protocolVersion>4.0</x:protocolVersion></soap:Header>\
        <soap:Body><getState xmlns="urn:test"/></soap:Body></soap:Envelope>
        """
            .formatted(id);
    return new Sent(bytes(xml), Arrays.stream(attachments).map(TestContainers::bytes).toList());
  }

  /** Signed alone and stamped alone: the time-stamp is inside the signature document. */
  public ContainerContent single(Sent sent) {
    MessageSignature signature = sign(List.of(sent)).getFirst();
    byte[] value = SignatureVerifier.checkIntegrity(signature, parts(sent)).signatureValue();
    byte[] token = authority.timestamp(DigestAlgorithm.SHA512.digest(value), STAMPED);
    MessageSignature stamped =
        new MessageSignature(
            SignatureTimestamp.insert(signature.document(), token), signature.hashChain());
    return content(sent, stamped, Optional.empty());
  }

  /** Signed alone and not stamped at all. */
  public ContainerContent unstamped(Sent sent) {
    return content(sent, sign(List.of(sent)).getFirst(), Optional.empty());
  }

  /** Signed with one signature for all, stamped with one time-stamp for all. */
  public List<ContainerContent> batch(List<Sent> sent) {
    return stamp(sent, sign(sent));
  }

  /** Signed one by one, stamped with one time-stamp for all. */
  public List<ContainerContent> stampedTogether(List<Sent> sent) {
    return stamp(sent, sent.stream().map(one -> sign(List.of(one)).getFirst()).toList());
  }

  private List<MessageSignature> sign(List<Sent> sent) {
    return MessageSigner.sign(sent.stream().map(this::parts).toList(), identity, TestAuthority.NOW);
  }

  private SignedParts parts(Sent sent) {
    return sent.parts(identity.key().algorithm().digest());
  }

  private List<ContainerContent> stamp(List<Sent> sent, List<MessageSignature> signatures) {
    List<HashChainDocuments> chains =
        HashChain.forTimestamps(
            signatures.stream()
                .map(signature -> DigestAlgorithm.SHA512.digest(signature.document()))
                .toList());
    byte[] token =
        authority.timestamp(DigestAlgorithm.SHA512.digest(chains.getFirst().result()), STAMPED);
    List<ContainerContent> contents = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      contents.add(
          content(
              sent.get(i),
              signatures.get(i),
              Optional.of(new ContainerTimestamp(token, chains.get(i)))));
    }
    return contents;
  }

  private static ContainerContent content(
      Sent sent, MessageSignature signature, Optional<ContainerTimestamp> timestamp) {
    return new ContainerContent(
        sent.message(), signature, timestamp, sent.numbered(), TestAuthority.NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
