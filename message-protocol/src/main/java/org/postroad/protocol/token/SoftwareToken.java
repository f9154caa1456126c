// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.postroad.protocol.algorithm.LocalKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The keys of one software token. On disk it is a PKCS #12 file protected by the PIN, each key
 * under its id, with a self-signed certificate that only fills the place (C63); key files of the
 * reference implementation open the same way.
 *
 * <p>Keys may be added and used by several threads. A generated key exists in memory only until the
 * caller has saved the token.
 */
public final class SoftwareToken implements Token {
  private static final String FORMAT = "PKCS12";
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final Instant PLACEHOLDER_FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant PLACEHOLDER_TO = Instant.parse("2099-12-31T23:59:59Z");

  private final ConcurrentSkipListMap<String, TokenKey> keys = new ConcurrentSkipListMap<>();

  private SoftwareToken() {}

  /** A token without keys. */
  public static SoftwareToken create() {
    return new SoftwareToken();
  }

  /**
   * Reads a token.
   *
   * @throws Fault token_not_active when the PIN is wrong, token_not_available when it is no token
   */
  public static SoftwareToken open(InputStream pkcs12, char[] pin) throws IOException {
    byte[] bytes = pkcs12.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw unreadable("larger than " + MAX_BYTES + " bytes");
    }
    SoftwareToken token = new SoftwareToken();
    try {
      KeyStore store = load(bytes, pin);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, pin) instanceof PrivateKey key) {
          token.add(new KeyPair(store.getCertificate(alias).getPublicKey(), key));
        }
      }
      return token;
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "A key of the token cannot be read", e);
    }
  }

  /** Writes the token, protected by the PIN. */
  public void save(OutputStream out, char[] pin) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(FORMAT);
      store.load(null, null);
      for (TokenKey key : keys.values()) {
        X509Certificate placeholder =
            key.selfSigned("CN=" + key.id(), PLACEHOLDER_FROM, PLACEHOLDER_TO);
        key.store(store, pin, new Certificate[] {placeholder});
      }
      store.store(out, pin);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a token cannot be written as " + FORMAT, e);
    }
  }

  @Override
  public TokenKey generate(KeyKind kind, SecureRandom random) {
    return add(kind.generate(random));
  }

  /** Has the keys of another token too. */
  public void adopt(SoftwareToken other) {
    keys.putAll(other.keys);
  }

  /** Forgets a key; whether there was one. */
  public boolean remove(String id) {
    return keys.remove(id) != null;
  }

  @Override
  public List<TokenKey> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public List<PublicKey> publicKeys() {
    return keys.values().stream().map(TokenKey::publicKey).toList();
  }

  @Override
  public Optional<TokenKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private TokenKey add(KeyPair pair) {
    PrivateKeyPlace place = new PrivateKeyPlace.Memory(new LocalKey(pair.getPrivate()));
    TokenKey key = new TokenKey(pair.getPublic(), place, RsaPadding.PKCS1);
    keys.put(key.id(), key);
    return key;
  }

  private static KeyStore load(byte[] bytes, char[] pin) throws KeyStoreException {
    KeyStore store = KeyStore.getInstance(FORMAT);
    try {
      store.load(new ByteArrayInputStream(bytes), pin);
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new Fault(FaultCode.TOKEN_NOT_ACTIVE, "PIN of the token is incorrect", e);
      }
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Token cannot be read: not PKCS #12", e);
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Token cannot be read", e);
    }
  }

  private static Fault unreadable(String reason) {
    return new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Token cannot be read: " + reason);
  }
}
