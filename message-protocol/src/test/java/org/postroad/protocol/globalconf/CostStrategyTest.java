// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.testing.TestCertificate;

/** Trust services ordered by what they charge (C44, C50). */
class CostStrategyTest {
  private static final X509Certificate AUTHORITY =
      TestCertificate.subject("CN=CA").authority().selfSigned().certificate();
  private static final X509Certificate INTERMEDIATE =
      TestCertificate.subject("CN=Between").authority().selfSigned().certificate();
  private static final Optional<CostType> FREE = Optional.of(CostType.FREE);
  private static final Optional<CostType> PAID = Optional.of(CostType.PAID);

  @ParameterizedTest
  @CsvSource({
    "NONE, paid undefined unsaid free paid2 free2",
    "FREE_FIRST, free free2 paid paid2 undefined unsaid",
    "PAID_FIRST, paid paid2 free free2 undefined unsaid",
    "ONLY_FREE, free free2",
    "ONLY_PAID, paid paid2"
  })
  void timestampingServicesOfOneKindKeepTheirOrder(CostStrategy strategy, String expected) {
    GlobalConfiguration global =
        global(
            parameters(
                "OWN",
                List.of(),
                timestamping("free2", FREE),
                timestamping("free", FREE),
                timestamping("paid", PAID),
                timestamping("undefined", Optional.of(CostType.UNDEFINED))),
            parameters(
                "THEIRS", List.of(), timestamping("paid2", PAID), timestamping("free", PAID)));
    assertEquals(
        uris(expected),
        strategy.timestamping(global, uris("paid undefined unsaid free paid2 free2")));
  }

  @Test
  void respondersAreThoseOfTheVeryAuthorityOverAllInstances() {
    OcspService paid = responder("paid", PAID);
    GlobalConfiguration global =
        global(
            parameters("THEIRS", List.of(responder("theirs", FREE), paid)),
            parameters("OWN", List.of(paid, responder("own", FREE))));
    assertEquals(List.of("paid", "own", "theirs"), CostStrategy.NONE.responders(global, AUTHORITY));
    assertEquals(List.of("own", "theirs"), CostStrategy.ONLY_FREE.responders(global, AUTHORITY));
    assertEquals(List.of("between"), CostStrategy.FREE_FIRST.responders(global, INTERMEDIATE));
    assertEquals(List.of(), CostStrategy.ONLY_FREE.responders(global, INTERMEDIATE));
  }

  private static GlobalConfiguration global(SharedParameters... instances) {
    return GlobalConfiguration.of(
        "OWN",
        Optional.empty(),
        Arrays.stream(instances)
            .map(each -> new InstanceParameters(each, Optional.empty()))
            .toList(),
        OptionalParameters.DEFAULTS);
  }

  private static SharedParameters parameters(
      String instance, List<OcspService> responders, TimestampingService... timestamping) {
    CertificationService certification =
        new CertificationService(
            "CA",
            false,
            new Authority(AUTHORITY, responders),
            List.of(new Authority(INTERMEDIATE, List.of(responder("between", Optional.empty())))),
            "profile",
            Optional.empty(),
            Optional.empty());
    return new SharedParameters(
        instance,
        List.of(),
        List.of(certification),
        List.of(timestamping),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Duration.ofHours(1));
  }

  private static OcspService responder(String url, Optional<CostType> cost) {
    return new OcspService(url, Optional.empty(), cost);
  }

  private static TimestampingService timestamping(String url, Optional<CostType> cost) {
    return new TimestampingService("TSA " + url, url, AUTHORITY, cost);
  }

  private static List<URI> uris(String words) {
    return Arrays.stream(words.split(" ", -1)).map(URI::create).toList();
  }
}
