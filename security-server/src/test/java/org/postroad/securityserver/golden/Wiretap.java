// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.postroad.testing.TestKey;

/**
 * Sits between two security servers with the keys of both, so that each takes it for the other, and
 * keeps what passes.
 */
final class Wiretap implements AutoCloseable {

  /** One exchange as it was on the wire, inside TLS. */
  record Captured(byte[] request, byte[] response) {}

  private final SSLContext asCaller;
  private final int providerPort;
  private final ServerSocket listener;
  private final BlockingQueue<Captured> captured = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::serve);

  Wiretap(TestKey caller, TestKey provider, int providerPort) throws IOException {
    this.asCaller = context(caller);
    this.providerPort = providerPort;
    InetAddress here = InetAddress.getLoopbackAddress();
    var socket =
        (SSLServerSocket)
            context(provider).getServerSocketFactory().createServerSocket(0, 50, here);
    socket.setNeedClientAuth(true);
    this.listener = socket;
  }

  Wiretap start() {
    thread.start();
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next exchange that passed and has not been taken. */
  Captured take() throws InterruptedException {
    Captured next = captured.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new IllegalStateException("nothing passed");
    }
    return next;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket caller = listener.accept();
          Socket provider =
              asCaller
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), providerPort)) {
        byte[] request = RawHttp.read(caller.getInputStream());
        provider.getOutputStream().write(request);
        provider.getOutputStream().flush();
        byte[] response = RawHttp.read(provider.getInputStream());
        captured.add(new Captured(request, response));
        caller.getOutputStream().write(response);
        caller.getOutputStream().flush();
      } catch (SocketException _) {
        // Closed, or a server that was looked at and left.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static SSLContext context(TestKey key) {
    try {
      char[] none = new char[0];
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, none);
      keys.setKeyEntry("key", key.privateKey(), none, new X509Certificate[] {key.certificate()});
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          managers.getKeyManagers(), new TrustManager[] {new Anybody()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whom a wiretap talks to is decided by the test that places it. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
