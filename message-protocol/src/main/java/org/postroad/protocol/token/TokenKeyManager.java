// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Presents one key and its chain in TLS, whatever issuers the peer lists: peers know the
 * certificate by its hash in the global configuration, not by its issuer.
 */
final class TokenKeyManager extends X509ExtendedKeyManager {
  private static final Set<String> RSA_NAMES = Set.of("RSA", "RSASSA-PSS");
  private static final Set<String> EC_NAMES = Set.of("EC", "EC_EC", "EC_RSA");

  private final String alias;
  private final boolean rsa;
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  TokenKeyManager(String alias, boolean rsa, PrivateKey key, List<X509Certificate> chain) {
    this.alias = alias;
    this.rsa = rsa;
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return serves(keyType) ? new String[] {alias} : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return serves(keyType) ? new String[] {alias} : null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return Arrays.stream(keyTypes).anyMatch(this::serves) ? alias : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return serves(keyType) ? alias : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseClientAlias(keyTypes, issuers, null);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseServerAlias(keyType, issuers, null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    return alias.equals(name) ? chain.toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    return alias.equals(name) ? key : null;
  }

  /** Names of the JDK's TLS engine, then of the native one, which tells who issued. */
  private boolean serves(String keyType) {
    return (rsa ? RSA_NAMES : EC_NAMES).contains(keyType);
  }
}
