// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.SignedParts;

/**
 * What a record says about its message without holding any of it: identifiers, times and digests.
 * Its bytes are canonical, so that with the record's salt they are what a leaf of a Merkle tree is
 * made from, and deleting content and salt later leaves nothing to guess from:
 *
 * <pre>
 * u8      1, version of this head
 * u8      side: 1 consumer, 2 provider
 * u8      kind: 1 request, 2 response
 * u64     time, milliseconds since 1970
 * text    protocol
 * text    query id
 * text    request id
 * client  caller
 * client  owner of the service
 * text    service code
 * option  text: service version
 * digest  /message.xml
 * u32     number of attachments, and for each
 *   digest  of the attachment
 *   u64     its length
 * digest  of the signature document
 * option  digest of the hash-chain result, digest of the hash chain
 *
 * text   = u32 length, UTF-8
 * option = u8 0, or u8 1 and the value
 * client = text instance, text class, text code, option text subsystem
 * digest = u8 algorithm (1 SHA-1, 2 SHA-224, 3 SHA-256, 4 SHA-384, 5 SHA-512), value
 * </pre>
 *
 * All numbers are big endian.
 */
record RecordHead(
    Instant time,
    Side side,
    Kind kind,
    String protocol,
    String queryId,
    String requestId,
    ClientId client,
    ServiceId service,
    SignedParts digests,
    List<Long> attachmentLengths,
    Digest signature,
    Optional<HashChainDigests> hashChain) {

  private static final int VERSION = 1;
  private static final int MAX_ATTACHMENTS = 1 << 20;

  /** Digests of the two documents of a batch signature. */
  record HashChainDigests(Digest result, Digest chain) {
    static HashChainDigests of(HashChainDocuments documents) {
      return new HashChainDigests(sha512(documents.result()), sha512(documents.chain()));
    }
  }

  static RecordHead of(NewRecord record, Instant time) {
    return new RecordHead(
        Instant.ofEpochMilli(time.toEpochMilli()),
        record.side(),
        record.kind(),
        record.protocol(),
        record.queryId(),
        record.requestId(),
        record.client(),
        record.service(),
        record.digests(),
        record.attachments().stream().map(NewRecord.Attachment::length).toList(),
        sha512(record.signature().document()),
        record.signature().hashChain().map(HashChainDigests::of));
  }

  private static Digest sha512(byte[] bytes) {
    return DigestAlgorithm.SHA512.digest(bytes);
  }

  /** The caller on the consumer side, the owner of the service on the provider side (E-004). */
  ClientId member() {
    return switch (side) {
      case CONSUMER -> client;
      case PROVIDER -> service.owner();
    };
  }

  void write(FieldWriter out) {
    out.u8(VERSION).u8(code(side)).u8(code(kind)).u64(time.toEpochMilli());
    out.text(protocol).text(queryId).text(requestId);
    out.client(client).client(service.owner());
    out.text(service.serviceCode()).option(service.serviceVersion(), out::text);
    out.digest(digests.message()).u32(attachmentLengths.size());
    for (int i = 0; i < attachmentLengths.size(); i++) {
      out.digest(digests.attachments().get(i)).u64(attachmentLengths.get(i));
    }
    out.digest(signature);
    out.option(hashChain, both -> out.digest(both.result()).digest(both.chain()));
  }

  /** Refuses what {@link #write} does not write. */
  static RecordHead read(FieldReader in) throws IOException {
    int version = in.u8();
    if (version != VERSION) {
      throw new IOException("record head of version " + version + ", expected " + VERSION);
    }
    Side side = side(in.u8());
    Kind kind = kind(in.u8());
    Instant time = Instant.ofEpochMilli(in.u64());
    String protocol = in.text();
    String queryId = in.text();
    String requestId = in.text();
    ClientId client = in.client();
    ClientId owner = in.client();
    ServiceId service = new ServiceId(owner, in.text(), in.option(FieldReader::text));
    Digest message = in.digest();
    int count = in.count(MAX_ATTACHMENTS);
    List<Digest> attachments = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      attachments.add(in.digest());
      lengths.add(in.u64());
    }
    return new RecordHead(
        time,
        side,
        kind,
        protocol,
        queryId,
        requestId,
        client,
        service,
        new SignedParts(message, attachments),
        List.copyOf(lengths),
        in.digest(),
        in.option(both -> new HashChainDigests(both.digest(), both.digest())));
  }

  private static int code(Side side) {
    return switch (side) {
      case CONSUMER -> 1;
      case PROVIDER -> 2;
    };
  }

  private static Side side(int code) throws IOException {
    return switch (code) {
      case 1 -> Side.CONSUMER;
      case 2 -> Side.PROVIDER;
      default -> throw new IOException("side " + code + ", expected 1 or 2");
    };
  }

  private static int code(Kind kind) {
    return switch (kind) {
      case REQUEST -> 1;
      case RESPONSE -> 2;
    };
  }

  private static Kind kind(int code) throws IOException {
    return switch (code) {
      case 1 -> Kind.REQUEST;
      case 2 -> Kind.RESPONSE;
      default -> throw new IOException("kind " + code + ", expected 1 or 2");
    };
  }
}
