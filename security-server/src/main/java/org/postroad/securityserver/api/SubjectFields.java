// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.keys.RequestWish;

/** What an authority wants to be told in a request, by its profile (C31, E26). */
@Path("certificate-authorities/{ca_name}/csr-subject-fields")
public final class SubjectFields {
  private static final Map<String, String> LABELS =
      Map.of(
          "C",
          "Country code (C)",
          "O",
          "Organization name (O)",
          "OU",
          "Organizational unit (OU)",
          "CN",
          "Common name (CN)",
          "serialNumber",
          "Serial number (SN)",
          RequestWish.ALTERNATIVE_NAME,
          "Subject alternative name (SAN)");

  private final AdministeredKeys server;

  /**
   * One attribute of the subject, or its alternative name.
   *
   * @param localized whether the label is a key of somebody's dictionary, which it never is
   */
  record Field(
      String id,
      String label,
      String defaultValue,
      boolean readOnly,
      boolean required,
      boolean localized) {}

  SubjectFields(AdministeredKeys server) {
    this.server = server;
  }

  @GET
  @Needs({Permission.GENERATE_AUTH_CERT_REQ, Permission.GENERATE_SIGN_CERT_REQ})
  public List<Field> getSubjectFieldDescriptions(
      @Context Call call,
      @PathParam("ca_name") String authority,
      @QueryParam("key_usage_type") @DefaultValue("") String usage,
      @QueryParam("key_id") @DefaultValue("") String key,
      @QueryParam("member_id") @DefaultValue("") String member,
      @QueryParam("is_new_member") boolean isNew) {
    KeyUsageType type =
        Stream.of(KeyUsageType.values())
            .filter(each -> each.name().equals(usage))
            .findFirst()
            .orElseThrow(
                () -> Refusal.invalid("key_usage_type", "OneOf [AUTHENTICATION, SIGNING]"));
    call.require(type.requestPermission());
    requireFor(key, type);
    CsrGenerate.requireAuthority(authority, server);
    MemberId whom = type == KeyUsageType.AUTHENTICATION ? server.owner() : member(member, isNew);
    return fields(
        server.make(
            () -> server.keys().subject(new RequestWish(type.use(), whom, authority, Map.of()))));
  }

  private void requireFor(String key, KeyUsageType type) {
    if (!key.isEmpty()
        && server.key(key).key().use().filter(use -> use != type.use()).isPresent()) {
      throw Refusal.of(400, "wrong_key_usage", key);
    }
  }

  private MemberId member(String id, boolean isNew) {
    MemberId member = Encoded.member("member_id", id);
    if (!isNew && !server.isHere(member)) {
      throw Refusal.of(400, "client_not_found", id);
    }
    return member;
  }

  private static List<Field> fields(SubjectRequest subject) {
    List<Field> fields = new ArrayList<>();
    for (SubjectRequest.Field each : subject.fields()) {
      fields.add(field(each.attribute(), each.value(), each.editable()));
    }
    subject
        .subjectAlternativeName()
        .ifPresent(name -> fields.add(field(RequestWish.ALTERNATIVE_NAME, name, true)));
    return List.copyOf(fields);
  }

  private static Field field(String id, String value, boolean editable) {
    return new Field(id, LABELS.getOrDefault(id, id), value, !editable, !editable, false);
  }
}
