// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import picocli.CommandLine;

/** Trust services for trying: requests are signed beside the services that answer for them. */
class AuthoritiesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int type(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--directory", folder.resolve("authority").toString()));
    return new CommandLine(new AuthoritiesCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return 2;
        })
        .execute(all.toArray(String[]::new));
  }

  private SandboxTrust run() throws IOException {
    return SandboxTrust.open(
        folder.resolve("authority"),
        KeyKind.EC_P256,
        InetAddress.getLoopbackAddress(),
        0,
        0,
        Clock.systemUTC(),
        RANDOM);
  }

  private Path request(KeyUse use) throws IOException {
    TokenKey key = SoftwareToken.create().generate(KeyKind.EC_P256, RANDOM);
    return Files.write(
        folder.resolve(use + ".csr"),
        key.certificateRequest("CN=somebody, O=Somebody, C=EE", Optional.empty(), use));
  }

  private X509Certificate sign(Path request) throws IOException {
    Path file = folder.resolve("certificate.pem");
    assertEquals(0, type("sign", request.toString(), "--file", file.toString()), err::toString);
    return Certificates.parse(Files.readAllBytes(file));
  }

  @Test
  void whatIsSignedBesideTheServicesIsKnownToThem() throws Exception {
    Path signing = request(KeyUse.SIGNING);
    try (SandboxTrust trust = run()) {
      X509Certificate certificate = sign(signing);
      assertTrue(KeyUsages.isSigning(certificate));
      assertEquals("good", status(trust, certificate));
      assertTrue(KeyUsages.isAuthentication(sign(request(KeyUse.AUTHENTICATION))));
      Path pem = Files.writeString(folder.resolve("one.pem"), Certificates.pem(certificate));
      assertEquals(0, type("revoke", pem.toString()), err::toString);
      assertEquals("RevokedStatus", status(trust, certificate));
    }
    X509Certificate whileNobodyAnswers = sign(signing);
    try (SandboxTrust again = run()) {
      assertEquals("good", status(again, whileNobodyAnswers));
    }
  }

  @Test
  void withoutAnAuthorityNothingIsSigned() throws IOException {
    assertEquals(2, type("sign", request(KeyUse.SIGNING).toString()));
    assertTrue(err.toString().contains("There is no authority in"), err::toString);
  }

  @Test
  void aFileThatIsNoRequestIsRefused() throws IOException {
    run().close();
    Path file = Files.writeString(folder.resolve("text"), "nothing of the kind");
    assertEquals(2, type("sign", file.toString()));
    assertTrue(err.toString().contains("request"), err::toString);
  }

  private static String status(SandboxTrust trust, X509Certificate certificate) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var id =
        new CertificateID(
            digests.get(CertificateID.HASH_SHA1),
            new JcaX509CertificateHolder(trust.caCertificate()),
            certificate.getSerialNumber());
    byte[] question = new OCSPReqBuilder().addRequest(id).build().getEncoded();
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(trust.ocspUrl()))
                      .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                      .build(),
                  BodyHandlers.ofByteArray())
              .body();
      var basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
      Object status = basic.getResponses()[0].getCertStatus();
      return status == null ? "good" : status.getClass().getSimpleName();
    }
  }
}
