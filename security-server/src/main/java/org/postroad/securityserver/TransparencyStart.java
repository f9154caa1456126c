// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.securityserver.logtree.LogSigner;
import org.postroad.securityserver.logtree.LogTree;
import org.postroad.securityserver.logtree.LogTreeOptions;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.signer.Ed25519KeyFile;
import org.postroad.securityserver.witness.Transparency;
import org.postroad.securityserver.witness.WitnessSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the start that makes the log of a server verifiable by others. */
final class TransparencyStart {
  private static final Logger LOG = LoggerFactory.getLogger(TransparencyStart.class);

  private final SecurityServerOptions options;
  private final ServerDirectory directory;
  private final SecurityServerId id;
  private final Clock clock;
  private final Consumer<AutoCloseable> parts;

  /**
   * The start of a server.
   *
   * @param parts is given everything that has to be closed, in the order in which it was opened
   */
  TransparencyStart(
      SecurityServerOptions options,
      SecurityServerId id,
      Clock clock,
      Consumer<AutoCloseable> parts) {
    this.options = options;
    this.directory = new ServerDirectory(options.directory());
    this.id = id;
    this.clock = clock;
    this.parts = parts;
  }

  /**
   * The keys of this part.
   *
   * @param log signs checkpoints of this server's log
   * @param witness cosigns checkpoints of others
   */
  record Keys(Ed25519Key log, Ed25519Key witness) {

    /** Opens what an earlier start made, or makes it. */
    static Keys open(ServerDirectory directory, char[] pin, SecureRandom random)
        throws IOException {
      return new Keys(
          Ed25519KeyFile.openOrMake(directory.logKey(), pin, random),
          Ed25519KeyFile.openOrMake(directory.witnessKey(), pin, random));
    }
  }

  /** Begins to grow the tree of a log, to have it cosigned, and to remember those of others. */
  Transparency start(MessageLog log, TimestampAuthorities timestamps, HttpClient client, Keys keys)
      throws IOException {
    LogTree tree = tree(log, timestamps, keys.log());
    parts.accept(tree);
    Transparency transparency =
        Transparency.start(
            tree,
            new Transparency.Places(directory.witness(), directory.tlogPolicy()),
            signer(keys.witness()),
            fetch(client),
            settings(),
            clock);
    parts.accept(transparency);
    return transparency;
  }

  private LogTree tree(MessageLog log, TimestampAuthorities timestamps, Ed25519Key key) {
    LogSigner signer = LogSigner.of(id, log.journal().id(), key.publicKey(), key::sign);
    LOG.info("The log of this server is {}", signer.key());
    return LogTree.start(
        log.journal(), directory.messageLog(), () -> signer, timestamps, LogTreeOptions.DEFAULT);
  }

  private Transparency.Signer signer(Ed25519Key key) {
    Transparency.Signer signer = Transparency.Signer.of(id, key.publicKey(), key::sign);
    LOG.info("This server is the witness {}", signer.key());
    return signer;
  }

  /** Whoever answers is believed for what it signed and for nothing else, so any may answer. */
  private HttpFetch fetch(HttpClient client) {
    return new HttpFetch(
        client,
        Optional.of(TlsContext.client(Optional.empty(), TlsPolicy.INFORMATION_SYSTEMS)),
        _ -> {},
        settings().answer(),
        settings().answer());
  }

  /** Opens the port where checkpoints and tiles are read and those of others cosigned. */
  void listen(Transparency transparency, NetThreads threads, Predicate<InetAddress> partners) {
    HttpLimits limits =
        HttpLimits.DEFAULT
            .withConnections(settings().connections())
            .withRequest(HttpLimits.DEFAULT.body());
    parts.accept(
        HttpListener.openForPartners(
            threads,
            new InetSocketAddress(options.address(), options.ports().transparency()),
            Optional::empty,
            limits,
            partners,
            transparency.port()));
  }

  private WitnessSettings settings() {
    return options.settings().witnesses();
  }
}
