// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;

final class ServiceCatalogTest {
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId PEOPLE = new SubsystemId(MEMBER, "People & co");
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Digest DIGEST = DigestAlgorithm.SHA256.digest("wsdl".getBytes(UTF_8));

  private static final CatalogedService PERSON =
      new CatalogedService(
          new ServiceId(PEOPLE, "person", Optional.of("v1")),
          ServiceType.SOAP,
          Optional.of("Ein \"Mensch\"\u2028"),
          SINCE,
          Optional.of(DIGEST));
  private static final CatalogedService STATISTICS =
      new CatalogedService(
          ServiceId.of(MEMBER, "statistics"),
          ServiceType.REST,
          Optional.empty(),
          SINCE,
          Optional.empty());

  private static final String BYTES =
      """
      {"format":"postroad/service-catalogue/v1","instance":"DEV","clients":[
      {"client":"DEV/GOV/1","services":[{"code":"statistics","type":"REST",\
      "since":"2026-03-01T12:00:00Z"}]},
      {"client":"DEV/GOV/1/People%20&%20co","services":[{"code":"person","version":"v1",\
      "type":"SOAP","title":"Ein \\"Mensch\\"LINE","since":"2026-03-01T12:00:00Z",\
      "description":"DIGEST"}]}
      ]}
      """
          .replace("DIGEST", DIGEST.hex())
          .replace("LINE", "\u2028");

  @Test
  void theSameServicesAreTheSameBytesWhateverTheirOrder() {
    var catalog = new ServiceCatalog("DEV", List.of(PERSON, STATISTICS));
    assertEquals(BYTES, new String(catalog.toBytes(), UTF_8));
    assertArrayEquals(
        catalog.toBytes(), new ServiceCatalog("DEV", List.of(STATISTICS, PERSON)).toBytes());
    assertEquals(catalog, ServiceCatalog.parse(catalog.toBytes()));
    assertEquals(Optional.of(PERSON), catalog.service(PERSON.id()));
  }

  @Test
  void anEmptyCatalogueIsOne() {
    var empty = new ServiceCatalog("DEV", List.of());
    assertEquals(empty, ServiceCatalog.parse(empty.toBytes()));
  }

  @Test
  void servicesOfAnotherInstanceOrTwiceTheSameAreNoCatalogue() {
    assertThrows(IllegalArgumentException.class, () -> new ServiceCatalog("TEST", List.of(PERSON)));
    assertThrows(
        IllegalArgumentException.class, () -> new ServiceCatalog("DEV", List.of(PERSON, PERSON)));
  }

  @ParameterizedTest
  @CsvSource({
    "catalogue/v1, catalogue/v2, expected",
    "'\"code\":\"person\"', '\"code\": \"person\"', one way",
    "'\"type\":\"SOAP\"', '\"type\":\"SOAP\",\"rank\":\"1\"', one way",
    "'\"type\":\"SOAP\"', '\"type\":\"GRPC\"', GRPC",
    "'\"code\":\"person\"', '\"code\":\"\"', is empty",
    "'12:00:00Z', '12:00:00.5Z', whole second",
    "'12:00:00Z', 'noon', no time",
    "'\"instance\":\"DEV\"', '\"instance\":\"TEST\"', not of instance",
    "'\"instance\":\"DEV\"', '\"instance\":7', no text",
    "']}\n]}', ']}]}', one way",
    "'\"clients\":[', '\"customers\":[', clients",
  })
  void whateverElseIsWrittenIsRefused(String part, String instead, String reason) {
    String changed = BYTES.replace(part, instead);
    Fault refused = assertThrows(Fault.class, () -> ServiceCatalog.parse(changed.getBytes(UTF_8)));
    assertTrue(refused.text().contains(reason), refused.text());
  }

  @Test
  void everyOtherBitIsRefusedOrSaysSomethingElse() {
    byte[] bytes = BYTES.getBytes(UTF_8);
    ServiceCatalog genuine = ServiceCatalog.parse(bytes);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertTrue(!ServiceCatalog.parse(changed).equals(genuine), "bit " + bit);
      } catch (Fault refused) {
        assertTrue(!refused.text().isEmpty());
      }
    }
  }

  @Test
  void nestingHasABound() {
    String deep = "{\"format\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    assertThrows(Fault.class, () -> ServiceCatalog.parse(deep.getBytes(UTF_8)));
  }
}
