// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final byte[] TRIED = "usable".getBytes(StandardCharsets.US_ASCII);

  private final List<HardwareToken> tokens;
  private final List<String> underServerPin;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("token-watch").factory());

  private HardwareTokens(List<HardwareToken> tokens, List<String> underServerPin) {
    this.tokens = List.copyOf(tokens);
    this.underServerPin = List.copyOf(underServerPin);
  }

  static HardwareTokens read(Path directory, ServerPin pin) throws IOException {
    List<HardwareToken> tokens = new ArrayList<>();
    List<String> underServerPin = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(directory, "*" + HardwareTokenFile.ENDING)) {
        for (Path file : files) {
          HardwareTokenFile read = HardwareTokenFile.read(file);
          boolean own = read.pinFile().isPresent();
          tokens.add(
              new HardwareToken(read.options(), () -> own ? read.pin(new char[0]) : pin.copy()));
          if (!own) {
            underServerPin.add(read.options().name());
          }
        }
      }
    }
    tokens.sort(Comparator.comparing(HardwareToken::name));
    return new HardwareTokens(tokens, underServerPin);
  }

  List<HardwareToken> all() {
    return tokens;
  }

  /** A PIN of the server that a device shares cannot be changed: that of the device would stay. */
  void requireOwnPins() {
    if (!underServerPin.isEmpty()) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The PIN is also that of "
              + underServerPin
              + ": give each hardware token a pin-file of its own first");
    }
  }

  HardwareToken named(String name) {
    return tokens.stream()
        .filter(token -> token.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.TOKEN_NOT_FOUND, "No token " + name + " is configured, but " + tokens));
  }

  /** The names of those that no key can be used of; a key of each open one is tried. */
  List<String> unusable() {
    return tokens.stream().filter(token -> !isUsable(token)).map(HardwareToken::name).toList();
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

  /** Opens what can be opened now, and the rest later; {@code opened} runs whenever one is. */
  void open(Runnable opened) {
    if (!openMissing(opened)) {
      var _ =
          schedule.scheduleWithFixedDelay(
              () -> openMissing(opened), RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Whether all are open, or at least none is worth another try: a wrong PIN stays wrong. */
  private boolean openMissing(Runnable opened) {
    boolean done = true;
    for (HardwareToken token : tokens) {
      done &= token.isOpen() || token.isRefused() || open(token, opened);
    }
    return done;
  }

  private static boolean open(HardwareToken token, Runnable opened) {
    try {
      token.open();
      opened.run();
      return true;
    } catch (Fault | IllegalArgumentException e) {
      LOG.warn("Token {} is not in use: {}", token.name(), e.getMessage());
      return token.isRefused();
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
