// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import org.postroad.protocol.token.HardwareTokenOptions;
import org.postroad.protocol.token.HardwareTokenSlot;
import org.postroad.protocol.token.RsaPadding;

/**
 * A token of SoftHSM, which stands for a device. Its configuration is written where {@code
 * SOFTHSM2_CONF} says, which the build sets.
 */
public final class SoftHsm {
  private static final String PIN = "1234-user";
  private static final String SO_PIN = "87654321";
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
          "/usr/lib64/softhsm/libsofthsm2.so",
          "/usr/lib64/libsofthsm2.so");
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private static final int EXPENDABLE = 4;

  private static final List<SoftHsm> TOKENS = create();
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private final int slot;
  private final List<Path> files;

  private SoftHsm(int slot, List<Path> files) {
    this.slot = slot;
    this.files = files;
  }

  /** The one of this process: the library looks for its tokens only once. */
  public static SoftHsm token() {
    return TOKENS.getFirst();
  }

  /** Another token of the same device, to be taken away while it is in use or told wrong PINs. */
  public static SoftHsm expendableToken() {
    return TOKENS.get(NEXT.getAndIncrement());
  }

  private static List<SoftHsm> create() {
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    try {
      Path tokens = Files.createTempDirectory(configuration.getParent(), "softhsm-");
      Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
      List<SoftHsm> made = new ArrayList<>();
      for (int i = 0; i <= EXPENDABLE; i++) {
        made.add(initialize(tokens));
      }
      return List.copyOf(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SoftHsm initialize(Path tokens) throws IOException {
    List<Path> others = files(tokens);
    Matcher made =
        SLOT.matcher(
            run("--init-token", "--free", "--label", "test", "--pin", PIN, "--so-pin", SO_PIN));
    if (!made.find()) {
      throw new AssertionError("SoftHSM names no slot");
    }
    List<Path> files = files(tokens).stream().filter(each -> !others.contains(each)).toList();
    return new SoftHsm(Integer.parseInt(made.group(1)), files);
  }

  private static List<Path> files(Path tokens) throws IOException {
    try (Stream<Path> directories = Files.list(tokens)) {
      return directories.toList();
    }
  }

  /** Takes it away; there is no way back in this process. */
  public void remove() {
    try {
      for (Path each : files) {
        Files.move(each, each.resolveSibling("..").resolve("removed-" + each.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String library() {
    return LIBRARIES.stream()
        .filter(path -> Files.exists(Path.of(path)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("SoftHSM is not installed: none of " + LIBRARIES));
  }

  public int slot() {
    return slot;
  }

  public char[] pin() {
    return PIN.toCharArray();
  }

  public HardwareTokenOptions options(RsaPadding padding) {
    return new HardwareTokenOptions("test", library(), new HardwareTokenSlot.Id(slot), padding);
  }

  /** Puts an AES-256 key on the device, as an administrator does with its tool. */
  public void makeSecretKey(String label) {
    try {
      Provider provider = provider("slot=" + slot);
      KeyStore store = logIn(provider);
      KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
      generator.init(256);
      store.setKeyEntry(label, generator.generateKey(), null, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the device says about each private key, and whether it gives out its value. */
  public List<String> privateKeys() {
    try {
      KeyStore store = logIn(provider("slot=" + slot));
      List<String> described = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, null);
        if (key instanceof PrivateKey) {
          described.add(key + (key.getEncoded() == null ? "" : " with its value"));
        }
      }
      return described;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a certificate beside its key, as other programs do. */
  public void putCertificate(X509Certificate certificate) {
    try {
      KeyStore store = logIn(provider("slot=" + slot));
      for (String alias : Collections.list(store.aliases())) {
        byte[] key = store.getCertificate(alias).getPublicKey().getEncoded();
        if (store.isKeyEntry(alias)
            && Arrays.equals(key, certificate.getPublicKey().getEncoded())) {
          store.setKeyEntry(
              alias, store.getKey(alias, null), null, new Certificate[] {certificate});
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the sessions of all who use the token in this process, as a device does that restarts. */
  public void logOutEverybody() {
    try {
      Provider provider = provider("slot=" + slot);
      logIn(provider);
      ((AuthProvider) provider).logout();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore logIn(Provider provider) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, PIN.toCharArray());
    return store;
  }

  private static Provider provider(String slot) {
    return Security.getProvider("SunPKCS11")
        .configure("--name=" + UUID.randomUUID() + "\nlibrary=" + library() + "\n" + slot + "\n");
  }

  private static String run(String... arguments) {
    List<String> command = Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(command.getFirst() + " " + arguments[0] + " failed\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
