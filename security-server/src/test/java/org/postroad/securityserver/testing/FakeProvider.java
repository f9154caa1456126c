// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import org.postroad.testing.TrustAnybody;

/**
 * The security server of a provider, made of bare sockets and the JDK's TLS: it does on each
 * connection what a test tells it to, and writes every byte of an answer itself.
 */
public final class FakeProvider implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  /** What happens on one connection. */
  @FunctionalInterface
  public interface Script {
    void run(Caller caller) throws IOException;
  }

  /** One request as it came, the body without its chunks. */
  public record Sent(String head, byte[] body) {
    /** The value of a header field, or nothing. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private final ServerSocket server;
  private final SSLContext tls;
  private final String[] protocols;
  private final String[] suites;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger bytes = new AtomicInteger();
  private final List<Sent> requests = new CopyOnWriteArrayList<>();

  public FakeProvider(X509KeyManager keys, Script script) {
    this(loopback(1, 0), keys, "TLSv1.3,TLSv1.2", "", script);
  }

  /**
   * @param suites separated by commas; those of the JDK if there are none
   */
  public FakeProvider(
      InetSocketAddress address,
      X509KeyManager keys,
      String protocols,
      String suites,
      Script script) {
    this.protocols = protocols.split(",", -1);
    this.suites = suites.isEmpty() ? new String[0] : suites.split(",", -1);
    try {
      tls = SSLContext.getInstance("TLS");
      tls.init(new KeyManager[] {keys}, new TrustManager[] {new TrustAnybody()}, null);
      server = new ServerSocket();
      server.bind(address);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.startVirtualThread(() -> accept(script));
  }

  /** 127.0.0.host. */
  public static InetSocketAddress loopback(int host, int port) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** The requests that came whole. */
  public List<Sent> requests() {
    return List.copyOf(requests);
  }

  /** How many bytes of requests came at all, inside TLS. */
  public int bytes() {
    return bytes.get();
  }

  /** The other end of one connection. */
  public final class Caller {
    private final int number;
    private final Socket raw;
    private final SSLSocket secure;

    private Caller(int number, Socket raw) throws IOException {
      this.number = number;
      this.raw = raw;
      raw.setSoTimeout(PATIENCE_MILLIS);
      secure = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, true);
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(true);
      secure.setEnabledProtocols(protocols);
      if (suites.length > 0) {
        secure.setEnabledCipherSuites(suites);
      }
    }

    /** Counts from 1. */
    public int number() {
      return number;
    }

    public void handshake() throws IOException {
      secure.startHandshake();
    }

    public String suite() {
      return secure.getSession().getCipherSuite();
    }

    public List<X509Certificate> chain() throws IOException {
      return Arrays.stream(secure.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    }

    public String head() throws IOException {
      return until("\r\n\r\n");
    }

    /** So many bytes of what follows. */
    public void some(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        next();
      }
    }

    /** The whole request, which is chunked. */
    public Sent request() throws IOException {
      String head = head();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = size(); size > 0; size = size()) {
        for (int i = 0; i < size; i++) {
          body.write(next());
        }
        until("\r\n");
      }
      until("\r\n");
      Sent sent = new Sent(head, body.toByteArray());
      requests.add(sent);
      return sent;
    }

    public void write(byte[] answer) throws IOException {
      secure.getOutputStream().write(answer);
      secure.getOutputStream().flush();
    }

    public void write(String answer) throws IOException {
      write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection at once and without a word, also in TLS. */
    public void cut() throws IOException {
      raw.setSoLinger(true, 0);
      raw.close();
    }

    private int size() throws IOException {
      return Integer.parseInt(until("\r\n").strip(), 16);
    }

    private int next() throws IOException {
      int c = secure.getInputStream().read();
      if (c < 0) {
        throw new IOException("the request ends");
      }
      bytes.incrementAndGet();
      return c;
    }

    private String until(String end) throws IOException {
      StringBuilder read = new StringBuilder();
      while (read.length() < end.length()
          || !end.contentEquals(read.subSequence(read.length() - end.length(), read.length()))) {
        read.append((char) next());
      }
      return read.toString();
    }

    /** Says the end and lets the caller read what was written. */
    private void end() throws IOException {
      if (!raw.isClosed()) {
        secure.shutdownOutput();
        raw.setSoTimeout(2000);
        raw.getInputStream().skip(Long.MAX_VALUE);
      }
    }
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Caller caller = new Caller(connections.incrementAndGet(), socket);
        Thread.startVirtualThread(() -> serve(script, caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Script script, Caller caller) {
    try (Socket _ = caller.raw) {
      script.run(caller);
      caller.end();
    } catch (IOException e) {
      // The caller hung up; what it told its client is what the test looks at.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
