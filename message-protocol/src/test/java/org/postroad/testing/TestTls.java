// SPDX-License-Identifier: MIT

package org.postroad.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/** TLS of information systems and services, for programs of the JDK and of OpenSSL. */
public final class TestTls {
  private static final char[] NO_PASSWORD = new char[0];

  private TestTls() {}

  /** A server that has this key and may insist on a client certificate, whichever it is. */
  public static HttpsServer server(TestKey key, boolean insist) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context(managers(key), new TrustAnybody())) {
          @Override
          public void configure(HttpsParameters https) {
            SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setNeedClientAuth(insist);
            https.setSSLParameters(parameters);
          }
        });
    return server;
  }

  /** Trusts one server certificate, host name included, and shows no certificate. */
  public static SSLContext trusting(X509Certificate server) {
    return context(server, new KeyManager[0]);
  }

  /** The same, and shows the certificate of a key. */
  public static SSLContext trusting(X509Certificate server, TestKey shown) {
    return context(server, managers(shown));
  }

  /** The same, and shows what the key manager has. */
  public static SSLContext trusting(X509Certificate server, X509KeyManager shown) {
    return context(server, new KeyManager[] {shown});
  }

  private static KeyManager[] managers(TestKey shown) {
    try {
      KeyStore keys = emptyStore();
      keys.setKeyEntry(
          "shown", shown.privateKey(), NO_PASSWORD, new Certificate[] {shown.certificate()});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(keys, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(X509Certificate server, KeyManager[] shown) {
    try {
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry("server", server);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      return context(shown, trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(KeyManager[] shown, TrustManager... trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the key and its certificate for OpenSSL and curl to read. */
  public static Path pem(Path file, TestKey key) {
    return write(
        file, block("PRIVATE KEY", key.privateKey().getEncoded()) + certificate(key.certificate()));
  }

  public static Path pem(Path file, X509Certificate certificate) {
    return write(file, certificate(certificate));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String certificate(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String block(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private static KeyStore emptyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
