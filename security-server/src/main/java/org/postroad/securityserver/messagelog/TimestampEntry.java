// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;

/**
 * The body of a journal entry of type {@link EntryType#TIMESTAMP}: one token and the records it is
 * over, in the order of the leaves of its hash chain.
 *
 * <pre>
 * u8     1, version of this body
 * block  time-stamp token, DER
 * block  ts-hashchainresult.xml, empty when the token is over one signature value
 * u32    number of records, and for each
 *   u64    its sequence
 *   digest its signature document
 * </pre>
 *
 * <p>The hash chain of each record is not kept: it follows from the digests, and only the result
 * document is stamped. So a batch of 10,000 costs some 700 kB and not 40 MB.
 */
public record TimestampEntry(byte[] token, byte[] result, List<Stamped> records) {
  private static final int VERSION = 1;
  private static final int LIMIT = 1 << 20;

  /** A record and the digest of its signature document. */
  public record Stamped(long sequence, Digest signature) {}

  public TimestampEntry {
    records = List.copyOf(records);
  }

  /** Whether it is over a hash chain of several and not over the signature value of one. */
  public boolean batch() {
    return result.length > 0;
  }

  public EntryContent content() {
    FieldWriter out = new FieldWriter(1024 + token.length + result.length + 80 * records.size());
    out.u8(VERSION).block(token).block(result).u32(records.size());
    for (Stamped record : records) {
      out.u64(record.sequence()).digest(record.signature());
    }
    return EntryContent.of(EntryType.TIMESTAMP, out.toByteArray());
  }

  /** Refuses every body that {@link #content} does not make. */
  public static TimestampEntry parse(EntryBody body) throws IOException {
    FieldReader in = new FieldReader(body.bytes(0, Math.toIntExact(body.length())));
    int version = in.u8();
    if (version != VERSION) {
      throw new IOException("time-stamp of version " + version + ", expected " + VERSION);
    }
    byte[] token = in.block();
    byte[] result = in.block();
    int count = in.count(LIMIT);
    List<Stamped> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(new Stamped(in.u64(), in.digest()));
    }
    in.end();
    return new TimestampEntry(token, result, records);
  }

  /** The time-stamp over one of the records; nothing when it is over others only. */
  Optional<LogTimestamp> of(long sequence) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).sequence() == sequence) {
        return Optional.of(new LogTimestamp(token, chain(i)));
      }
    }
    return Optional.empty();
  }

  /** The time-stamps over all of the records, each made when it is asked for by its index. */
  public IntFunction<LogTimestamp> each() {
    if (!batch()) {
      return _ -> new LogTimestamp(token, Optional.empty());
    }
    IntFunction<HashChainDocuments> chains =
        HashChain.forTimestampsOneByOne(records.stream().map(Stamped::signature).toList());
    return i ->
        new LogTimestamp(
            token, Optional.of(new HashChainDocuments(result, chains.apply(i).chain())));
  }

  private Optional<HashChainDocuments> chain(int leaf) {
    if (!batch()) {
      return Optional.empty();
    }
    List<Digest> leaves = records.stream().map(Stamped::signature).toList();
    return Optional.of(
        new HashChainDocuments(result, HashChain.forTimestamp(leaves, leaf).chain()));
  }
}
