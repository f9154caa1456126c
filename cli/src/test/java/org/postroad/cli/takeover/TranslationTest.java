// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.takeover.Fate.Kind;
import org.postroad.cli.takeover.Parameter.Kept;

/** E70 to E72, E74: what files of the reference implementation say, in the words of this server. */
class TranslationTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Translation translate(String local) throws IOException {
    write("conf.d/local.ini", local);
    return Translation.of(ReferenceFolder.read(folder));
  }

  private static Fate fate(Translation translation, String parameter) {
    return translation.fates().stream()
        .filter(each -> each.parameter().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          proxy client-http-port=1234 | ports.consumer-http=1234
          proxy client-timeout = 30000 | peers.connect=30000 ms
          proxy client-httpclient-timeout=0 | peers.read=0 ms
          proxy server-listen-address=192.0.2.7 | address=192.0.2.7
          proxy health-check-port=5588 | health.port=5588
          proxy enforce-client-is-cert-validity-period-check=true | consumers.enforce-validity=true
          proxy server-min-supported-client-version=7.4.0 | peers.least-version=7.4.0
          signer ocsp-retry-delay=90 | signing.ocsp-retry=90 s
          signer ocsp-prioritization-strategy=ONLY_FREE | costs.ocsp=only-free
          configuration-client allowed-federations=ee,sv | global-configuration.allowed-federations=ee, sv
          message-log keep-records-for=60 | archives.retention.keep-records-for=60 d
          message-log max-loggable-message-body-size=20971520 | log.max-loggable-bytes=20971520 B
          message-log truncated-body-allowed=true | log.oversized=keep-digests
          message-log disabled-body-logging-local-producer-subsystems=T/G/1/A,T/G/1/B | log.bodies.local=T/G/1/A, T/G/1/B
          env-monitor limit-remote-data-set=true | monitoring.limit-remote-data=true
          op-monitor keep-records-for-days=14 | monitoring.keep=14 d
          proxy hsm-health-check-enabled=true | health.tokens=true
          proxy memory-usage-threshold=90 | health.memory-threshold=90
          proxy-ui-api acme-renewal-active=false | acme.renew=false
          proxy-ui-api acme-renewal-interval=3600 | acme.interval=3600 s
          proxy-ui-api acme-renewal-time-before-expiration-date=14 | acme.ahead=14 d
          proxy-ui-api acme-authorization-wait-attempts=7 | acme.polls=7
          proxy-ui-api automatic-activate-acme-sign-certificate=true | acme.activate-signing=true
          proxy-ui-api auth-cert-registered-notification-enabled=false | mail.registered=false
          proxy-ui-api allowed-hostnames=ss1.test, ss2.test | administration.allowed-hostnames=ss1.test, ss2.test
          """)
  void whatIsAKeyHereIsTranslated(String said, String key) throws IOException {
    int space = said.indexOf(' ');
    Translation translation =
        translate("[" + said.substring(0, space) + "]\n" + said.substring(space + 1) + "\n");
    int mark = key.indexOf('=');
    assertEquals(key.substring(mark + 1), translation.keys().get(key.substring(0, mark)));
    assertEquals(Kind.TRANSLATED, translation.fates().getFirst().kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy ssl-enabled=true|NOT_NEEDED
          proxy ssl-enabled=false|LOOK_AT
          proxy connector-host=0.0.0.0|NOT_NEEDED
          proxy connector-host=127.0.0.1|LOOK_AT
          proxy pool-enable-connection-reuse=true|NOT_NEEDED
          proxy client-http-port=eighty|LOOK_AT
          proxy health-check-port=0|LOOK_AT
          proxy client-htp-port=80|UNKNOWN
          proxies client-http-port=80|UNKNOWN
          anti-dos enabled=false|LOOK_AT
          configuration-client global_conf_tls_cert_verification=false|LOOK_AT
          message-log archive-interval=0 0 0/6 1/1 * ? *|NOT_NEEDED
          message-log archive-interval=0 0 3 * * ?|LOOK_AT
          message-log enabled-body-logging-local-producer-subsystems=T/G/1/A|NOT_NEEDED
          message-log archive-encryption-enabled=true|LOOK_AT
          proxy verify-client-cert=false|LOOK_AT
          proxy message-sign-digest-name=SHA-256|LOOK_AT
          proxy batch-signing-enabled=true|NOT_NEEDED
          signer ocsp-response-retrieval-active=false|LOOK_AT
          signer selfsigned-cert-digest-algorithm=SHA-512|NOT_NEEDED
          signer autologin.enabled=true|NOT_NEEDED
          node type=standalone|NOT_NEEDED
          node type=master|LOOK_AT
          proxy-ui-api acme-certificate-wait-attempts=5|NOT_NEEDED
          proxy-ui-api acme-certificate-wait-attempts=9|LOOK_AT
          proxy-ui-api acme-challenge-port-enabled=true|LOOK_AT
          proxy-ui-api acme-challenge-port=8080|NOT_NEEDED
          proxy-ui-api signing-key-algorithm=EC|NOT_NEEDED
          proxy-ui-api cert-auto-activation-notification-enabled=false|NOT_NEEDED
          common global-conf-refresh-rate-seconds=60|NOT_NEEDED
          """)
  void everythingElseIsTold(String said, Kind kind) throws IOException {
    int space = said.indexOf(' ');
    String section = said.substring(0, space);
    Translation translation = translate("[" + section + "]\n" + said.substring(space + 1) + "\n");
    Fate fate = translation.fates().getFirst();
    assertEquals(kind, fate.kind(), fate.remark());
    assertEquals("conf.d/local.ini:2", fate.place());
    assertTrue(fate.remark().length() > 5, fate::toString);
    var others = new TreeSet<>(translation.keys().keySet());
    others.removeAll(Set.of("ports.consumer-http", "ports.consumer-https"));
    assertEquals(Set.of(), others);
  }

  @Test
  void aLaterFileGoesBeforeAnEarlierOne() throws IOException {
    write("conf.d/common.ini", "[proxy]\nclient-timeout=1\n[signer]\nclient-timeout=1\n");
    write("conf.d/proxy.ini", "[proxy]\nclient-timeout=2\nserver-listen-port=2\n");
    write(
        "conf.d/addons/message-log.ini", "[proxy]\nserver-listen-port=3\nocsp-responder-port=3\n");
    write("conf.d/override-securityserver-ee.ini", "[proxy]\nocsp-responder-port=4\n");
    Translation translation =
        translate("; ours\n[signer]\n# twice\nclient-timeout = \"5\"\nclient-timeout=6\n");
    assertEquals(
        Map.of(
            "peers.connect", "2 ms",
            "ports.messages", "3",
            "ports.ocsp", "4",
            "signing.patience", "5 ms",
            "ports.consumer-http", "80",
            "ports.consumer-https", "443"),
        translation.keys());
    assertEquals("conf.d/local.ini:4", fate(translation, "signer.client-timeout").place());
    assertEquals("its default there", fate(translation, "proxy.client-http-port").place());
  }

  @Test
  void secretsAreNotTold() throws IOException {
    Translation translation = translate("[message-log]\nmessagelog-keystore-password=secret\n");
    assertEquals("(a secret)", translation.fates().getFirst().value());
  }

  @Test
  void aLineThatIsNoneStopsItWithItsPlace() throws IOException {
    write("conf.d/local.ini", "[proxy]\nclient-http-port\n");
    var refused = assertThrows(IllegalArgumentException.class, () -> ReferenceFolder.read(folder));
    assertEquals("conf.d/local.ini:2 is neither [section] nor name = value", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> ReferenceFolder.read(folder.resolve("conf.d")));
  }

  /** Under whichever of the two names it is there. */
  @ParameterizedTest
  @CsvSource({
    "/etc/xroad/devices.ini, devices.ini",
    "/etc/xroad/devices.ini, signer/devices.ini",
    "/etc/xroad/signer/devices.ini, devices.ini"
  })
  void devicesAreFoundWhereTheyAre(String said, String there) throws IOException {
    write("conf.d/signer.ini", "[signer]\ndevice-configuration-file=" + said + "\n");
    write(there, "");
    assertEquals(folder.resolve(there), ReferenceFolder.read(folder).devices().orElseThrow());
    assertEquals(folder.resolve("signer"), ReferenceFolder.read(folder).signer());
  }

  @Test
  void devicesBecomeFilesOfTokens() {
    Devices devices =
        Devices.parse(
            "devices.ini",
            """
            [nitrox]
            library = /usr/lib/hsm.so
            sign_mechanism = CKM_RSA_PKCS_PSS
            slot_ids = 1, 0x10
            pub_key_attribute_encrypt = true
            [old]
            enabled = false
            library = /usr/lib/old.so
            [any]
            library = /usr/lib/any.so
            colour = red
            """);
    assertEquals(Set.of("nitrox-1.properties", "nitrox-16.properties"), devices.files().keySet());
    assertEquals(
        """
        library = /usr/lib/hsm.so
        slot = 16
        rsa = pss
        pin-file = nitrox-16.pin
        public-key-encrypt = true
        """,
        devices.files().get("nitrox-16.properties"));
    assertFates(
        devices,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.NOT_NEEDED,
        Kind.NOT_NEEDED,
        Kind.LOOK_AT,
        Kind.UNKNOWN,
        Kind.LOOK_AT);
  }

  private static void assertFates(Devices devices, Kind... expected) {
    assertEquals(List.of(expected), devices.fates().stream().map(Fate::kind).toList());
  }

  @Test
  void whatNewKeysOfADeviceAreLikeIsTakenOver() {
    Devices devices =
        Devices.parse(
            "devices.ini",
            """
            [hsm]
            library = /usr/lib/hsm.so
            slot_ids = 7
            read_only = false
            batch_signing_enabled = no
            priv_key_attribute_unwrap = true
            priv_key_attribute_allowed_mechanisms = CKM_RSA_PKCS, CKM_SHA512_RSA_PKCS
            pub_key_attribute_wrap = perhaps
            priv_key_attribute_colour = red
            token_id_format = {label}
            """);
    assertEquals(
        """
        library = /usr/lib/hsm.so
        slot = 7
        rsa = pkcs1
        pin-file = hsm.pin
        batch-signing = false
        private-key-allowed-mechanisms = CKM_RSA_PKCS, CKM_SHA512_RSA_PKCS
        private-key-unwrap = true
        read-only = false
        """,
        devices.files().get("hsm.properties"));
    assertFates(
        devices,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.TRANSLATED,
        Kind.LOOK_AT,
        Kind.UNKNOWN,
        Kind.NOT_NEEDED);
  }

  @Test
  void attributesThatNoKeyCanHaveHereAreNotWrittenAndTold() {
    Devices devices =
        Devices.parse(
            "devices.ini",
            """
            [hsm]
            library = /usr/lib/hsm.so
            slot_ids = 7
            rsa_sign_mechanism = CKM_RSA_PKCS_PSS
            priv_key_attribute_allowed_mechanisms = CKM_RSA_PKCS
            """);
    String file = devices.files().getOrDefault("hsm.properties", "");
    assertTrue(file.contains("rsa = pss"), file);
    assertFalse(file.contains("mechanisms"), file);
    Fate last = devices.fates().getLast();
    assertEquals(Kind.LOOK_AT, last.kind());
    assertTrue(last.remark().contains("CKM_RSA_PKCS_PSS"), last::remark);
  }

  @Test
  void noParameterIsNamedTwice() {
    List<String> names = ParameterTable.read().parameters().stream().map(Parameter::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
    assertTrue(names.size() > 110, () -> names.size() + " parameters");
  }

  /** Every key that a parameter becomes. */
  private static Set<String> keys() {
    return ParameterTable.read().parameters().stream()
        .map(Parameter::treatment)
        .flatMap(treatment ->
            switch (treatment) {
              case Kept kept -> kept.keys().stream();
              case Parameter.If some -> some.kept().keys().stream();
              default -> Stream.<String>of();
            })
        .collect(Collectors.toSet());
  }

  @Test
  void everyKeyIsOnThePageOfTheConfiguration() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    for (String key : keys()) {
      assertTrue(page.contains("| `" + key + "` |"), key);
    }
  }
}
