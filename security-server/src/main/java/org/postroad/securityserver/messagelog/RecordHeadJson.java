// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.SignedParts;

/**
 * The one form of a {@link RecordHead}: canonical JSON (RFC 8785) in UTF-8, so that anybody can
 * read it and print it again. Shown with line breaks that are not there:
 *
 * <pre>
 * {"attachments":[{"digest":"sha512:…","length":1234}],
 *  "client":{"instance":"EE","memberClass":"GOV","memberCode":"1","subsystemCode":"tax"},
 *  "hashChain":{"chain":"sha512:…","result":"sha512:…"},
 *  "issue":"case 7",
 *  "kind":"response",
 *  "message":"sha512:…",
 *  "outcome":"succeeded",
 *  "protocol":"4.0",
 *  "queryId":"…",
 *  "requestId":"…",
 *  "service":{"instance":"EE","memberClass":"GOV","memberCode":"2","serviceCode":"getPerson",
 *             "serviceVersion":"v1","subsystemCode":"people"},
 *  "side":"consumer",
 *  "signature":"sha512:…",
 *  "time":"2026-11-21T03:04:05.678Z",
 *  "userId":"EE1234"}
 * </pre>
 *
 * <p>Not always there are {@code hashChain}, {@code issue}, {@code outcome} (of a response only),
 * {@code serviceVersion}, {@code subsystemCode} and {@code userId}. A digest is the name of its
 * algorithm in small letters and its value in hexadecimal, as sha512sum prints it; {@code message}
 * is that of {@code /message.xml} as signed, {@code signature} that of the signature document.
 */
final class RecordHeadJson {
  private static final Map<String, DigestAlgorithm> ALGORITHMS =
      RecordFields.byText(DigestAlgorithm.values());
  private static final Map<DigestAlgorithm, String> PREFIXES =
      Arrays.stream(DigestAlgorithm.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  Function.identity(), algorithm -> RecordFields.print(algorithm) + ':'));
  private static final int EXPECTED = 1 << 11;
  private static final int MOST_ATTACHMENTS = 1 << 20;

  private RecordHeadJson() {}

  static byte[] print(RecordHead head) throws CharacterCodingException {
    JsonWriter out = new JsonWriter(EXPECTED);
    out.begin().name("attachments").beginList();
    for (int i = 0; i < head.attachmentLengths().size(); i++) {
      digest(out.begin().name("digest"), head.digests().attachments().get(i));
      out.name("length").number(head.attachmentLengths().get(i)).end();
    }
    out.endList().name("client").begin();
    owner(out, head.client());
    out.option("subsystemCode", head.client().subsystemCode(), out::text).end();
    out.option(
        "hashChain",
        head.hashChain(),
        both -> {
          digest(out.begin().name("chain"), both.chain());
          digest(out.name("result"), both.result()).end();
        });
    out.option("issue", head.issue(), out::text).name("kind").text(RecordFields.print(head.kind()));
    digest(out.name("message"), head.digests().message());
    out.option("outcome", head.outcome(), outcome -> out.text(RecordFields.print(outcome)));
    out.name("protocol").text(head.protocol()).name("queryId").text(head.queryId());
    out.name("requestId").text(head.requestId()).name("service");
    service(out, head.service());
    out.name("side").text(RecordFields.print(head.side()));
    digest(out.name("signature"), head.signature());
    out.name("time").text(RecordTime.print(head.time()));
    out.option("userId", head.userId(), out::text).end();
    return out.toByteArray();
  }

  private static void owner(JsonWriter out, ClientId client) {
    out.name("instance").text(client.instance());
    out.name("memberClass").text(client.memberClass()).name("memberCode").text(client.memberCode());
  }

  private static void service(JsonWriter out, ServiceId service) {
    out.begin();
    owner(out, service.owner());
    out.name("serviceCode").text(service.serviceCode());
    out.option("serviceVersion", service.serviceVersion(), out::text);
    out.option("subsystemCode", service.owner().subsystemCode(), out::text).end();
  }

  @CanIgnoreReturnValue
  private static JsonWriter digest(JsonWriter out, Digest digest) {
    return out.hexadecimal(PREFIXES.getOrDefault(digest.algorithm(), ""), digest.value());
  }

  /** Refuses all that {@link #print} does not print. */
  static RecordHead parse(byte[] json) throws IOException {
    RecordHead head = read(json);
    if (!Arrays.equals(print(head), json)) {
      throw new IOException("record head is not in its canonical form");
    }
    return head;
  }

  /** The same without looking whether every character is spelled as {@link #print} does. */
  static RecordHead read(byte[] json) throws IOException {
    try {
      return read(new JsonReader(json));
    } catch (Fault | IllegalArgumentException | DateTimeException e) {
      throw new IOException("record head: " + e.getMessage(), e);
    }
  }

  /** The digest of the signature document alone, of what {@link #read} reads. */
  static Digest signature(byte[] json) throws IOException {
    try {
      JsonReader in = new JsonReader(json);
      in.goToLast("signature");
      return digest(in, "signature");
    } catch (IllegalArgumentException e) {
      throw new IOException("record head: " + e.getMessage(), e);
    }
  }

  private static RecordHead read(JsonReader in) throws IOException {
    in.begin();
    List<Digest> attachments = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    attachments(in, attachments, lengths);
    ClientId client = RecordFields.client(in);
    Optional<RecordHead.HashChainDigests> chain = in.option("hashChain", RecordHeadJson::chain);
    Optional<String> issue = in.option("issue", JsonReader::text);
    Kind kind = RecordFields.kind(in);
    Digest message = digest(in, "message");
    Optional<Outcome> outcome = RecordFields.outcome(in);
    String protocol = RecordFields.text(in, "protocol");
    String queryId = RecordFields.text(in, "queryId");
    String requestId = RecordFields.text(in, "requestId");
    ServiceId service = RecordFields.service(in);
    Side side = RecordFields.side(in);
    Digest signature = digest(in, "signature");
    Instant time = RecordFields.time(in);
    Optional<String> userId = in.option("userId", JsonReader::text);
    in.end();
    in.requireEnd();
    return new RecordHead(
        time,
        side,
        kind,
        protocol,
        queryId,
        requestId,
        userId,
        issue,
        outcome,
        client,
        service,
        new SignedParts(message, attachments),
        lengths,
        signature,
        chain);
  }

  private static void attachments(JsonReader in, List<Digest> digests, List<Long> lengths)
      throws IOException {
    in.member("attachments");
    in.beginList();
    while (in.element()) {
      if (digests.size() == MOST_ATTACHMENTS) {
        throw in.unexpected("at most " + MOST_ATTACHMENTS + " attachments");
      }
      in.begin();
      digests.add(digest(in, "digest"));
      in.member("length");
      lengths.add(in.number());
      in.end();
    }
  }

  private static RecordHead.HashChainDigests chain(JsonReader in) throws IOException {
    in.begin();
    Digest chain = digest(in, "chain");
    Digest result = digest(in, "result");
    in.end();
    return new RecordHead.HashChainDigests(result, chain);
  }

  private static Digest digest(JsonReader in, String name) throws IOException {
    String text = RecordFields.text(in, name);
    int colon = text.indexOf(':');
    DigestAlgorithm algorithm = ALGORITHMS.get(text.substring(0, Math.max(0, colon)));
    if (algorithm == null) {
      throw in.unexpected("a digest as '" + name + "'");
    }
    return new Digest(algorithm, HexFormat.of().parseHex(text, colon + 1, text.length()));
  }
}
