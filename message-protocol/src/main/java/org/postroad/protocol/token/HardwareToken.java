// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.security.auth.login.LoginException;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The keys of one token of a device, used through PKCS #11 and the JDK's provider (C70).
 *
 * <p>A private key is made on the device and never leaves it. Beside each stands a self-signed
 * certificate that only fills the place, as in a {@link SoftwareToken}; a key that another program
 * made counts as soon as any certificate of it is on the device under the same {@code CKA_ID}.
 *
 * <p>A session that the device has lost is opened again, once for each use that fails, with the PIN
 * asked for anew. A PIN that was refused is not tried again before {@link #open}, so that no
 * message can lock the token; the last try that the device grants is left to a person. Safe for use
 * by several threads.
 */
public final class HardwareToken implements Token {
  /** What {@link #about} has the number under that its maker gave it. */
  public static final String SERIAL_NUMBER = "serial number";

  private static final Instant PLACEHOLDER_FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant PLACEHOLDER_TO = Instant.parse("2099-12-31T23:59:59Z");

  private final HardwareTokenOptions options;
  private final Supplier<char[]> pin;
  private final Supplier<TokenLook> device;
  private final ReentrantLock opening = new ReentrantLock();
  private final AtomicReference<Optional<TokenSession>> session =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<PinState> pinState = new AtomicReference<>(PinState.OK);
  private final AtomicReference<Optional<char[]>> given = new AtomicReference<>(Optional.empty());
  private final AtomicReference<List<PublicKey>> seen = new AtomicReference<>(List.of());
  private final AtomicReference<TokenLook> looked = new AtomicReference<>(new TokenLook.Unknown());
  private volatile boolean loggedOut;

  /**
   * A token that is not open yet.
   *
   * @param pin gives a copy of the PIN for each login, which is wiped after it
   */
  public HardwareToken(HardwareTokenOptions options, Supplier<char[]> pin) {
    this(options, pin, () -> Cryptoki.look(options.library(), options.slot()));
  }

  HardwareToken(HardwareTokenOptions options, Supplier<char[]> pin, Supplier<TokenLook> device) {
    this.options = options;
    this.pin = pin;
    this.device = device;
  }

  public String name() {
    return options.name();
  }

  /** Where it is, and what it calls itself, in words. */
  public Map<String, String> about() {
    Map<String, String> about = new TreeMap<>(options.about());
    if (looked.get() instanceof TokenLook.There(TokenInformation information)) {
      about.put("label", information.label());
      about.put(SERIAL_NUMBER, information.serialNumber());
    }
    return about;
  }

  /**
   * Asks the device how the token stands, without a login; this may wait for the device. The use of
   * a token that is gone ends until it is opened again.
   *
   * @return whether its use ended
   */
  public boolean look() {
    TokenLook now = device.get();
    looked.set(now);
    if (now instanceof TokenLook.Away) {
      var _ = publicKeys();
      return session.getAndSet(Optional.empty()).isPresent();
    }
    return false;
  }

  /** Whether the device is there, or may be, so that somebody could log in. */
  public boolean isAvailable() {
    TokenLook seenAs = looked.get();
    return isOpen()
        || seenAs instanceof TokenLook.There
        || (isRefused() && !(seenAs instanceof TokenLook.Away));
  }

  /** Logs in, whatever was before; the way to try another PIN. */
  public void open() {
    loggedOut = false;
    pinState.set(PinState.OK);
    reopen(session.get());
  }

  /** The same with a PIN that is kept for as long as this object is used. */
  public void logIn(char[] with) {
    Optional<char[]> before = given.getAndSet(Optional.of(with.clone()));
    before.ifPresent(known -> Arrays.fill(known, '\0'));
    open();
  }

  /** Ends the use of all keys until somebody logs in. */
  public void logOut() {
    opening.lock();
    try {
      loggedOut = true;
      given.getAndSet(Optional.empty()).ifPresent(known -> Arrays.fill(known, '\0'));
      var _ = publicKeys();
      Optional<TokenSession> open = session.getAndSet(Optional.empty());
      if (open.isPresent()) {
        open.get().logOut();
      }
    } catch (LoginException | ProviderException e) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Token " + name() + " does not log out", e);
    } finally {
      opening.unlock();
    }
  }

  public boolean isOpen() {
    return session.get().isPresent();
  }

  /** Whether the device refused the PIN, or somebody logged out: only a person tries again. */
  public boolean isRefused() {
    return loggedOut || pinState.get() != PinState.OK;
  }

  /** How the PIN stands, by what the device counts and said when it was last told one (C72). */
  public PinState pinState() {
    PinState said = pinState.get();
    return looked.get() instanceof TokenLook.There(TokenInformation information)
        ? information.pin(said)
        : said;
  }

  /** None while the token is not open. */
  @Override
  public List<TokenKey> keys() {
    return session
        .get()
        .map(open ->
            open.publicKeys().entrySet().stream()
                .map(entry -> key(entry.getKey(), entry.getValue()))
                .toList())
        .orElse(List.of());
  }

  @Override
  public List<PublicKey> publicKeys() {
    session.get().ifPresent(open -> seen.set(List.copyOf(open.publicKeys().values())));
    return seen.get();
  }

  /** Certificates of its keys that stand on the device itself; none while it is not open. */
  public List<X509Certificate> certificates() {
    return session.get().map(TokenSession::certificates).orElse(List.of());
  }

  private TokenKey key(String id, PublicKey publicKey) {
    return new TokenKey(publicKey, new PrivateKeyPlace.Device(this, id), options.padding());
  }

  /** Whether keys are neither made nor deleted there. */
  public boolean isReadOnly() {
    return options.readOnly();
  }

  private void requireChangeable() {
    if (isReadOnly()) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Token " + name() + " is read-only: keys are neither made nor deleted there");
    }
  }

  /** Makes a key on the device, which lasts. */
  @Override
  public TokenKey generate(KeyKind kind, SecureRandom random) {
    requireChangeable();
    opening.lock();
    try {
      TokenSession open = session.get().orElseGet(() -> reopen(Optional.empty()));
      KeyPair pair = kind.generate(random, open.provider());
      PublicKey publicKey = ofTheJdk(pair.getPublic());
      TokenKey fresh =
          new TokenKey(
              publicKey,
              new PrivateKeyPlace.Fresh(open.provider(), pair.getPrivate()),
              options.padding());
      open.store(
          fresh.id(),
          pair.getPrivate(),
          fresh.selfSigned("CN=" + fresh.id(), PLACEHOLDER_FROM, PLACEHOLDER_TO));
      session.set(Optional.of(open.again()));
      return key(fresh.id(), publicKey);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new Fault(
          FaultCode.TOKEN_NOT_AVAILABLE, "Token " + name() + " makes no " + kind + " key", e);
    } finally {
      opening.unlock();
    }
  }

  /** Deletes a key from the device for good; whether there was one. */
  public boolean remove(String id) {
    requireChangeable();
    opening.lock();
    try {
      TokenSession open = session.get().orElseGet(() -> reopen(Optional.empty()));
      boolean removed = open.delete(id);
      session.set(Optional.of(open.again()));
      return removed;
    } catch (GeneralSecurityException | ProviderException e) {
      throw new Fault(
          FaultCode.TOKEN_NOT_AVAILABLE, "Token " + name() + " does not delete key " + id, e);
    } finally {
      opening.unlock();
    }
  }

  boolean batches() {
    return options.batches();
  }

  byte[] sign(String id, SignatureAlgorithm algorithm, byte[] data) {
    Optional<TokenSession> known = session.get();
    try {
      return sign(known.orElseGet(() -> reopen(known)), id, algorithm, data);
    } catch (GeneralSecurityException | ProviderException lost) {
      try {
        return sign(reopen(known), id, algorithm, data);
      } catch (GeneralSecurityException | ProviderException e) {
        e.addSuppressed(lost);
        throw new Fault(
            FaultCode.CANNOT_SIGN,
            "Token " + name() + " cannot sign with " + algorithm.jcaName(),
            e);
      }
    }
  }

  private byte[] sign(TokenSession open, String id, SignatureAlgorithm algorithm, byte[] data)
      throws GeneralSecurityException {
    return open.sign(id, algorithm, data)
        .orElseThrow(
            () -> new Fault(FaultCode.KEY_NOT_FOUND, "Key " + id + " is not on token " + name()));
  }

  /**
   * Encrypts with AES-GCM under a secret key of the device, which never leaves it.
   *
   * @param nonce 12 bytes, never twice for one key
   * @param associated what is authenticated beside the data
   * @return the encrypted data and the tag of 16 bytes
   */
  public byte[] encrypt(String label, byte[] nonce, byte[] associated, byte[] data) {
    return use(label, new SecretKeyUse(true, nonce, associated, data));
  }

  /** What {@link #encrypt} was given; anything else is refused. */
  public byte[] decrypt(String label, byte[] nonce, byte[] associated, byte[] encrypted) {
    return use(label, new SecretKeyUse(false, nonce, associated, encrypted));
  }

  private byte[] use(String label, SecretKeyUse use) {
    Optional<TokenSession> known = session.get();
    try {
      return use(known.orElseGet(() -> reopen(known)), label, use);
    } catch (GeneralSecurityException | ProviderException lost) {
      try {
        return use(reopen(known), label, use);
      } catch (GeneralSecurityException | ProviderException e) {
        e.addSuppressed(lost);
        throw new Fault(
            FaultCode.TOKEN_NOT_AVAILABLE,
            "Token " + name() + " does nothing with secret key " + label,
            e);
      }
    }
  }

  private byte[] use(TokenSession open, String label, SecretKeyUse use)
      throws GeneralSecurityException {
    return open.use(label, use)
        .orElseThrow(() ->
            new Fault(
                FaultCode.KEY_NOT_FOUND, "Secret key " + label + " is not on token " + name()));
  }

  /** Unless another thread did it since: many may find the same session lost. */
  private TokenSession reopen(Optional<TokenSession> lost) {
    opening.lock();
    try {
      Optional<TokenSession> current = session.get();
      if (current.isPresent() && !current.equals(lost)) {
        return current.get();
      }
      if (isRefused()) {
        throw new Fault(
            FaultCode.TOKEN_NOT_ACTIVE,
            "Token "
                + name()
                + " is not active: "
                + (loggedOut ? "somebody logged out" : "PIN was refused"));
      }
      TokenSession opened = login();
      session.set(Optional.of(opened));
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private TokenSession login() {
    Optional<char[]> known = given.get();
    Provider provider = TokenSession.provider(options);
    var _ = look();
    if (known.isEmpty() && pinState() == PinState.FINAL_TRY) {
      pinState.set(PinState.FINAL_TRY);
      throw new Fault(
          FaultCode.TOKEN_NOT_ACTIVE,
          "PIN of token " + name() + " has one try left, which is for a person who logs in");
    }
    try {
      return TokenSession.open(options, provider, known.isPresent() ? known.get()::clone : pin);
    } catch (Fault fault) {
      Optional<PinState> said = Optional.ofNullable(fault.getCause()).flatMap(PinState::of);
      if (said.isPresent()) {
        pinState.set(said.get());
        session.set(Optional.empty());
      }
      throw fault;
    } finally {
      var _ = look();
    }
  }

  private static PublicKey ofTheJdk(PublicKey onDevice) throws GeneralSecurityException {
    return KeyFactory.getInstance(onDevice.getAlgorithm())
        .generatePublic(new X509EncodedKeySpec(onDevice.getEncoded()));
  }

  @Override
  public String toString() {
    return "token " + name();
  }
}
