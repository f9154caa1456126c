// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** One login to a token and the handles of its private keys, good until the device loses it. */
final class TokenSession {
  private final Provider provider;
  private final KeyStore store;
  private final Map<String, PrivateKey> handles;
  private final Map<String, PublicKey> publicKeys;
  private final Map<String, String> aliases;
  private final List<X509Certificate> certificates;

  private TokenSession(
      Provider provider,
      KeyStore store,
      Map<String, PrivateKey> handles,
      Map<String, PublicKey> publicKeys,
      Map<String, String> aliases,
      List<X509Certificate> certificates) {
    this.provider = provider;
    this.store = store;
    this.handles = handles;
    this.publicKeys = publicKeys;
    this.aliases = aliases;
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Logs in. The PIN is wiped as soon as the device has it.
   *
   * @throws Fault token_not_active when the PIN is not the right one, token_not_available when the
   *     device cannot be used
   */
  static TokenSession open(
      HardwareTokenOptions options, Provider provider, Supplier<char[]> source) {
    char[] pin = source.get();
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return read(provider, store);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      Optional<PinState> refusal = PinState.of(e);
      if (refusal.isPresent()) {
        throw new Fault(
            refusal.get() == PinState.NOT_INITIALIZED
                ? FaultCode.TOKEN_NOT_INITIALIZED
                : FaultCode.TOKEN_NOT_ACTIVE,
            "PIN of token " + options.name() + " is " + refusal.get().words(),
            e);
      }
      throw away(options, e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  /**
   * Loads the library and finds the token.
   *
   * @throws Fault token_not_available when there is none
   */
  static Provider provider(HardwareTokenOptions options) {
    try {
      return Security.getProvider("SunPKCS11").configure(options.configuration());
    } catch (ProviderException e) {
      throw away(options, e);
    }
  }

  private static Fault away(HardwareTokenOptions options, Exception e) {
    return new Fault(
        FaultCode.TOKEN_NOT_AVAILABLE,
        "Token " + options.name() + " is not available: " + innermost(e),
        e);
  }

  /** The keys that have a certificate beside them: the provider does not show any other. */
  private static TokenSession read(Provider provider, KeyStore store)
      throws GeneralSecurityException {
    Map<String, PrivateKey> handles = new TreeMap<>();
    Map<String, PublicKey> publicKeys = new TreeMap<>();
    Map<String, String> aliases = new TreeMap<>();
    List<X509Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (store.isKeyEntry(alias) && store.getKey(alias, null) instanceof PrivateKey handle) {
        X509Certificate read = Certificates.parse(certificate.getEncoded());
        PublicKey publicKey = read.getPublicKey();
        if (KeyKind.of(publicKey).isPresent()) {
          if (!read.getIssuerX500Principal().equals(read.getSubjectX500Principal())) {
            certificates.add(read);
          }
          handles.put(TokenKey.id(publicKey), handle);
          publicKeys.put(TokenKey.id(publicKey), publicKey);
          aliases.put(TokenKey.id(publicKey), alias);
        }
      }
    }
    return new TokenSession(provider, store, handles, publicKeys, aliases, certificates);
  }

  Provider provider() {
    return provider;
  }

  /** By id; those of the JDK, which need no device. */
  Map<String, PublicKey> publicKeys() {
    return publicKeys;
  }

  /** Those that an authority issued for keys of the device and somebody put beside them. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /** The same login with the keys that are on the device now. */
  TokenSession again() throws GeneralSecurityException {
    return read(provider, store);
  }

  void store(String id, PrivateKey handle, X509Certificate placeholder) throws KeyStoreException {
    store.setKeyEntry(id, handle, null, new Certificate[] {placeholder});
  }

  /** Deletes a key and what stands beside it; whether there was one. */
  boolean delete(String id) throws KeyStoreException {
    String alias = aliases.get(id);
    if (alias == null) {
      return false;
    }
    store.deleteEntry(alias);
    return true;
  }

  void logOut() throws LoginException {
    if (provider instanceof AuthProvider device) {
      device.logout();
    }
  }

  /** The signature, or nothing when the device does not know this key. */
  Optional<byte[]> sign(String id, SignatureAlgorithm algorithm, byte[] data)
      throws GeneralSecurityException {
    PrivateKey handle = handles.get(id);
    if (handle == null) {
      return Optional.empty();
    }
    Signature signature = algorithm.newSigner(handle, provider);
    signature.update(data);
    return Optional.of(signature.sign());
  }

  /** The output, or nothing when the device knows no secret key with this label. */
  Optional<byte[]> use(String label, SecretKeyUse use) throws GeneralSecurityException {
    return store.getKey(label, null) instanceof SecretKey key
        ? Optional.of(use.run(key, provider))
        : Optional.empty();
  }

  /** Such as {@code CKR_TOKEN_NOT_PRESENT}. */
  private static String innermost(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      innermost = each;
    }
    return String.valueOf(innermost.getMessage());
  }
}
