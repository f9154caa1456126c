// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The certificates of an instance's members, those of the past too, as a part of its signed
 * configuration.
 *
 * <pre>{@code
 * {"format":"postroad/member-certificates/v1","instance":"DEV","members":[
 * {"member":"DEV/GOV/1","certificates":[{"use":"AUTHENTICATION","sha256":"9f86…0a08",
 *   "serial":"2a","issuer":"CN=CA","not_before":"…","not_after":"…","server":"SS1",
 *   "from":"2026-03-01T12:00:00Z","until":"2026-04-01T12:00:00Z"}]}
 * ]}
 * }</pre>
 *
 * <p>Each member is one line, certificates stand in the order in which they became known. {@code
 * server} is the code of one of the member's servers; serial numbers are hexadecimal.
 */
public record MemberCertificates(String instance, List<KnownCertificate> certificates) {
  public static final String CONTENT_IDENTIFIER = "MEMBER-CERTIFICATES";
  public static final String FILE_NAME = "member-certificates.json";

  private static final String FORMAT = "postroad/member-certificates/v1";
  private static final Comparator<KnownCertificate> ORDER =
      Comparator.comparing((KnownCertificate known) -> known.member().encoded())
          .thenComparing(KnownCertificate::knownFrom)
          .thenComparing(known -> known.sha256().hex())
          .thenComparing(known -> known.server().map(SecurityServerId::serverCode).orElse(""));

  public MemberCertificates {
    certificates = certificates.stream().sorted(ORDER).toList();
    for (KnownCertificate known : certificates) {
      if (!known.member().instance().equals(instance)) {
        throw new IllegalArgumentException(known.member() + " is not of instance " + instance);
      }
    }
  }

  /**
   * Reads a part.
   *
   * @throws Fault {@code malformed_global_conf} for anything but what {@link #toBytes} writes
   */
  public static MemberCertificates parse(byte[] part) {
    JsonNode tree = PartJson.read(FORMAT, part);
    MemberCertificates read;
    try {
      var certificates = new ArrayList<KnownCertificate>();
      for (JsonNode member : PartJson.list(tree, "members")) {
        MemberId id = ClientId.parseEncoded(PartJson.text(member, "member")).member();
        PartJson.list(member, "certificates").forEach(c -> certificates.add(certificate(id, c)));
      }
      read = new MemberCertificates(PartJson.text(tree, "instance"), certificates);
    } catch (IllegalArgumentException refused) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, String.valueOf(refused.getMessage()), refused);
    }
    if (!Arrays.equals(read.toBytes(), part)) {
      throw PartJson.malformed("The certificates are not written in the one way there is");
    }
    return read;
  }

  private static KnownCertificate certificate(MemberId member, JsonNode json) {
    return new KnownCertificate(
        member,
        CertificateUse.valueOf(PartJson.text(json, "use")),
        PartJson.sha256(PartJson.text(json, "sha256")),
        PartJson.number(PartJson.text(json, "serial")),
        PartJson.text(json, "issuer"),
        PartJson.time(PartJson.text(json, "not_before")),
        PartJson.time(PartJson.text(json, "not_after")),
        PartJson.optional(json, "server").map(code -> new SecurityServerId(member, code)),
        PartJson.time(PartJson.text(json, "from")),
        PartJson.optional(json, "until").map(PartJson::time));
  }

  /** The same certificates are always the same bytes. */
  public byte[] toBytes() {
    Map<MemberId, ObjectNode> members = new LinkedHashMap<>();
    for (KnownCertificate known : certificates) {
      ObjectNode member =
          members.computeIfAbsent(
              known.member(), id -> PartJson.object().put("member", id.encoded()));
      member.withArray("certificates").add(json(known));
    }
    return PartJson.write(FORMAT, instance, "members", List.copyOf(members.values()));
  }

  private static ObjectNode json(KnownCertificate known) {
    ObjectNode json =
        PartJson.object()
            .put("use", known.use().name())
            .put("sha256", known.sha256().hex())
            .put("serial", known.serialNumber().toString(16))
            .put("issuer", known.issuer())
            .put("not_before", known.notBefore().toString())
            .put("not_after", known.notAfter().toString());
    known.server().ifPresent(server -> json.put("server", server.serverCode()));
    json.put("from", known.knownFrom().toString());
    known.knownUntil().ifPresent(end -> json.put("until", end.toString()));
    return json;
  }
}
