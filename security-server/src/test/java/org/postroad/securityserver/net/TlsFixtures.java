// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Keys, contexts and the command line of OpenSSL for the tests of TLS. */
final class TlsFixtures {
  static final TestKey AUTHORITY =
      TestCertificate.subject("CN=TLS test CA").authority().selfSigned();
  static final TestKey RSA = key("RSA", "CN=rsa");
  static final TestKey EC = key("EC", "CN=ec");
  static final TestKey OTHER = key("EC", "CN=other");

  private TlsFixtures() {}

  private static TestKey key(String kind, String subject) {
    return TestCertificate.subject(subject)
        .key(TestKey.newPair(kind))
        .authentication()
        .issuedBy(AUTHORITY);
  }

  static X509ExtendedKeyManager manager(TestKey... keys) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (TestKey key : keys) {
        Certificate[] chain = {key.certificate()};
        store.setKeyEntry(
            key.certificate().getSubjectX500Principal().getName(),
            key.privateKey(),
            new char[0],
            chain);
      }
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, new char[0]);
      return Arrays.stream(factory.getKeyManagers())
          .map(X509ExtendedKeyManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server port of a security server. */
  static TlsContext serverPort(PeerCheck check, TestKey... keys) {
    return TlsContext.server(
        manager(keys),
        TlsPolicy.SECURITY_SERVERS,
        ClientAuth.NEED,
        check,
        () -> List.of(AUTHORITY.certificate()));
  }

  static TlsContext clientOf(TestKey key) {
    return TlsContext.client(Optional.of(manager(key)), TlsPolicy.SECURITY_SERVERS);
  }

  static HttpListener listen(TlsContext tls, HttpLimits limits, HttpHandler handler) {
    return HttpListener.open(Fixtures.loopback(0), Optional.of(tls), limits, handler);
  }

  static HttpListener listen(
      NetThreads threads, TlsContext tls, HttpLimits limits, HttpHandler handler) {
    return HttpListener.open(threads, Fixtures.loopback(0), Optional.of(tls), limits, handler);
  }

  /** The JDK's, and the native one where it loads. */
  static Stream<TlsEngine> engines() {
    return Stream.of(TlsEngine.JDK, TlsEngine.fastest()).distinct();
  }

  /** Writes key and certificate for OpenSSL to read. */
  static Path pem(Path directory, TestKey key) throws IOException, GeneralSecurityException {
    Path file = directory.resolve(key.certificate().getSerialNumber() + ".pem");
    Files.writeString(
        file,
        block("PRIVATE KEY", key.privateKey().getEncoded())
            + block("CERTIFICATE", key.certificate().getEncoded()));
    return file;
  }

  private static String block(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  /** What {@code openssl s_client} prints when given these bytes to send. */
  static String openssl(InetSocketAddress address, String input, String... options)
      throws IOException {
    Process process = start(address, options);
    try {
      send(process, input);
      return Fixtures.readAll(process.getInputStream());
    } finally {
      process.destroy();
    }
  }

  /** The same with a second TLS handshake asked for before the bytes are sent. */
  static String opensslRenegotiating(InetSocketAddress address, String input, String... options)
      throws IOException {
    Process process = start(address, options);
    try {
      send(process, "R\n");
      String begin = Fixtures.readUntil(process.getInputStream(), "RENEGOTIATING\n");
      send(process, input);
      return begin + Fixtures.readAll(process.getInputStream());
    } finally {
      process.destroy();
    }
  }

  private static Process start(InetSocketAddress address, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
    command.add("127.0.0.1:" + address.getPort());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** It may have ended already, because the handshake failed. */
  private static void send(Process process, String input) {
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // What it printed is what the test looks at.
    }
  }
}
