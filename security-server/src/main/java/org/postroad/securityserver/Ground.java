// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.signer.OcspClient;

/**
 * What every part of a server that starts stands on.
 *
 * @param client asks over the network for all parts
 * @param parts is given everything that has to be closed, in the order in which it was opened
 */
record Ground(
    SecurityServerOptions options,
    NetThreads threads,
    HttpClient client,
    Clock clock,
    SecureRandom random,
    Consumer<AutoCloseable> parts) {

  static Ground open(
      SecurityServerOptions options,
      Clock clock,
      SecureRandom random,
      Consumer<AutoCloseable> parts) {
    NetThreads threads = NetThreads.start(Runtime.getRuntime().availableProcessors());
    parts.accept(threads);
    HttpClient client = HttpClient.open(threads, HttpLimits.CLIENT);
    parts.accept(client);
    return new Ground(options, threads, client, clock, random, parts);
  }

  ServerDirectory directory() {
    return new ServerDirectory(options.directory());
  }

  ServerSettings settings() {
    return options.settings();
  }

  /** Asks OCSP responders and time-stamping services, in the clear: what they answer is signed. */
  HttpFetch authorities() {
    return new HttpFetch(client, Optional.empty(), _ -> {}, OcspClient.CONNECT, OcspClient.ANSWER);
  }

  /** What information systems reach this server by, as far as it can know. */
  List<String> hosts() {
    return hosts(options);
  }

  static List<String> hosts(SecurityServerOptions options) {
    InetAddress address = options.address();
    return address.isAnyLocalAddress() ? List.of() : List.of(address.getHostAddress());
  }

  InetSocketAddress at(int port) {
    return new InetSocketAddress(options.address(), port);
  }

  <T extends AutoCloseable> T hold(T part) {
    parts.accept(part);
    return part;
  }
}
