// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.HardwareToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hardware tokens that the directory {@code tokens} configures, each opened as soon as its
 * device is there.
 */
final class HardwareTokens implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HardwareTokens.class);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration RESCAN = Duration.ofSeconds(60);
  private static final byte[] TRIED = "usable".getBytes(StandardCharsets.US_ASCII);

  private final Path directory;
  private final ServerPin pin;
  private final Set<String> ofLog = ConcurrentHashMap.newKeySet();
  private volatile List<Configured> tokens;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("token-watch").factory());

  /** A token and what its file said when it was read. */
  private record Configured(HardwareTokenFile file, HardwareToken token) {
    String name() {
      return token.name();
    }
  }

  private HardwareTokens(Path directory, ServerPin pin) throws IOException {
    this.directory = directory;
    this.pin = pin;
    List<Configured> read = new ArrayList<>();
    for (Path file : files()) {
      read.add(configured(HardwareTokenFile.read(file)));
    }
    this.tokens = List.copyOf(read);
  }

  static HardwareTokens read(Path directory, ServerPin pin) throws IOException {
    return new HardwareTokens(directory, pin);
  }

  /** In the order of their names. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(directory, "*" + HardwareTokenFile.ENDING)) {
        found.forEach(files::add);
      }
    }
    files.sort(Comparator.comparing(HardwareTokenFile::nameOf));
    return files;
  }

  private Configured configured(HardwareTokenFile file) {
    boolean own = file.pinFile().isPresent();
    return new Configured(
        file, new HardwareToken(file.options(), () -> own ? file.pin(new char[0]) : pin.copy()));
  }

  List<HardwareToken> all() {
    return tokens.stream().map(Configured::token).toList();
  }

  /** A PIN of the server that a device shares cannot be changed: that of the device would stay. */
  void requireOwnPins() {
    List<String> underServerPin =
        tokens.stream()
            .filter(each -> each.file().pinFile().isEmpty())
            .map(Configured::name)
            .toList();
    if (!underServerPin.isEmpty()) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The PIN is also that of "
              + underServerPin
              + ": give each hardware token a pin-file of its own first");
    }
  }

  /** The one that a master key of the message log is on, which therefore stays configured. */
  HardwareToken ofLog(String name) {
    HardwareToken token = named(name);
    ofLog.add(name);
    return token;
  }

  HardwareToken named(String name) {
    return all().stream()
        .filter(token -> token.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.TOKEN_NOT_FOUND, "No token " + name + " is configured, but " + all()));
  }

  /** The names of those that no key can be used of; a key of each open one is tried. */
  List<String> unusable() {
    return all().stream().filter(token -> !isUsable(token)).map(HardwareToken::name).toList();
  }

  private static boolean isUsable(HardwareToken token) {
    try {
      token.keys().stream()
          .findFirst()
          .ifPresent(key -> {
            var _ = key.signer(DigestAlgorithm.SHA256).sign(TRIED);
          });
      return token.isOpen();
    } catch (Fault fault) {
      LOG.warn("Token {} cannot be used: {}", token.name(), fault.text());
      return false;
    }
  }

  /**
   * Opens what can be opened now, and the rest later; looks every minute which tokens are
   * configured and there (C72). {@code changed} runs whenever a token begins or ceases to be used.
   */
  void open(Runnable changed) {
    openMissing(changed);
    repeat(RETRY, () -> openMissing(changed));
    repeat(RESCAN, () -> rescan(changed));
  }

  private void repeat(Duration each, Runnable task) {
    var _ =
        schedule.scheduleWithFixedDelay(
            task, each.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All but those that are not worth another try: a wrong PIN stays wrong. */
  private void openMissing(Runnable changed) {
    for (HardwareToken token : all()) {
      if (!token.isOpen() && !token.isRefused()) {
        open(token, changed);
      }
    }
  }

  /**
   * Takes over which tokens are configured now, and asks each device whether its token is there. A
   * file that cannot be read leaves its token as it was.
   */
  void rescan(Runnable changed) {
    boolean ended = reread();
    for (HardwareToken token : all()) {
      if (token.look()) {
        LOG.warn("Token {} is gone", token.name());
        ended = true;
      }
    }
    if (ended) {
      changed.run();
    }
    openMissing(changed);
  }

  /** Whether a token is not used any more. */
  private synchronized boolean reread() {
    List<Configured> before = tokens;
    try {
      List<Configured> next = new ArrayList<>();
      for (Path file : files()) {
        reread(file, before).ifPresent(next::add);
      }
      tokens = List.copyOf(next);
      return !next.containsAll(before);
    } catch (IOException e) {
      LOG.warn("Hardware tokens in {} are not looked through: {}", directory, e.getMessage());
      return false;
    }
  }

  private Optional<Configured> reread(Path file, List<Configured> before) throws IOException {
    Optional<Configured> known =
        before.stream()
            .filter(each -> each.name().equals(HardwareTokenFile.nameOf(file)))
            .findFirst();
    try {
      HardwareTokenFile read = HardwareTokenFile.read(file);
      return known.filter(each -> each.file().equals(read)).or(() -> Optional.of(configured(read)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      LOG.warn("The file of a token is not taken over: {}", e.getMessage());
      return known;
    }
  }

  /**
   * Forgets a token that is gone, with its file.
   *
   * @return as it was last known
   * @throws Fault {@code invalid_request} while it is there, or needed for the message log
   */
  synchronized HardwareToken remove(String name) throws IOException {
    HardwareToken token = named(name);
    var _ = token.look();
    if (token.isAvailable()) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Token " + name + " is there: only a token that is gone is deleted");
    }
    if (ofLog.contains(name)) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "Token " + name + " has a master key of the message log");
    }
    DurableFile.delete(directory.resolve(name + HardwareTokenFile.ENDING));
    tokens = tokens.stream().filter(each -> !each.name().equals(name)).toList();
    return token;
  }

  private static void open(HardwareToken token, Runnable changed) {
    try {
      token.open();
      changed.run();
    } catch (Fault | IllegalArgumentException e) {
      LOG.warn("Token {} is not in use: {}", token.name(), e.getMessage());
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
