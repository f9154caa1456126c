// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITYSERVER_OBSERVER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SERVICE_ADMINISTRATOR;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.api.InProcessApi.Answer;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestCertificate;
import tools.jackson.databind.JsonNode;

/** Tokens, keys, requests and certificates through the API (E13, E25). */
final class KeysTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final MemberId MEMBER = TestInstance.PROVIDER_SERVER.owner();
  private static final String MEMBER_ID = "TEST:GOV:" + MEMBER.memberCode();
  private static final String PIN = "Correct horse 8";
  private static final String NEXT_PIN = "Battery 9 staple";

  private static Path directory;
  private static ServerKeys keys;
  private static InProcessApi api;

  @BeforeAll
  static void open(@TempDir Path folder) {
    directory = folder;
    keys = ServerKeys.open(directory, PIN.toCharArray());
    api = opened(false);
  }

  @BeforeEach
  void begin() {
    api.begin();
  }

  private static InProcessApi opened(boolean readOnly) {
    return InProcessApi.ofKeys(INSTANCE, directory, keys, readOnly);
  }

  @AfterAll
  static void close() {
    api.close();
    keys.close();
  }

  private Answer send(String method, String path, String json) {
    return api.send(SECURITY_OFFICER, method, path, json);
  }

  private static void assertRefused(int status, String code, Answer answer) {
    assertEquals(status + " " + code, answer.status() + " " + answer.code());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  private String key(String kind) {
    Answer made = send("POST", "/tokens/0/keys", "{'label':'first','key_kind':'" + kind + "'}");
    assertEquals(201, made.status(), made::code);
    return made.json().path("id").asString();
  }

  private static String wish(String usage, String more) {
    return "{'key_usage_type':'"
        + usage
        + "','ca_name':'Test CA','csr_format':'DER','subject_field_values':{}"
        + more
        + "}";
  }

  private static String signing() {
    return wish("SIGNING", ",'member_id':'" + MEMBER_ID + "'");
  }

  private X509Certificate certificate(String key, boolean signing) {
    TestCertificate subject =
        TestCertificate.subject(
            "C=FI, O=Organisation, CN="
                + MEMBER.memberCode()
                + ", serialNumber=TEST/SERVER/"
                + MEMBER.memberClass());
    return (signing ? subject.signing() : subject.authentication())
        .key(
            new KeyPair(
                keys.softwareToken().orElseThrow().key(key).orElseThrow().publicKey(), null))
        .issuedBy(INSTANCE.authority().root())
        .certificate();
  }

  private Answer imported(Role role, X509Certificate certificate) {
    return api.send(
        role,
        "POST",
        "/token-certificates",
        "application/octet-stream",
        Certificates.encoded(certificate));
  }

  private String authentication(String key) {
    X509Certificate certificate = certificate(key, false);
    assertEquals(201, imported(SECURITY_OFFICER, certificate).status());
    return "/token-certificates/" + Certificates.sha256(certificate).hex();
  }

  @Test
  void aCertificateTellsWhatIsKnownOfItsRenewal() {
    X509Certificate certificate = certificate(key("RSA_2048"), false);
    assertEquals(201, imported(SECURITY_OFFICER, certificate).status());
    String hash = ServerKeys.hash(certificate);
    JsonNode before = api.get(SECURITY_OFFICER, "/token-certificates/" + hash).json();
    for (String field :
        List.of(
            "next_automatic_renewal_time",
            "renewed_cert_hash",
            "renewal_error",
            "ocsp_verify_before_activation_error")) {
      assertFalse(before.has(field), field);
    }
    keys.changeNotes(notes ->
        notes.withRenewal(
            hash,
            note ->
                note.withRenewedBy("ab01")
                    .withNext(Instant.parse("2027-01-02T03:04:05Z"))
                    .withError(Optional.of("rate limited"))
                    .withActivationError(Optional.of("OCSP unknown"))));
    JsonNode told = api.get(SECURITY_OFFICER, "/token-certificates/" + hash).json();
    assertEquals("2027-01-02T03:04:05Z", told.path("next_automatic_renewal_time").asString());
    assertEquals("AB01", told.path("renewed_cert_hash").asString());
    assertEquals("rate limited", told.path("renewal_error").asString());
    assertEquals("OCSP unknown", told.path("ocsp_verify_before_activation_error").asString());
  }

  @Test
  void aKeyBecomesASigningKeyByRequestAndCertificate() throws IOException {
    Answer made =
        send(
            "POST",
            "/tokens/0/keys-with-csrs",
            "{'key_label':'tax','key_kind':'EC_P256','csr_generate_request':" + signing() + "}");
    assertEquals(201, made.status(), made::code);
    String key = made.json().at("/key/id").asString();
    String request = made.json().path("csr_id").asString();
    assertEquals("Generate key and CSR", api.lastAudited().path("event").asString());
    JsonNode data = api.lastAudited().path("data");
    assertEquals("tax", data.path("keyLabel").asString());
    assertEquals(request, data.path("csrId").asString());
    assertEquals(MEMBER_ID, data.path("clientIdentifier").asString());

    String path = "/keys/" + key + "/csrs/" + request;
    byte[] der = api.get(REGISTRATION_OFFICER, path + "?csr_format=DER").body();
    assertTrue(
        new PKCS10CertificationRequest(der).getSubject().toString().contains("C=FI"),
        "as the profile says");
    assertTrue(
        new String(api.get(SECURITY_OFFICER, path).body(), StandardCharsets.US_ASCII)
            .startsWith("-----BEGIN"));
    assertRefused(400, "validation_failure", api.get(SECURITY_OFFICER, path + "?csr_format=P7"));
    assertEquals(
        List.of("DELETE"), texts(api.get(SECURITY_OFFICER, path + "/possible-actions").json()));

    X509Certificate certificate = certificate(key, true);
    Answer imported = imported(REGISTRATION_OFFICER, certificate);
    assertEquals(201, imported.status(), imported::code);
    assertEquals(MEMBER_ID, imported.json().path("owner_id").asString());
    assertEquals("REGISTERED", imported.json().path("status").asString());
    assertRefused(409, "certificate_already_exists", imported(SECURITY_OFFICER, certificate));
    String added = "{'client':{'member_class':'GOV','member_code':'" + MEMBER.memberCode() + "'}}";
    assertEquals(201, api.send(REGISTRATION_OFFICER, "POST", "/clients", added).status());
    assertEquals(
        1,
        api.get(REGISTRATION_OFFICER, "/clients/" + MEMBER_ID + "/sign-certificates")
            .json()
            .size());
    JsonNode known = api.get(SECURITYSERVER_OBSERVER, "/keys/" + key).json();
    assertEquals("SIGNING", known.path("usage").asString());
    assertEquals(0, known.path("certificate_signing_requests").size(), "it is answered");
    assertEquals(
        Certificates.sha256(certificate).hex(),
        known.at("/certificates/0/certificate_details/hash").asString().toLowerCase(Locale.ROOT));
    assertRefused(404, "csr_not_found", api.get(SECURITY_OFFICER, path));
  }

  @Test
  void whatCannotBeAskedForIsRefusedAndLeavesNothing() {
    String key = key("EC_P256");
    String path = "/keys/" + key + "/csrs";
    assertRefused(400, "ca_not_found", send("POST", path, signing().replace("Test CA", "Nobody")));
    assertRefused(400, "validation_failure", send("POST", path, wish("SIGNING", "")));
    assertRefused(
        400,
        "client_not_found",
        send("POST", path, wish("SIGNING", ",'member_id':'TEST:GOV:4711'")));
    assertRefused(
        400, "invalid_dn_parameter", send("POST", path, signing().replace("{}", "{'C':'EE'}")));
    assertEquals(201, send("POST", path, signing().replace("{}", "{'C':'FI'}")).status());
    assertRefused(
        403, "forbidden", api.send(REGISTRATION_OFFICER, "POST", path, wish("AUTHENTICATION", "")));
    assertRefused(409, "action_not_possible", send("POST", path, wish("AUTHENTICATION", "")));
    int before = api.get(SECURITY_OFFICER, "/tokens/0").json().path("keys").size();
    assertRefused(
        400,
        "ca_not_found",
        send(
            "POST",
            "/tokens/0/keys-with-csrs",
            "{'key_label':'','csr_generate_request':"
                + signing().replace("Test CA", "Nobody")
                + "}"));
    assertEquals(before, api.get(SECURITY_OFFICER, "/tokens/0").json().path("keys").size());
    String ordered = wish("SIGNING", ",'acme_order':true,'member_id':'" + MEMBER_ID + "'");
    assertRefused(
        404,
        "not_found",
        send(
            "POST",
            "/tokens/0/keys-with-csrs",
            "{'key_label':'','csr_generate_request':" + ordered + "}"));
    assertEquals(before, api.get(SECURITY_OFFICER, "/tokens/0").json().path("keys").size());
    assertRefused(404, "not_found", send("POST", path, ordered));
    assertEquals(
        1,
        api.get(SECURITY_OFFICER, "/keys/" + key)
            .json()
            .path("certificate_signing_requests")
            .size(),
        "that of before");
    assertRefused(404, "key_not_found", send("POST", "/keys/4711/csrs", signing()));
    assertRefused(404, "token_not_found", send("POST", "/tokens/7/keys", "{}"));
  }

  @Test
  void anAuthenticationCertificateIsRegisteredUsedAndDeleted() {
    String key = key("RSA_2048");
    assertEquals(201, send("POST", "/keys/" + key + "/csrs", wish("AUTHENTICATION", "")).status());
    assertEquals(403, imported(REGISTRATION_OFFICER, certificate(key, false)).status());
    String path = authentication(key);
    assertEquals(
        List.of("DELETE", "REGISTER", "DISABLE"),
        texts(api.get(SECURITY_OFFICER, path + "/possible-actions").json()));
    assertRefused(400, "validation_failure", send("PUT", path + "/register", "{'address':' '}"));
    assertEquals(204, send("PUT", path + "/register", "{'address':'ss.test'}").status());
    assertTrue(
        api.sent.getLast() instanceof AuthCertReg asked
            && asked.address().orElseThrow().equals("ss.test"));
    assertEquals("Register authentication certificate", api.lastAudited().path("event").asString());
    assertRefused(
        409, "action_not_possible", send("PUT", path + "/register", "{'address':'ss.test'}"));
    assertRefused(409, "action_not_possible", send("DELETE", path, ""));
    assertEquals(204, send("PUT", path + "/disable", "").status());
    assertFalse(api.get(SECURITY_OFFICER, path).json().path("active").asBoolean());
    assertEquals(403, api.send(REGISTRATION_OFFICER, "PUT", path + "/activate", "").status());
    assertEquals(204, send("PUT", path + "/activate", "").status());

    Answer hesitated = send("DELETE", "/keys/" + key, "");
    assertRefused(400, "warnings_detected", hesitated);
    assertEquals(
        "auth_key_with_registered_cert_warning",
        hesitated.json().at("/warnings/0/code").asString());
    assertEquals(204, send("DELETE", "/keys/" + key + "?ignore_warnings=true", "").status());
    assertTrue(api.sent.getLast() instanceof AuthCertDeletion);
    assertRefused(404, "key_not_found", api.get(SECURITY_OFFICER, "/keys/" + key));
    assertRefused(404, "certificate_not_found", api.get(SECURITY_OFFICER, path));
  }

  @Test
  void oneThatNobodyCanUnregisterIsMarked() {
    String path = authentication(key("RSA_2048"));
    assertEquals(204, send("PUT", path + "/register", "{'address':'ss.test'}").status());
    assertEquals(204, send("PUT", path + "/mark-for-deletion", "").status());
    assertEquals(
        "Skip unregistration of authentication certificate",
        api.lastAudited().path("event").asString());
    assertEquals(
        "DELETION_IN_PROGRESS", api.get(SECURITY_OFFICER, path).json().path("status").asString());
    assertRefused(409, "action_not_possible", send("PUT", path + "/unregister", ""));
    assertEquals(204, send("DELETE", path, "").status());
    String signs = "/token-certificates/";
    X509Certificate signing = certificate(key("EC_P256"), true);
    assertEquals(201, imported(SECURITY_OFFICER, signing).status());
    assertRefused(
        400,
        "sign_cert_not_supported",
        send("PUT", signs + Certificates.sha256(signing).hex() + "/unregister", ""));
  }

  @Test
  void aTokenIsNamedLoggedOutOfAndInto() {
    String key = key("EC_P256");
    assertEquals(
        List.of("LOGOUT", "GENERATE_KEY", "TOKEN_CHANGE_PIN", "EDIT_FRIENDLY_NAME"),
        texts(api.get(SYSTEM_ADMINISTRATOR, "/tokens").json().at("/0/possible_actions")));
    assertEquals(
        "signers", send("PATCH", "/tokens/0", "{'name':'signers'}").json().path("name").asString());
    assertRefused(400, "validation_failure", send("PATCH", "/tokens/0", "{'name':' '}"));
    assertEquals("k", send("PATCH", "/keys/" + key, "{'name':'k'}").json().path("name").asString());
    assertFalse(send("PUT", "/tokens/0/logout", "").json().path("logged_in").asBoolean());
    assertEquals(
        List.of("LOGIN", "EDIT_FRIENDLY_NAME"),
        texts(api.get(SECURITY_OFFICER, "/tokens/0").json().path("possible_actions")));
    assertRefused(409, "token_not_active", send("POST", "/tokens/0/keys", "{}"));
    assertRefused(409, "token_not_active", send("POST", "/keys/" + key + "/csrs", signing()));
    assertRefused(409, "token_not_active", send("DELETE", "/keys/" + key, ""));
    assertRefused(400, "pin_incorrect", send("PUT", "/tokens/0/login", "{'password':'wrong'}"));
    Answer in = send("PUT", "/tokens/0/login", "{'password':'" + PIN + "'}");
    assertTrue(in.json().path("logged_in").asBoolean());
    assertEquals("signers", api.lastAudited().at("/data/tokenFriendlyName").asString());
    assertFalse(api.lastAudited().toString().contains(PIN));
    assertRefused(
        409,
        "token_already_logged_in",
        send("PUT", "/tokens/0/login", "{'password':'" + PIN + "'}"));
    assertEquals(403, api.send(SERVICE_ADMINISTRATOR, "PUT", "/tokens/0/logout", "").status());
  }

  @Test
  void thePinIsChangedForAStrongOne() {
    key("EC_P256");
    Answer weak = changed(PIN, "1234");
    assertRefused(400, "weak_pin", weak);
    assertEquals(
        List.of("pin_min_length", "10", "pin_min_char_classes_count", "3"),
        texts(weak.json().at("/error/metadata")));
    assertRefused(400, "pin_incorrect", changed("wrong", NEXT_PIN));
    assertEquals(204, changed(PIN, NEXT_PIN).status());
    assertFalse(api.lastAudited().toString().contains(NEXT_PIN));
    assertEquals(200, send("PUT", "/tokens/0/logout", "").status());
    assertRefused(
        400, "pin_incorrect", send("PUT", "/tokens/0/login", "{'password':'" + PIN + "'}"));
    assertEquals(200, send("PUT", "/tokens/0/login", "{'password':'" + NEXT_PIN + "'}").status());
  }

  private Answer changed(String old, String next) {
    return api.send(
        SYSTEM_ADMINISTRATOR,
        "PUT",
        "/tokens/0/pin",
        "{'old_pin':'" + old + "','new_pin':'" + next + "'}");
  }

  @Test
  void whereKeysAreCopiedTheyAreOnlyShown() {
    String key = key("EC_P256");
    try (InProcessApi copied = opened(true)) {
      JsonNode token = copied.get(SECURITY_OFFICER, "/tokens/0").json();
      assertTrue(token.path("read_only").asBoolean());
      assertEquals(List.of("LOGOUT"), texts(token.path("possible_actions")));
      assertEquals(
          List.of(),
          texts(copied.get(SECURITY_OFFICER, "/keys/" + key + "/possible-actions").json()));
    }
  }

  @Test
  void everyKindOfKeyIsMade() {
    List<String> made =
        Stream.of(KeyKind.EC_P256, KeyKind.EC_P384).map(kind -> key(kind.name())).toList();
    assertNotEquals(made.getFirst(), made.getLast());
    assertEquals(
        "EC",
        api.get(SECURITY_OFFICER, "/keys/" + made.getFirst())
            .json()
            .path("key_algorithm")
            .asString());
    Answer usual = send("POST", "/tokens/0/keys", "{}");
    assertEquals("RSA", usual.json().path("key_algorithm").asString());
    assertEquals(usual.json().path("id").asString(), usual.json().path("label").asString());
  }

  @Test
  void anAuthoritySaysWhatItWantsToBeTold() {
    String path = "/certificate-authorities/Test%20CA/csr-subject-fields?key_usage_type=";
    JsonNode fields = api.get(REGISTRATION_OFFICER, path + "SIGNING&member_id=" + MEMBER_ID).json();
    List<String> told =
        fields
            .valueStream()
            .map(each ->
                each.path("id").asString()
                    + "="
                    + each.path("default_value").asString()
                    + (each.path("read_only").asBoolean() ? "" : "?"))
            .toList();
    assertTrue(told.contains("C=FI"), told::toString);
    assertTrue(told.contains("CN=" + MEMBER.memberCode()), told::toString);
    assertTrue(
        api.get(SECURITY_OFFICER, path + "AUTHENTICATION")
            .json()
            .valueStream()
            .anyMatch(each -> !each.path("read_only").asBoolean()),
        "the name of the server may be chosen");
    assertRefused(403, "forbidden", api.get(REGISTRATION_OFFICER, path + "AUTHENTICATION"));
    assertRefused(400, "validation_failure", api.get(SECURITY_OFFICER, path + "OTHER"));
    assertRefused(
        400,
        "client_not_found",
        api.get(SECURITY_OFFICER, path + "SIGNING&member_id=TEST:GOV:4711"));
    assertEquals(
        200,
        api.get(SECURITY_OFFICER, path + "SIGNING&member_id=TEST:GOV:4711&is_new_member=true")
            .status());
    assertRefused(
        400,
        "ca_not_found",
        api.get(SECURITY_OFFICER, path.replace("Test", "Other") + "AUTHENTICATION"));
  }

  @Test
  void whatAMemberThatIsGoneLeftBehindIsDeleted() {
    String member = "TEST:GOV:" + TestInstance.CALLER.memberCode();
    String added =
        "{'client':{'member_class':'GOV','member_code':'"
            + TestInstance.CALLER.memberCode()
            + "','subsystem_code':'x'},'ignore_warnings':true}";
    assertEquals(201, api.send(REGISTRATION_OFFICER, "POST", "/clients", added).status());
    String key = key("EC_P256");
    String wish = wish("SIGNING", ",'member_id':'" + member + "'");
    assertEquals(201, send("POST", "/keys/" + key + "/csrs", wish).status());
    String other = key("EC_P256");
    assertEquals(201, send("POST", "/keys/" + other + "/csrs", wish).status());
    assertEquals(201, send("POST", "/keys/" + other + "/csrs", signing()).status());
    String path = "/clients/" + member + ":x";
    assertRefused(404, "orphans_not_found", api.get(REGISTRATION_OFFICER, path + "/orphans"));
    assertEquals(204, api.send(REGISTRATION_OFFICER, "DELETE", path, "").status());
    assertTrue(
        api.get(REGISTRATION_OFFICER, path + "/orphans").json().path("orphans_exist").asBoolean());
    assertEquals(204, api.send(REGISTRATION_OFFICER, "DELETE", path + "/orphans", "").status());
    assertEquals(2, api.lastAudited().at("/data/certRequestIds").size());
    assertRefused(404, "key_not_found", api.get(SECURITY_OFFICER, "/keys/" + key));
    assertEquals(
        1,
        api.get(SECURITY_OFFICER, "/keys/" + other)
            .json()
            .path("certificate_signing_requests")
            .size(),
        "that of another member stays");
    assertRefused(404, "orphans_not_found", api.get(REGISTRATION_OFFICER, path + "/orphans"));
  }
}
