// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.algorithm.LocalKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The keys of accounts at certification authorities, as {@code acme.p12} has them (C80): PKCS #12
 * under a password of its own, each RSA key under the identifier of its member, behind {@code
 * auth_} or {@code sign_} where both have an account, with a self-signed certificate that says how
 * long it counts.
 *
 * <p>Immutable; with a key more or less it is another value, which the caller saves.
 */
public final class AccountKeys {
  /** What a key counts for. */
  public static final Duration LIFETIME = Duration.ofDays(365);

  private static final String FORMAT = "PKCS12";
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private record Entry(KeyPair pair, X509Certificate certificate) {}

  private final Map<String, Entry> entries;

  private AccountKeys(Map<String, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  public static AccountKeys none() {
    return new AccountKeys(Map.of());
  }

  /**
   * Reads them.
   *
   * @throws Fault token_not_active when the password is wrong, token_not_available when there are
   *     no keys in it
   */
  public static AccountKeys open(InputStream pkcs12, char[] password) throws IOException {
    byte[] bytes = pkcs12.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Account keys of more than 4 MiB");
    }
    try {
      KeyStore store = KeyStore.getInstance(FORMAT);
      store.load(new ByteArrayInputStream(bytes), password);
      Map<String, Entry> entries = new TreeMap<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          KeyPair pair = new KeyPair(certificate.getPublicKey(), key);
          entries.put(alias, new Entry(pair, certificate));
        }
      }
      return new AccountKeys(entries);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new Fault(
            FaultCode.TOKEN_NOT_ACTIVE, "The password of the account keys is incorrect", e);
      }
      throw new Fault(
          FaultCode.TOKEN_NOT_AVAILABLE, "Account keys cannot be read: not PKCS #12", e);
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "Account keys cannot be read", e);
    }
  }

  /** Writes them. */
  public void save(OutputStream out, char[] password) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(FORMAT);
      store.load(null, null);
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        Certificate[] chain = {each.getValue().certificate()};
        store.setKeyEntry(each.getKey(), each.getValue().pair().getPrivate(), password, chain);
      }
      store.store(out, password);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("account keys cannot be written as " + FORMAT, e);
    }
  }

  public Optional<AccountKey> key(String alias) {
    return Optional.ofNullable(entries.get(named(alias)))
        .map(entry -> new AccountKey(entry.pair(), entry.certificate().getNotAfter().toInstant()));
  }

  /** With a new key under a name, in place of the one that was there. */
  public AccountKeys withNew(String alias, Instant now, SecureRandom random) {
    KeyPair pair = KeyKind.RSA_2048.generate(random);
    var place = new PrivateKeyPlace.Memory(new LocalKey(pair.getPrivate()));
    TokenKey key = new TokenKey(pair.getPublic(), place, RsaPadding.PKCS1);
    X509Certificate certificate = key.selfSigned("CN=" + key.id(), now, now.plus(LIFETIME));
    Map<String, Entry> next = new TreeMap<>(entries);
    next.put(named(alias), new Entry(pair, certificate));
    return new AccountKeys(next);
  }

  /** With the key of one name under another, in place of the one that was there. */
  public AccountKeys moved(String from, String to) {
    Map<String, Entry> next = new TreeMap<>(entries);
    Entry moved = next.remove(named(from));
    if (moved == null) {
      throw new IllegalArgumentException("there is no account key " + from);
    }
    next.put(named(to), moved);
    return new AccountKeys(next);
  }

  /** The form knows names without case. */
  private static String named(String alias) {
    return alias.toLowerCase(Locale.ROOT);
  }
}
