// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * Reads an {@link IndexedHead} from what {@link RecordHeadJson} printed; digests are passed over.
 */
final class IndexedHeadJson {

  private IndexedHeadJson() {}

  static IndexedHead read(byte[] json) throws IOException {
    try {
      return read(new JsonReader(json));
    } catch (Fault | IllegalArgumentException | DateTimeException e) {
      throw new IOException("record head: " + e.getMessage(), e);
    }
  }

  private static IndexedHead read(JsonReader in) throws IOException {
    in.begin();
    skipAttachments(in);
    ClientId client = RecordFields.client(in);
    Optional<String> _ = in.option("hashChain", IndexedHeadJson::skipChain);
    Optional<String> issue = in.option("issue", JsonReader::text);
    Kind kind = RecordFields.kind(in);
    skip(in, "message");
    Optional<Outcome> outcome = RecordFields.outcome(in);
    String protocol = RecordFields.text(in, "protocol");
    String queryId = RecordFields.text(in, "queryId");
    String requestId = RecordFields.text(in, "requestId");
    ServiceId service = RecordFields.service(in);
    Side side = RecordFields.side(in);
    skip(in, "signature");
    Instant time = RecordFields.time(in);
    Optional<String> userId = in.option("userId", JsonReader::text);
    in.end();
    in.requireEnd();
    return new IndexedHead(
        time, side, kind, protocol, queryId, requestId, userId, issue, outcome, client, service);
  }

  private static void skip(JsonReader in, String name) throws IOException {
    in.member(name);
    in.skipText();
  }

  private static String skipChain(JsonReader in) throws IOException {
    in.begin();
    skip(in, "chain");
    skip(in, "result");
    in.end();
    return "";
  }

  private static void skipAttachments(JsonReader in) throws IOException {
    in.member("attachments");
    in.beginList();
    while (in.element()) {
      in.begin();
      skip(in, "digest");
      in.member("length");
      long _ = in.number();
      in.end();
    }
  }
}
