// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** Records of one member calling another, signed for real or with a signature made up. */
final class Fixtures {
  static final MemberId CALLER = new MemberId(TestAuthority.TEST_INSTANCE, "GOV", "1234");
  static final ClientId CLIENT = ClientId.parse("TEST/GOV/1234/tax");
  static final ClientId PROVIDER = ClientId.parse("TEST/GOV/5678/people");
  static final ServiceId SERVICE = new ServiceId(PROVIDER, "getPerson", Optional.of("v1"));

  private Fixtures() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Digest sha512(byte[] bytes) {
    return DigestAlgorithm.SHA512.digest(bytes);
  }

  static NewRecord.Attachment attachment(byte[] body) {
    return new NewRecord.Attachment(
        body.length, sha512(body), () -> new ByteArrayInputStream(body));
  }

  /** A SOAP request on the consumer side with a direct signature that nobody made. */
  static NewRecord soap(String queryId) {
    return record(Side.CONSUMER, Kind.REQUEST, queryId, "4.0", made("signature of " + queryId));
  }

  static MessageSignature made(String text) {
    return new MessageSignature(utf8(text), Optional.empty());
  }

  static MessageSignature madeForBatch(String text) {
    return new MessageSignature(
        utf8(text), Optional.of(new HashChainDocuments(utf8("result"), utf8("chain"))));
  }

  static NewRecord record(
      Side side,
      Kind kind,
      String queryId,
      String protocol,
      MessageSignature signature,
      byte[]... bodies) {
    byte[] message = utf8("message " + queryId);
    List<NewRecord.Attachment> attachments =
        Arrays.stream(bodies).map(Fixtures::attachment).toList();
    return new NewRecord(
        side,
        kind,
        queryId,
        "request-" + queryId,
        Optional.of("EE1234"),
        Optional.empty(),
        kind == Kind.RESPONSE ? Optional.of(Outcome.SUCCEEDED) : Optional.empty(),
        CLIENT,
        SERVICE,
        protocol,
        true,
        message,
        new SignedParts(
            sha512(message), attachments.stream().map(NewRecord.Attachment::digest).toList()),
        attachments,
        signature);
  }

  /** Signs as the caller's member does. */
  static final class Signer {
    final TestAuthority authority = TestAuthority.create();
    private final SigningIdentity identity;

    Signer() {
      TestKey key = authority.signing(CALLER);
      identity =
          new SigningIdentity(
              key.certificate(),
              List.of(),
              List.of(authority.good(key.certificate(), TestAuthority.NOW)),
              key.signer());
    }

    NewRecord sign(NewRecord record) {
      MessageSignature signature =
          MessageSigner.sign(List.of(record.digests()), identity, TestAuthority.NOW).getFirst();
      return new NewRecord(
          record.side(),
          record.kind(),
          record.queryId(),
          record.requestId(),
          record.userId(),
          record.issue(),
          record.outcome(),
          record.client(),
          record.service(),
          record.protocol(),
          record.withBody(),
          record.message(),
          record.digests(),
          record.attachments(),
          signature);
    }
  }

  /** A time-stamping authority that counts what it is asked and can be switched off. */
  static final class Stamps implements TimestampService {
    private final TestAuthority authority;
    private final List<Digest> imprints = new ArrayList<>();
    volatile boolean down;
    volatile boolean configured = true;

    Stamps(TestAuthority authority) {
      this.authority = authority;
    }

    @Override
    public byte[] stamp(Digest imprint) {
      synchronized (imprints) {
        imprints.add(imprint);
      }
      if (down) {
        throw new IllegalStateException("authority is down");
      }
      return authority.timestamp(imprint, TestAuthority.NOW);
    }

    @Override
    public boolean isConfigured() {
      return configured;
    }

    List<Digest> asked() {
      synchronized (imprints) {
        return List.copyOf(imprints);
      }
    }
  }
}
