// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.management.Fixtures.AUTHENTICATION;
import static org.postroad.protocol.management.Fixtures.OCSP;
import static org.postroad.protocol.management.Fixtures.SERVER;
import static org.postroad.protocol.management.Fixtures.SIGNING;
import static org.postroad.protocol.management.Fixtures.SUBSYSTEM;
import static org.postroad.protocol.management.Fixtures.read;
import static org.postroad.protocol.management.Fixtures.signed;
import static org.postroad.protocol.management.Fixtures.submittedRegistration;
import static org.postroad.protocol.management.Fixtures.written;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.RequestWriter.Written;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.testing.TestKey;

class SubmittedRequestTest {
  private static final TestKey RSA = new TestKey(TestKey.newPair("RSA"), SIGNING.certificate());

  /** The parts of a multipart as they stand there, header and all. */
  private static List<String> parts(Written written) {
    String boundary = "--" + boundary(written);
    String body = new String(written.bytes(), ISO_8859_1);
    List<String> parts = new ArrayList<>(List.of(body.split(Pattern.quote(boundary), -1)));
    parts.removeFirst();
    parts.removeLast();
    return parts.stream().map(p -> p.substring(2, p.length() - 2)).toList();
  }

  private static String boundary(Written written) {
    return written.contentType().replaceFirst(".*boundary=", "");
  }

  private static Written of(Written written, List<String> parts) {
    String boundary = "--" + boundary(written);
    var body = new StringBuilder();
    parts.forEach(part -> body.append(boundary).append("\r\n").append(part).append("\r\n"));
    body.append(boundary).append("--\r\n");
    return new Written(written.contentType(), body.toString().getBytes(ISO_8859_1));
  }

  private static Fault refused(Written written) {
    return assertThrows(Fault.class, () -> read(written));
  }

  @Test
  void aRegistrationHasSixPartsInOrder() {
    Registration registration = submittedRegistration();
    Written written = written(registration);
    String type =
        "multipart/related; type=\"application/octet-stream\"; charset=UTF-8; boundary=xroad";
    assertTrue(written.contentType().startsWith(type), written.contentType());
    List<String> parts = parts(written);
    assertEquals(6, parts.size());
    assertEquals(
        part("content-type: text/xml; charset=UTF-8", registration.message().soap().bytes()),
        parts.get(0));
    assertEquals(part(signatureHeader(), registration.possession().value()), parts.get(1));
    assertEquals(part(signatureHeader(), registration.owner().signature().value()), parts.get(2));
    assertEquals(octets(Certificates.encoded(AUTHENTICATION.certificate())), parts.get(3));
    assertEquals(octets(Certificates.encoded(SIGNING.certificate())), parts.get(4));
    assertEquals(octets(OCSP), parts.get(5));
  }

  private static String signatureHeader() {
    return "content-type: application/octet-stream\r\nsignature-algorithm-id: SHA512withECDSA";
  }

  private static String octets(byte[] bytes) {
    return part("content-type: application/octet-stream", bytes);
  }

  private static String part(String header, byte[] bytes) {
    return header + "\r\n\r\n" + new String(bytes, ISO_8859_1);
  }

  @Test
  void aRegistrationReadsBack() throws IOException {
    Registration registration = submittedRegistration();
    Registration read = assertInstanceOf(Registration.class, read(written(registration)));
    byte[] octets = read.message().soap().bytes();
    assertArrayEquals(registration.message().soap().bytes(), octets);
    assertEquals(registration.message().request(), read.message().request());
    assertEquals(AUTHENTICATION.certificate(), read.authCert());
    assertTrue(read.possession().verifies(AUTHENTICATION.publicKey(), octets));
    assertTrue(read.owner().signature().verifies(SIGNING.publicKey(), octets));
    assertFalse(read.owner().signature().verifies(AUTHENTICATION.publicKey(), octets));
    assertEquals(SIGNING.certificate(), read.owner().certificate());
    assertArrayEquals(OCSP, read.owner().ocspResponse());
  }

  static List<ManagementRequest> signedRequests() {
    return Fixtures.requests().stream()
        .filter(request -> request.service().isSigned())
        .filter(request -> request.service() != ManagementService.AUTH_CERT_REG)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("signedRequests")
  void otherSignedRequestsHaveFourParts(ManagementRequest request) throws IOException {
    Written written = written(signed(request));
    assertTrue(written.contentType().contains("boundary=jetty"), written.contentType());
    assertEquals(4, parts(written).size());
    Signed read = assertInstanceOf(Signed.class, read(written));
    assertEquals(request, read.message().request());
    assertTrue(
        read.signer().signature().verifies(SIGNING.publicKey(), read.message().soap().bytes()));
  }

  @Test
  void whatDeletesIsAMessageAlone() throws IOException {
    ManagementMessage message = Fixtures.message(new ClientDeletion(SERVER, SUBSYSTEM));
    Written written = written(new Plain(message));
    assertEquals("text/xml; charset=UTF-8", written.contentType());
    assertArrayEquals(message.soap().bytes(), written.bytes());
    assertEquals(message.request(), read(written).message().request());
  }

  @Test
  void whatIsSignedDoesNotComeAlone() {
    byte[] soap = Fixtures.message(new ClientDisable(SERVER, SUBSYSTEM)).soap().bytes();
    Fault fault = assertThrows(Fault.class, () -> read(soap, "text/xml;charset=UTF-8"));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
  }

  @Test
  void noPartMayBeMissingMovedOrAdded() throws IOException {
    for (SubmittedRequest request :
        List.of(submittedRegistration(), signed(new ClientDisable(SERVER, SUBSYSTEM)))) {
      Written written = written(request);
      List<String> parts = parts(written);
      read(of(written, parts));
      for (int i = 0; i < parts.size(); i++) {
        var fewer = new ArrayList<>(parts);
        fewer.remove(i);
        refused(of(written, fewer));
        var more = new ArrayList<>(parts);
        more.add(parts.getLast());
        assertEquals("Unexpected content in multipart", refused(of(written, more)).text());
      }
      refused(of(written, List.of()));
      var swapped = new ArrayList<>(parts);
      Collections.swap(swapped, parts.size() / 2 - 1, parts.size() / 2);
      refused(of(written, swapped));
    }
  }

  @Test
  void aRegistrationOfTheMessageAloneIsToldWhatLacksFirst() {
    Written written = written(submittedRegistration());
    Written alone = of(written, parts(written).subList(0, 1));
    String empty = new String(alone.bytes(), ISO_8859_1).replaceFirst("MII[^<]*", "");
    Fault fault = refused(new Written(written.contentType(), empty.getBytes(ISO_8859_1)));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    assertEquals("Auth signature algorithm id is missing", fault.text());
  }

  @Test
  void theOctetsOfTheMessageAreSignedAndNotWhatTheyMean() throws IOException {
    Written written = written(signed(new ClientDisable(SERVER, SUBSYSTEM)));
    List<String> parts = new ArrayList<>(parts(written));
    parts.set(0, parts.getFirst().replace("<SOAP-ENV:Body>", "<SOAP-ENV:Body> "));
    Signed read = assertInstanceOf(Signed.class, read(of(written, parts)));
    assertEquals(new ClientDisable(SERVER, SUBSYSTEM), read.message().request());
    assertFalse(
        read.signer().signature().verifies(SIGNING.publicKey(), read.message().soap().bytes()));
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void everyAlgorithmIsNamedAsInJava(SignatureAlgorithm algorithm) throws IOException {
    TestKey key = algorithm.isEcdsa() ? SIGNING : RSA;
    ManagementMessage message = Fixtures.message(new ClientDisable(SERVER, SUBSYSTEM));
    var proof = MemberProof.of(message, key.signer(algorithm), SIGNING.certificate(), OCSP);
    Written written = written(new Signed(message, proof));
    List<String> parts = parts(written);
    assertTrue(parts.get(1).contains("signature-algorithm-id: " + algorithm.jcaName() + "\r\n"));
    for (String spelled :
        List.of(algorithm.jcaName(), algorithm.jcaName().toLowerCase(Locale.ROOT))) {
      var changed = new ArrayList<>(parts);
      changed.set(1, parts.get(1).replace(algorithm.jcaName(), spelled));
      Signed read = assertInstanceOf(Signed.class, read(of(written, changed)));
      OctetSignature signature = read.signer().signature();
      assertEquals(proof.signature(), signature);
      assertTrue(signature.verifies(key.publicKey(), message.soap().bytes()));
      assertFalse(
          signature.verifies(
              (algorithm.isEcdsa() ? RSA : SIGNING).publicKey(), message.soap().bytes()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "SHA224withECDSA", "MD5withRSA", "none", "SHA512"})
  void otherAlgorithmsAreRefused(String name) {
    Written written = written(signed(new ClientDisable(SERVER, SUBSYSTEM)));
    List<String> parts = new ArrayList<>(parts(written));
    parts.set(1, parts.get(1).replace("SHA512withECDSA", name));
    assertEquals(FaultCode.UNSUPPORTED_SIGN_ALGORITHM, refused(of(written, parts)).code());
    parts.set(1, parts.get(1).replace("signature-algorithm-id", "algorithm"));
    assertEquals(FaultCode.INVALID_REQUEST, refused(of(written, parts)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/related; boundary=B",
        "multipart/related; type=text/xml; boundary=B",
        "Multipart/Related; type=\"text/xml\"; charset=UTF-8; boundary=\"B\""
      })
  void theTypeOfAMultipartIsNotAsked(String contentType) throws IOException {
    Written written = written(signed(new ClientDisable(SERVER, SUBSYSTEM)));
    String type = contentType.replace("B", boundary(written));
    assertInstanceOf(Signed.class, read(written.bytes(), type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "multipart/mixed; boundary=x", "text/plain"})
  void otherContentIsRefused(String contentType) {
    Written written = written(signed(new ClientDisable(SERVER, SUBSYSTEM)));
    Fault fault = assertThrows(Fault.class, () -> read(written.bytes(), contentType));
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, fault.code());
  }

  @Test
  void whatIsTooLargeIsNotReadToItsEnd() throws IOException {
    Written written = written(signed(new ClientDisable(SERVER, SUBSYSTEM)));
    String text = new String(written.bytes(), ISO_8859_1);
    String padded =
        text.replace(
            "<SOAP-ENV:Body>",
            "<SOAP-ENV:Body>" + " ".repeat(RequestReader.MOST_BYTES - text.length()));
    assertInstanceOf(Signed.class, read(padded.getBytes(ISO_8859_1), written.contentType()));
    String more = padded.replace("<SOAP-ENV:Body>", "<SOAP-ENV:Body> ");
    Fault fault = refused(new Written(written.contentType(), more.getBytes(ISO_8859_1)));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    assertTrue(fault.text().contains("100000"), fault::text);
  }

  @Test
  void onlyItsOwnExceptionsComeOfBrokenInput() {
    byte[] bytes = written(submittedRegistration()).bytes();
    String contentType = written(submittedRegistration()).contentType();
    int refusals = 0;
    for (int i = 0; i < bytes.length; i += 7) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x10;
      try {
        read(changed, contentType);
      } catch (Fault fault) {
        refusals++;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    assertTrue(refusals > 0);
  }
}
