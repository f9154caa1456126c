// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.postroad.protocol.fault.FaultSpelling.SINCE_7_8;
import static org.postroad.protocol.fault.FaultSpelling.UP_TO_7_7;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

  @ParameterizedTest
  @EnumSource(FaultCode.class)
  void bothSpellingsAreUnderstood(FaultCode code) {
    assertEquals(Optional.of(code), FaultCode.of(code.wire()));
    assertEquals(Optional.of(code), FaultCode.of(code.legacy()));
    assertEquals(Optional.of(code), FaultCode.of(code.wire().toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void spellingsAreUnambiguous() {
    var seen = new HashSet<String>();
    for (FaultCode code : FaultCode.values()) {
      assertEquals(true, seen.add(code.wire()), code.wire());
      assertEquals(true, seen.add(code.legacy()), code.legacy());
    }
    assertEquals(Optional.empty(), FaultCode.of("something_else"));
    assertEquals(Optional.of(FaultCode.GLOBAL_CONF_OUTDATED), FaultCode.of("OutdatedGlobalConf"));
  }

  @Test
  void sideAndOuterCodesAreAddedOnce() {
    var fault = new Fault(FaultCode.INVALID_SIGNATURE_VALUE, "no");
    Fault nested =
        fault.within(FaultCode.SIGNATURE_VERIFICATION).within(FaultCode.SIGNATURE_VERIFICATION);
    assertEquals(
        List.of(FaultCode.SIGNATURE_VERIFICATION, FaultCode.INVALID_SIGNATURE_VALUE),
        nested.path());
    assertEquals(FaultCode.INVALID_SIGNATURE_VALUE, nested.code());
    assertSame(fault, fault.within(FaultCode.INVALID_SIGNATURE_VALUE));
    FaultReport report =
        nested.within(FaultCode.SERVICE_FAILED).at(Origin.CONSUMER, SINCE_7_8, "id");
    assertEquals(
        "server.clientproxy.service_failed.signature_verification.invalid_signature_value",
        report.code());
    assertEquals(
        "client.invalid_xml",
        new Fault(FaultCode.INVALID_XML, "").at(Origin.CLIENT, SINCE_7_8, "").code());
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, MISSING_HEADER_FIELD, client.missing_header_field, Client.MissingHeaderField",
    "CONSUMER, NETWORK_ERROR, server.clientproxy.network_error, Server.ClientProxy.NetworkError",
    "PROVIDER, ACCESS_DENIED, server.serverproxy.access_denied, Server.ServerProxy.AccessDenied",
    "PROVIDER, GLOBAL_CONF_OUTDATED, server.serverproxy.global_conf_outdated,"
        + " Server.ServerProxy.OutdatedGlobalConf",
    "CONSUMER, HSM_NON_OPERATIONAL, server.clientproxy.hsm_non_operational,"
        + " Server.ClientProxy.HSMNonOperational"
  })
  void codesAreSpelledAsAskedFor(Origin origin, FaultCode code, String since78, String upTo77) {
    var fault = new Fault(code, "text");
    assertEquals(since78, fault.at(origin, SINCE_7_8, "id").code());
    assertEquals(upTo77, fault.at(origin, UP_TO_7_7, "id").code());
  }

  /** The nestings of A-054, outermost code first. */
  @ParameterizedTest
  @CsvSource({
    "SERVICE_FAILED, NETWORK_ERROR, service_failed.network_error, ServiceFailed.NetworkError",
    "SSL_AUTHENTICATION_FAILED, CANNOT_CREATE_CERT_PATH,"
        + " ssl_authentication_failed.cannot_create_cert_path,"
        + " SslAuthenticationFailed.CannotCreateCertPath",
    "SIGNATURE_VERIFICATION, INVALID_CERT_PATH, signature_verification.invalid_cert_path,"
        + " SignatureVerification.InvalidCertPath",
    "INVALID_CERT_PATH, CERT_VALIDATION, invalid_cert_path.cert_validation,"
        + " InvalidCertPath.CertValidation",
    "CANNOT_CREATE_CERT_PATH, INTERNAL_ERROR, cannot_create_cert_path.internal_error,"
        + " CannotCreateCertPath.InternalError",
    "MALFORMED_SIGNATURE, INVALID_HASH_CHAIN_REF, malformed_signature.invalid_hash_chain_ref,"
        + " MalformedSignature.InvalidHashChainRef",
    "CANNOT_CREATE_SIGNATURE, CANNOT_SIGN, cannot_create_signature.cannot_sign,"
        + " CannotCreateSignature.CannotSign",
    "LOGGING_FAILED, TIMESTAMPING_FAILED, logging_failed.timestamping_failed,"
        + " LoggingFailed.TimestampingFailed",
    "TIMESTAMPING_FAILED, TIMESTAMPER_FAILED, timestamping_failed.timestamper_failed,"
        + " TimestampingFailed.TimestamperFailed",
    "OP_MONITOR, INTERNAL_ERROR, opmonitor.internal_error, OpMonitor.InternalError"
  })
  void outerCodesStandBetweenSideAndCode(
      FaultCode outer, FaultCode inner, String since78, String upTo77) {
    Fault nested = new Fault(inner, "text").within(outer).within(outer);
    assertEquals(
        "server.serverproxy." + since78, nested.at(Origin.PROVIDER, SINCE_7_8, "id").code());
    assertEquals(
        "Server.ServerProxy." + upTo77, nested.at(Origin.PROVIDER, UP_TO_7_7, "id").code());
  }

  @Test
  void soapFormIsThatOfTheReference() {
    var report =
        new FaultReport(
            "server.serverproxy.unknown_service", "Unknown service: <a> & \"b\"\0", "77");
    String expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>server.serverproxy.unknown_service</faultcode>"
            + "<faultstring>Unknown service: &lt;a&gt; &amp; \"b\"\uFFFD</faultstring>"
            + "<faultactor></faultactor><detail><faultDetail xmlns=\"\">77</faultDetail></detail>"
            + "</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    assertEquals(expected, new String(report.toSoap(), UTF_8));
  }

  @Test
  void restFormsKeepOrderAndEscape() {
    var report = new FaultReport("client.bad_request", "a \"b\" \\ <c>\n\u00E4\uD800", "d");
    assertEquals(
        "{\"type\":\"client.bad_request\",\"message\":\"a \\\"b\\\" \\\\ <c>\\u000a\u00E4\\ud800\","
            + "\"detail\":\"d\"}",
        new String(report.toRestJson(), UTF_8));
    assertEquals(
        "<error><type>client.bad_request</type><message>a \"b\" \\ &lt;c&gt;\n\u00E4\uFFFD</message>"
            + "<detail>d</detail></error>",
        new String(report.toRestXml(), UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "server.clientproxy.network_error, 500",
    "Server.ServerProxy.AccessDenied, 500",
    "client.bad_request, 400",
    "Client.BadRequest, 400",
    "SERVER.X, 500",
    "servers, 400",
    "soap:Server, 400"
  })
  void statusFollowsTheSide(String code, int status) {
    assertEquals(status, new FaultReport(code, "", "").restStatus());
  }
}
