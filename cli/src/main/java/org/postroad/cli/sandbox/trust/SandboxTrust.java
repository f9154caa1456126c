// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateProfile;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponder;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.token.KeyKind;

/**
 * The trust services of a sandbox, running: start it, register what it is in the global
 * configuration, have certificates issued, close it.
 *
 * <p>With port 0 a free port is taken, which {@link #ocspUrl} and {@link #tsaUrl} then tell.
 */
public final class SandboxTrust implements AutoCloseable {
  private static final String PROFILE =
      "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider";

  private final SandboxAuthority authority;
  private final HttpServer ocsp;
  private final HttpServer tsa;
  private final ExecutorService threads;

  private SandboxTrust(
      SandboxAuthority authority, HttpServer ocsp, HttpServer tsa, ExecutorService threads) {
    this.authority = authority;
    this.ocsp = ocsp;
    this.tsa = tsa;
    this.threads = threads;
  }

  /** Starts a new authority with P-256 keys that is gone when closed. */
  public static SandboxTrust start(
      InetAddress address, int ocspPort, int tsaPort, Clock clock, SecureRandom random)
      throws IOException {
    SandboxAuthority authority =
        SandboxAuthority.create(KeyKind.EC_P256, Optional.empty(), clock, random);
    return serve(authority, address, ocspPort, tsaPort, clock, random);
  }

  /**
   * Starts the authority kept in a directory, made with keys of that kind when the directory has
   * none.
   */
  public static SandboxTrust open(
      Path directory,
      KeyKind kind,
      InetAddress address,
      int ocspPort,
      int tsaPort,
      Clock clock,
      SecureRandom random)
      throws IOException {
    SandboxAuthority authority = SandboxAuthority.open(directory, kind, clock, random);
    SandboxTrust running = serve(authority, address, ocspPort, tsaPort, clock, random);
    new AuthorityDirectory(directory).writeOcspUrl(running.ocspUrl());
    return running;
  }

  /**
   * Issues a certificate to whoever holds the key of the request. Subject, key and DNS names are
   * those of the request; everything else follows from the use.
   *
   * @param certificateRequest PKCS #10 in DER
   */
  public X509Certificate issue(
      byte[] certificateRequest, KeyUse use, Instant notBefore, Instant notAfter) {
    return authority.issue(certificateRequest, use, notBefore, notAfter, ocspUrl());
  }

  /** Makes OCSP say revoked from now on. */
  public void revoke(X509Certificate certificate) {
    authority.revoke(certificate);
  }

  public X509Certificate caCertificate() {
    return authority.caCertificate();
  }

  public X509Certificate ocspCertificate() {
    return authority.ocspCertificate();
  }

  public X509Certificate tsaCertificate() {
    return authority.tsaCertificate();
  }

  public String ocspUrl() {
    return url(ocsp);
  }

  public String tsaUrl() {
    return url(tsa);
  }

  /** As the registry approves it: the Finnish profile, its responder with certificate. */
  public ApprovedAuthority approvedAuthority() {
    var responder = new OcspResponder(caCertificate(), ocspUrl(), Optional.of(ocspCertificate()));
    return new ApprovedAuthority(
        SandboxAuthority.NAME,
        caCertificate(),
        List.of(),
        List.of(responder),
        CertificateProfile.named(PROFILE),
        false);
  }

  public TimestampAuthority timestampAuthority() {
    return new TimestampAuthority(SandboxAuthority.TSA_NAME, tsaUrl(), tsaCertificate());
  }

  /** Stops both services at once. */
  @Override
  public void close() {
    ocsp.stop(0);
    tsa.stop(0);
    threads.shutdownNow();
  }

  private static SandboxTrust serve(
      SandboxAuthority authority,
      InetAddress address,
      int ocspPort,
      int tsaPort,
      Clock clock,
      SecureRandom random)
      throws IOException {
    HttpServer ocsp = HttpServer.create(new InetSocketAddress(address, ocspPort), 0);
    HttpServer tsa;
    try {
      tsa = HttpServer.create(new InetSocketAddress(address, tsaPort), 0);
    } catch (IOException e) {
      ocsp.stop(0);
      throw e;
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    serve(ocsp, threads, "application/ocsp-response", new OcspAnswers(authority, clock)::answer);
    serve(
        tsa,
        threads,
        "application/timestamp-reply",
        new TimestampAnswers(authority, clock, random)::answer);
    return new SandboxTrust(authority, ocsp, tsa, threads);
  }

  private static void serve(
      HttpServer server, ExecutorService threads, String contentType, Answer answer) {
    server.createContext("/", new AnswerHandler(contentType, answer));
    server.setExecutor(threads);
    server.start();
  }

  private static String url(HttpServer server) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + address.getPort() + "/").toString();
  }
}
