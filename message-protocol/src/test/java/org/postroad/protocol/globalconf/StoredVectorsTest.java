// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.testing.ReferenceVectors;

/** Configuration folders written by reference software. */
@Tag(ReferenceVectors.TAG)
class StoredVectorsTest {

  private static Map<String, byte[]> folder(String path) throws IOException {
    Path root = ReferenceVectors.path(path);
    var files = new HashMap<String, byte[]>();
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static X509Certificate certificate(String name) throws IOException {
    return Certificates.parse(
        Files.readAllBytes(ReferenceVectors.path("live/certificates/" + name + ".crt.pem")));
  }

  @Test
  void theConfigurationOfRunningServersAnswers() throws IOException {
    var configuration = GlobalConfiguration.read(folder("live/globalconf"));
    assertEquals(List.of(), configuration.unreadable());
    assertEquals(Instant.parse("2035-11-07T04:52:26Z"), configuration.expires());
    ClientId provider = ClientId.parse("DEV/COM/1234/TestService");
    ClientId consumer = ClientId.parse("DEV/COM/4321/TestClient");
    var ss1 = SecurityServerId.parse("DEV/COM/1234/SS1");
    var ss2 = SecurityServerId.parse("DEV/COM/4321/SS2");
    assertEquals(
        List.of(new ServerAddress(ss1, "127.0.0.1", Optional.empty())),
        configuration.addressesOf(provider));
    assertEquals(
        Optional.of(ss1), configuration.serverOfAuthenticationCertificate(certificate("SS1-auth")));
    assertEquals(
        Optional.of(ss2), configuration.serverOfAuthenticationCertificate(certificate("SS2-auth")));
    assertTrue(configuration.authenticationCertificateServes(certificate("SS2-auth"), consumer));
    assertFalse(configuration.authenticationCertificateServes(certificate("SS2-auth"), provider));
    assertFalse(configuration.authenticationCertificateServes(certificate("SS1-sign"), provider));
    assertEquals(List.of(certificate("ca")), configuration.authorityCertificates());
    assertEquals(certificate("tsa"), configuration.timestampAuthorities().getFirst().certificate());
    assertTrue(configuration.trust().issuerOf(certificate("SS1-sign"), "DEV").isPresent());
    assertEquals(Duration.ofMinutes(1), configuration.timestampingInterval());
  }

  @ParameterizedTest
  @CsvSource({"good-v2, 3", "good-v4, 4"})
  void instancesOfSeveralVersionsStandSideBySide(String name, int instances) throws IOException {
    var configuration = GlobalConfiguration.read(folder("globalconf/" + name));
    assertEquals(List.of(), configuration.unreadable());
    assertEquals(instances, configuration.instances().size());
  }

  @Test
  void theNewestVersionIsReadWhole() throws IOException {
    var configuration = GlobalConfiguration.read(folder("globalconf/good-v6"));
    assertEquals(
        Set.of("EE", "bar", "baz_v3", "foo_v2", "quux_v5", "qux_v4"), configuration.instances());
    var foo = new MemberId("EE", "BUSINESS", "foo");
    assertEquals(
        Optional.of("FOO Subsystem"),
        configuration.subsystemName(new SubsystemId(foo, "foosubsystem")));
    assertEquals(
        List.of("https://foo.bar.baz"),
        configuration.addressesOf(foo).stream()
            .filter(address -> address.maintenanceMessage().isPresent())
            .map(ServerAddress::address)
            .toList());
    assertEquals(Duration.ofSeconds(42), configuration.ocspFreshness());
    assertEquals(Duration.ofSeconds(123), configuration.timestampingInterval());
  }

  @ParameterizedTest
  @CsvSource({"V3, 3", "V4, 4", "V5, 5", "V6, 6"})
  void whatARegistryWroteIsWrittenAlike(String folder, int version) throws IOException {
    Path root = ReferenceVectors.path("directory/" + folder);
    try (var generations = Files.newDirectoryStream(root, Files::isDirectory)) {
      Path generation = generations.iterator().next();
      byte[] xml = Files.readAllBytes(generation.resolve("shared-params.xml"));
      SharedParameters parameters = SharedParameters.parse(xml, version);
      // The file of version 3 has elements of version 4, so all are compared as version 6.
      assertEquals(parameters, SharedParameters.parse(parameters.toXml(6), 6));
      var own =
          PrivateParameters.parse(Files.readAllBytes(generation.resolve("private-params.xml")));
      assertEquals(own, PrivateParameters.parse(own.toXml(version)));
    }
  }

  @Test
  void aConfigurationForVerifiersHasNoExpiry() throws IOException {
    var configuration = GlobalConfiguration.read(folder("globalconf/verification-v3"));
    assertEquals(Instant.MAX, configuration.expires());
    assertEquals(Optional.empty(), configuration.privateParameters());
    assertEquals(1, configuration.trust().timestampAuthorities().size());
  }

  @Test
  void malformedConfigurationIsRefused() throws IOException {
    var files = folder("globalconf/malformed");
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> GlobalConfiguration.read(files));
  }
}
