// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.Token;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.journal.JournalKeys;

/**
 * The tokens of one server and the certificates imported for their keys.
 *
 * <p>On disk: the software token {@code token.p12}, protected by the PIN; one file for each
 * hardware token under {@code tokens/} ({@link HardwareTokenFile}); one DER file for each
 * certificate under {@code certificates/}; what administrators said of all these in {@code
 * keys.json}; all owner-only. What a certificate is for is read from its key usage (C04, C05), its
 * key is found by equal public key on whichever token it is (C67).
 *
 * <p>Who signs reads an immutable list; changes are made one after another, are on disk before they
 * count, and then everybody who asked for it is told.
 */
public final class ServerKeys implements AutoCloseable {

  public static final String TOKEN_FILE = "token.p12";
  public static final String CERTIFICATES = "certificates";
  public static final String HARDWARE_TOKENS = "tokens";
  public static final String NOTES_FILE = "keys.json";

  private final Path directory;
  private final ServerPin pin;
  private final SoftwareTokenFile software;
  private final HardwareTokens devices;
  private final boolean copied;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile KnownKeys known = KnownKeys.NONE;
  private volatile KeyFiles read;

  private ServerKeys(
      Path directory,
      ServerPin pin,
      SoftwareTokenFile software,
      HardwareTokens devices,
      boolean copied,
      KeyFiles read) {
    this.directory = directory;
    this.pin = pin;
    this.software = software;
    this.devices = devices;
    this.copied = copied;
    this.read = read;
  }

  /**
   * Opens the software token of a directory, making an empty one if there is none yet, and the
   * hardware tokens it configures. A device that is not there is opened when it is.
   */
  public static ServerKeys open(Path directory, char[] pin) {
    return open(directory, pin, false);
  }

  /**
   * Makes the software token of a new server, in which there is no key yet. From then on it opens
   * with this PIN and no other.
   */
  public static void prepare(Path directory, char[] pin) throws IOException {
    OwnerOnly.createDirectories(directory);
    DurableFile.write(
        directory.resolve(TOKEN_FILE), SoftwareTokenFile.encoded(SoftwareToken.create(), pin));
  }

  /**
   * Opens keys that are copied from another node: they are used, and never changed here (F03).
   *
   * @throws IllegalStateException when there is no software token yet
   */
  public static ServerKeys openCopied(Path directory, char[] pin) {
    if (!Files.exists(directory.resolve(TOKEN_FILE))) {
      throw new IllegalStateException(
          "There is no " + directory.resolve(TOKEN_FILE) + " copied from the primary node yet");
    }
    return open(directory, pin, true);
  }

  private static ServerKeys open(Path directory, char[] pin, boolean copied) {
    try {
      OwnerOnly.createDirectories(directory.resolve(CERTIFICATES));
      if (!copied) {
        PinChange.finish(directory);
      }
      KeyFiles files = files(directory);
      ServerPin kept = new ServerPin(pin);
      ServerKeys keys =
          new ServerKeys(
              directory,
              kept,
              SoftwareTokenFile.open(directory.resolve(TOKEN_FILE), kept),
              HardwareTokens.read(directory.resolve(HARDWARE_TOKENS), kept),
              copied,
              files);
      keys.readCertificates();
      keys.devices.open(keys::devicesChanged);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The master keys of the message log that a directory names, from files and hardware tokens. */
  public JournalKeys logKeys(Path files) throws IOException {
    return new LogKeyFiles(devices).read(files);
  }

  /**
   * Is run after every change of keys, certificates or their states, in the thread that made it.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Takes over files that somebody else has changed; whether any has. What cannot be read, since it
   * is still being copied, is left as it was known.
   */
  public synchronized boolean reread() {
    try {
      KeyFiles now = files(directory);
      if (now.equals(read) || !Files.exists(directory.resolve(TOKEN_FILE))) {
        return false;
      }
      software.reread();
      readCertificates();
      read = now;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyFiles files(Path directory) throws IOException {
    return KeyFiles.of(
        directory.resolve(CERTIFICATES),
        directory.resolve(TOKEN_FILE),
        directory.resolve(NOTES_FILE));
  }

  /**
   * To be asked before something that a change of keys follows.
   *
   * @throws Fault {@code bad_request} where keys are copied from another node
   */
  public void requireChangeable() {
    if (copied) {
      throw SecondaryConfiguration.refusal();
    }
  }

  /** Generates a key on a configured hardware token. */
  public TokenKey generate(String device, KeyKind kind, SecureRandom random) {
    requireChangeable();
    return devices.named(device).generate(kind, random);
  }

  /** Generates a key in the software token and saves it before it returns. */
  public synchronized TokenKey generate(KeyKind kind, SecureRandom random) {
    requireChangeable();
    try {
      return software.generate(kind, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the keys of another token in the software token too. */
  public synchronized void adopt(SoftwareToken other) {
    requireChangeable();
    try {
      software.adopt(other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a key and its certificates, wherever it is; whether there was one. */
  public boolean remove(TokenKey key) {
    requireChangeable();
    boolean removed = removeFromToken(key.id());
    List<X509Certificate> its =
        known.all().stream().filter(each -> each.getPublicKey().equals(key.publicKey())).toList();
    its.forEach(this::removeCertificate);
    changeNotes(notes -> notes.withoutKey(key.id()));
    return removed;
  }

  private synchronized boolean removeFromToken(String key) {
    Optional<HardwareToken> device =
        devices.all().stream().filter(token -> token.key(key).isPresent()).findFirst();
    if (device.isPresent()) {
      return device.get().remove(key);
    }
    try {
      return software.remove(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores a certificate for a key of this server and puts it into use. */
  public void importCertificate(X509Certificate certificate) {
    requireChangeable();
    synchronized (this) {
      if (keyOf(certificate).isEmpty()) {
        throw new Fault(
            FaultCode.KEY_NOT_FOUND,
            "No key of this server belongs to the certificate of "
                + certificate.getSubjectX500Principal());
      }
      try {
        DurableFile.write(certificateFile(certificate), Certificates.encoded(certificate));
        readCertificates();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    listeners.forEach(Runnable::run);
  }

  /** Forgets a certificate for good; whether there was one. */
  public boolean removeCertificate(X509Certificate certificate) {
    requireChangeable();
    boolean removed;
    synchronized (this) {
      Path file = certificateFile(certificate);
      try {
        removed = Files.exists(file);
        DurableFile.delete(file);
        keep(known.notes().withoutCertificate(hash(certificate)));
        readCertificates();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    listeners.forEach(Runnable::run);
    return removed;
  }

  /** What administrators said. */
  public KeyNotes notes() {
    return known.notes();
  }

  /** Changes that. */
  public void changeNotes(UnaryOperator<KeyNotes> change) {
    requireChangeable();
    synchronized (this) {
      try {
        keep(change.apply(known.notes()));
        readCertificates();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    listeners.forEach(Runnable::run);
  }

  private void keep(KeyNotes next) throws IOException {
    if (!next.equals(known.notes())) {
      KeyNotesFile.write(directory.resolve(NOTES_FILE), next);
    }
  }

  /** The software token, unless nobody is logged in to it. */
  public Optional<SoftwareToken> softwareToken() {
    return software.token();
  }

  /** Public halves of its keys, known also while nobody is logged in. */
  public List<PublicKey> softwareKeys() {
    return software.publicKeys();
  }

  public List<HardwareToken> hardwareTokens() {
    return devices.all();
  }

  /**
   * Opens the software token again.
   *
   * @throws Fault {@code token_not_active} when the PIN is wrong
   */
  public void logIn(char[] with) {
    synchronized (this) {
      try {
        software.logIn(with);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    devicesChanged();
  }

  /** Ends the use of the keys of the software token until somebody logs in again. */
  public void logOut() {
    synchronized (this) {
      software.logOut();
    }
    devicesChanged();
  }

  /** To be called after somebody logged in to a hardware token or out of it. */
  public void devicesChanged() {
    readCertificates();
    listeners.forEach(Runnable::run);
  }

  /**
   * Puts the software token and other files of this directory under another PIN, all or none.
   *
   * @param files those of them that are there
   * @throws Fault {@code token_not_active} when the old PIN is wrong, {@code invalid_request} when
   *     a hardware token depends on the PIN of the server
   */
  public synchronized void changePin(
      List<Path> files, char[] old, char[] next, SecureRandom random) {
    requireChangeable();
    devices.requireOwnPins();
    try {
      new PinChange(directory).run(files, old, next, random);
      if (software.token().isPresent()) {
        pin.set(next);
      }
      read = files(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Uses the PIN of this server, which does not change meanwhile.
   *
   * @throws Fault {@code token_not_active} while nobody is logged in
   */
  public synchronized <T> T withPin(Function<char[], T> use) {
    char[] copy = pin.copy();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  /** The same for something that has no result. */
  public void usePin(Consumer<char[]> use) {
    var _ =
        withPin(pin -> {
          use.accept(pin);
          return pin.length;
        });
  }

  /** In use for signing, the one to try first first: a newer certificate goes before an older. */
  public List<CertifiedKey> signing() {
    return known.signing();
  }

  /**
   * In use for authentication, of the software token only (C68). An older certificate goes before a
   * newer: others may not have heard of the newer one yet.
   */
  public List<CertifiedKey> authentication() {
    return known.authentication();
  }

  /** Every one that this server may be registered with, in use or not. */
  public List<X509Certificate> authenticationCertificates() {
    return known.all().stream()
        .filter(KeyUsages::isAuthentication)
        .filter(each -> keyOf(each).filter(TokenKey::isLocal).isPresent())
        .toList();
  }

  /** The key of one of these, in use or not. */
  public Optional<TokenKey> authenticationKey(X509Certificate certificate) {
    return keyOf(certificate)
        .filter(key -> key.isLocal() && KeyUsages.isAuthentication(certificate));
  }

  /** Looks at once which hardware tokens are configured and there, as happens every minute. */
  void rescanDevices() {
    devices.rescan(this::devicesChanged);
  }

  /**
   * Forgets a hardware token that is gone, with what is known of its keys: requests, names, and
   * certificates that no other token has the key of. While another device is away too, certificates
   * that may be of its keys stay.
   *
   * @throws Fault {@code invalid_request} while the token is there, or needed for the message log
   */
  public void removeDevice(String name) {
    requireChangeable();
    List<X509Certificate> all = known.all();
    GoneDevice gone;
    try {
      gone = GoneDevice.of(devices.remove(name), software.publicKeys(), devices.all(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.stream()
        .filter(each -> gone.keys().contains(each.getPublicKey()))
        .forEach(this::removeCertificate);
    changeNotes(gone::forgottenIn);
  }

  /** The names of the hardware tokens that no key can be used of now. */
  public List<String> unusableDevices() {
    return devices.unusable();
  }

  /** Those in use. */
  public List<X509Certificate> certificates() {
    return known.usable().stream().map(CertifiedKey::certificate).toList();
  }

  /** Those in use and all others, also of keys that are not here now. */
  public List<X509Certificate> allCertificates() {
    return known.all();
  }

  /** As certificates are named in {@link KeyNotes}: SHA-256 in lower-case hex digits. */
  public static String hash(X509Certificate certificate) {
    return Certificates.sha256(certificate).hex();
  }

  private Path certificateFile(X509Certificate certificate) {
    return directory.resolve(CERTIFICATES).resolve(hash(certificate) + ".der");
  }

  private synchronized void readCertificates() {
    List<X509Certificate> all = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve(CERTIFICATES), "*.der")) {
      for (Path file : files) {
        all.add(Certificates.parse(Files.readAllBytes(file)));
      }
      KeyNotes notes = KeyNotesFile.read(directory.resolve(NOTES_FILE));
      known = KnownKeys.of(all, notes, this::keyOf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<TokenKey> keyOf(X509Certificate certificate) {
    return Stream.<Token>concat(software.token().stream(), devices.all().stream())
        .flatMap(each -> each.keyOf(certificate).stream())
        .findFirst();
  }

  @Override
  public void close() {
    devices.close();
  }
}
