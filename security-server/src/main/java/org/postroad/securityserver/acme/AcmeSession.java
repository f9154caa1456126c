// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.token.AccountKey;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/**
 * Talks with the ACME server of one authority, for one use of certificates. An authority with
 * profiles learns from the agent string which one is asked for (C83):
 *
 * <pre>
 * User-Agent: profile_id=7 acme4j/4.0.0 Java/25
 * </pre>
 */
final class AcmeSession implements AutoCloseable {
  private static final String AGENT = "User-Agent";

  private final URL url;
  private final Session session;

  /**
   * @param trust whom its server has to be certified by; whom the Java runtime trusts, if absent
   */
  AcmeSession(AcmeServer server, KeyUse use, Optional<SSLContext> trust) {
    Optional<String> profile =
        switch (use) {
          case AUTHENTICATION -> server.authenticationProfileId();
          case SIGNING -> server.signingProfileId();
        };
    try {
      url = new URI(server.directoryUrl()).toURL();
      session = new Session(url.toURI(), new Provider(profile, trust));
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, "An ACME server is at " + server.directoryUrl(), e);
    }
  }

  Session session() {
    return session;
  }

  /** For what may be asked without an account. */
  static Login unregistered(AcmeSession session, AccountKey key) {
    return session.session.login(session.url, key.pair());
  }

  @Override
  public void close() {
    session.getHttpClient().shutdownNow();
  }

  /** Any server at an http or https address. */
  private static final class Provider extends GenericAcmeProvider {
    private final Optional<String> profile;
    private final Optional<SSLContext> trust;

    Provider(Optional<String> profile, Optional<SSLContext> trust) {
      this.profile = profile;
      this.trust = trust;
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
      return trust
          .map(context ->
              HttpClient.newBuilder()
                  .sslContext(context)
                  .followRedirects(HttpClient.Redirect.NORMAL)
                  .connectTimeout(settings.getTimeout())
                  .build())
          .orElseGet(() -> super.createHttpClient(settings));
    }

    @Override
    protected HttpConnector createHttpConnector(NetworkSettings settings, HttpClient client) {
      return new ProfileConnector(settings, client, profile);
    }
  }

  private static final class ProfileConnector extends HttpConnector {
    private final Optional<String> profile;

    ProfileConnector(NetworkSettings settings, HttpClient client, Optional<String> profile) {
      super(settings, client);
      this.profile = profile;
    }

    @Override
    public HttpRequest.Builder createRequestBuilder(URL url) {
      HttpRequest.Builder request = super.createRequestBuilder(url);
      profile.ifPresent(
          id -> request.setHeader(AGENT, "profile_id=" + id + " " + defaultUserAgent()));
      return request;
    }
  }
}
