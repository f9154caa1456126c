// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerReader;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.signature.IntactSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.testing.StandingClock;

class SignedDocumentsTest {
  private static final String WHO =
      "xRoadInstance=TEST&memberClass=GOV&memberCode=1234&subsystemCode=tax";

  @TempDir Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(signer.authority);
  private MessageLog log;
  private SignedDocuments documents;

  @BeforeEach
  void open() throws IOException {
    log =
        MessageLog.open(
            directory,
            MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO),
            new StandingClock(),
            new SplittableRandom(4),
            stamps);
    documents = new SignedDocuments(log, DocumentSeal.NONE);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private NewRecord append(Kind kind, String queryId, String protocol, byte[]... bodies) {
    NewRecord record =
        signer.sign(
            Fixtures.record(Side.CONSUMER, kind, queryId, protocol, Fixtures.made("none"), bodies));
    log.append(record);
    return record;
  }

  private SignedDocuments.Download get(String query) {
    DocumentRequest request = DocumentRequest.parse(query);
    assertEquals(Fixtures.CLIENT, request.client());
    return documents.download(request);
  }

  private Fault refusal(String query) {
    return assertThrows(
        Fault.class,
        () -> {
          DocumentRequest request = DocumentRequest.parse(query);
          assertEquals("GOV", request.client().memberClass());
          documents.download(request);
        });
  }

  private static byte[] bytes(SignedDocuments.Download download) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    download.content().writeTo(out);
    return out.toByteArray();
  }

  private static ContainerContent container(byte[] file) {
    return ContainerReader.read(file, ContainerForm.OWN, ContainerLimits.DEFAULT);
  }

  private static Map<String, ContainerContent> zip(byte[] file) throws IOException {
    Map<String, ContainerContent> containers = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        containers.put(entry.getName(), container(in.readAllBytes()));
      }
    }
    return containers;
  }

  @Test
  void oneContainerHasTheSingleTimestampInsideItsSignature() throws IOException {
    NewRecord record = append(Kind.REQUEST, "q 1", "4.0");
    log.timestampNow();
    SignedDocuments.Download download = get(WHO + "&queryId=q%201&requestOnly&unique");
    assertEquals("application/vnd.etsi.asic-e+zip", download.contentType());
    assertEquals("attachment; filename=\"q+1-request-1.asice\"", download.contentDisposition());
    ContainerContent content = container(bytes(download));
    assertArrayEquals(record.message(), content.message());
    assertEquals(Optional.empty(), content.timestamp());
    IntactSignature intact =
        SignatureVerifier.checkIntegrity(content.signature(), record.digests());
    TimestampToken.parse(intact.signatureTimestamp().orElseThrow())
        .verify(Fixtures.sha512(intact.signatureValue()), signer.authority.trust());
  }

  @Test
  void theZipHasTheContainersOfTheExchangeWithTheirBatchTimestamp() throws IOException {
    NewRecord request = append(Kind.REQUEST, "q", "1", Fixtures.utf8("the body"));
    NewRecord response = append(Kind.RESPONSE, "q", "1");
    append(Kind.REQUEST, "other", "1");
    log.timestampNow();
    SignedDocuments.Download download = get(WHO + "&queryId=q");
    assertEquals("application/zip", download.contentType());
    assertEquals("attachment; filename=\"q.zip\"", download.contentDisposition());
    Map<String, ContainerContent> containers = zip(bytes(download));
    assertEquals(
        List.of("q-request-1.asice", "q-response-2.asice"), List.copyOf(containers.keySet()));
    ContainerContent first = containers.values().iterator().next();
    assertArrayEquals(request.message(), first.message());
    assertArrayEquals(Fixtures.utf8("the body"), first.attachments().getFirst().bytes());
    assertTrue(first.signature().hashChain().isPresent());
    assertEquals(
        stamps.asked(),
        List.of(Fixtures.sha512(first.timestamp().orElseThrow().hashChain().result())));
    SignatureVerifier.checkIntegrity(first.signature(), request.digests());
    ContainerContent second = List.copyOf(containers.values()).get(1);
    SignatureVerifier.checkIntegrity(second.signature(), response.digests());
  }

  @ParameterizedTest
  @CsvSource({
    "requestOnly,q-request-1.asice,q-request.zip",
    "responseOnly,q-response-2.asice,q-response.zip"
  })
  void oneKindAloneCanBeAskedFor(String flag, String entry, String file) throws IOException {
    append(Kind.REQUEST, "q", "4.0");
    append(Kind.RESPONSE, "q", "4.0");
    log.timestampNow();
    SignedDocuments.Download download = get(WHO + "&queryId=q&" + flag);
    assertEquals("attachment; filename=\"" + file + "\"", download.contentDisposition());
    assertEquals(List.of(entry), List.copyOf(zip(bytes(download)).keySet()));
    assertEquals(
        "attachment; filename=\"" + entry + "\"",
        get(WHO + "&queryId=q&unique&" + flag).contentDisposition());
  }

  @Test
  void attachmentsOfABatchSignedSoapMessageAreProvedByTheirDigestsAlone() throws IOException {
    NewRecord record = append(Kind.REQUEST, "q", "4.0", Fixtures.utf8("attachment"));
    log.timestampNow();
    ContainerContent content = container(bytes(get(WHO + "&queryId=q&requestOnly&unique")));
    assertEquals(List.of(), content.attachments());
    SignatureVerifier.checkIntegrity(content.signature(), record.digests());
  }

  @Test
  void attachmentsOfASoapMessageSignedWithoutBatchAreInTheContainer() throws IOException {
    log.append(
        Fixtures.record(
            Side.CONSUMER,
            Kind.REQUEST,
            "q",
            "4.0",
            signer.sign(Fixtures.soap("q")).signature(),
            Fixtures.utf8("one"),
            Fixtures.utf8("two")));
    ContainerContent content = log.container(log.find(Fixtures.CLIENT, "q").getFirst());
    assertArrayEquals(Fixtures.utf8("two"), content.attachments().get(1).bytes());
  }

  @Test
  void withoutATimestampNothingIsHandedOutUnlessForced() throws IOException {
    append(Kind.REQUEST, "q", "4.0");
    Fault refused = refusal(WHO + "&queryId=q");
    assertEquals(500, SignedDocuments.status(refused));
    assertEquals("Message signature has not been timestamped yet!", refused.text());
    stamps.down = true;
    Fault failed = refusal(WHO + "&queryId=q&force");
    assertEquals(500, SignedDocuments.status(failed));
    assertEquals("Could not create missing timestamp!", failed.text());
    stamps.down = false;
    assertEquals(1, zip(bytes(get(WHO + "&queryId=q&force"))).size());
    assertEquals(1, zip(bytes(get(WHO + "&queryId=q"))).size());
  }

  @Test
  void nothingFoundIsSaidSo() {
    append(Kind.REQUEST, "q", "4.0");
    for (String query : List.of("&queryId=p", "&queryId=q&responseOnly", "&queryId=")) {
      Fault refused = refusal(WHO + query);
      assertEquals(404, SignedDocuments.status(refused));
      assertEquals("No signed documents found", refused.text());
    }
    assertEquals(404, SignedDocuments.status(refusal(WHO.replace("tax", "other") + "&queryId=q")));
  }

  @Test
  void flagsThatContradictEachOtherAreRefused() {
    append(Kind.REQUEST, "q", "4.0");
    Fault both = refusal(WHO + "&queryId=q&requestOnly&responseOnly=");
    assertEquals(400, SignedDocuments.status(both));
    assertEquals(
        "Parameters \"requestOnly\" and \"responseOnly\" cannot be used at the same time.",
        both.text());
    Fault unique = refusal(WHO + "&queryId=q&unique");
    assertEquals(400, SignedDocuments.status(unique));
    assertEquals(
        "Parameter \"unique\" not applicable without \"requestOnly\" or \"responseOnly\".",
        unique.text());
  }

  @Test
  void severalRecordsWhereOneIsAskedForAreRefused() {
    append(Kind.REQUEST, "q", "4.0");
    append(Kind.REQUEST, "q", "4.0");
    log.timestampNow();
    assertEquals(500, SignedDocuments.status(refusal(WHO + "&queryId=q&unique&requestOnly")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xRoadInstance", "memberClass", "memberCode", "queryId"})
  void eachRequiredParameterIsAskedForByName(String name) {
    String query = (WHO + "&queryId=q").replaceFirst(name + "=[^&]*", "");
    Fault refused = refusal(query);
    assertEquals(400, SignedDocuments.status(refused));
    assertEquals("Parameter \"" + name + "\"  must be specified.", refused.text());
  }

  @Test
  void withoutSubsystemTheMemberItselfIsMeant() {
    assertEquals(
        Fixtures.CALLER,
        DocumentRequest.parse("xRoadInstance=TEST&memberClass=GOV&memberCode=1234").client());
    assertEquals(
        ClientId.parse("TEST/GOV/1234/a b&c"),
        DocumentRequest.parse(
                "memberCode=1234&memberClass=GOV&xRoadInstance=TEST&subsystemCode=a+b%26c")
            .client());
  }

  @Test
  void aBrokenQueryIsRefused() {
    for (String query : List.of("a=%zz", "a=%", "%u0041=1")) {
      Fault refused = assertThrows(Fault.class, () -> DocumentRequest.parse(query));
      assertEquals(400, SignedDocuments.status(refused));
    }
  }

  @Test
  void namesCarryNothingThatAHeaderOrADirectoryCouldMisread() {
    append(Kind.REQUEST, "../\"\r\nX: y;" + "\u00e9".repeat(300), "4.0");
    String name =
        SignedDocuments.containerName(
            log.find(Fixtures.CLIENT, "../\"\r\nX: y;" + "\u00e9".repeat(300)).getFirst());
    assertTrue(name.matches("[A-Za-z0-9.*_+%-]+-request-1\\.asice"), name);
    assertEquals(226 + "-request-1.asice".length(), name.length());
  }
}
