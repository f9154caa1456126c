// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.AccountKey;
import org.postroad.protocol.token.AccountKeys;
import org.postroad.securityserver.signer.DurableFile;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * The accounts of members at authorities (C80), each made when it is needed for the first time. A
 * key and its name are on disk before an authority hears of it.
 *
 * <p>A key that is to take the place of another waits behind {@code next_} until every authority
 * has taken it; meanwhile each account is asked for with the new key first.
 *
 * <p>Not for several threads at once: {@link AutomaticCertificates} sees to that.
 */
final class Accounts {
  private static final String NEXT = "next_";
  private static final String HS256 = "HS256";
  private static final String AN_ACCOUNT = "an account";

  private final Path store;
  private final AcmeTrust trust;
  private final Clock clock;
  private final SecureRandom random;

  Accounts(Path store, AcmeTrust trust, Clock clock, SecureRandom random) {
    this.store = store;
    this.trust = trust;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Whose account at which authority.
   *
   * @param contact whom the authority writes to
   */
  record Holder(CertificationService authority, MemberId member, KeyUse use, String contact) {}

  /** Begins to talk with an authority. */
  AcmeSession session(AcmeServer server, KeyUse use) {
    return new AcmeSession(server, use, trust.context());
  }

  /** The account, made if there is none yet. */
  Login login(AcmeSession session, AcmeFile file, Holder holder) {
    String alias = file.alias(holder.authority().name(), holder.member(), holder.use());
    Optional<AccountKey> next = read(file).key(NEXT + alias);
    return next.flatMap(key -> existing(session, key))
        .orElseGet(() -> opened(session, file, holder, key(file, alias)));
  }

  /** The key of an account, made if there is none yet; no authority is asked. */
  AccountKey key(AcmeFile file, String alias) {
    AccountKeys keys = read(file);
    if (keys.key(alias).isPresent()) {
      return keys.key(alias).get();
    }
    AccountKeys made = keys.withNew(alias, clock.instant(), random);
    save(file, made);
    return made.key(alias).orElseThrow();
  }

  /** Whether the key of an account ends soon, or another one was about to take its place. */
  boolean isDue(AcmeFile file, String alias, Duration ahead) {
    AccountKeys keys = read(file);
    return keys.key(NEXT + alias).isPresent()
        || keys.key(alias)
            .filter(key -> !clock.instant().isBefore(key.renewed().minus(ahead)))
            .isPresent();
  }

  /** Has every authority take a new key for the accounts under one name. */
  void renew(AcmeFile file, String alias, List<Holder> holders) {
    AccountKeys keys = read(file);
    AccountKey old = keys.key(alias).orElseThrow();
    if (keys.key(NEXT + alias).isEmpty()) {
      keys = keys.withNew(NEXT + alias, clock.instant(), random);
      save(file, keys);
    }
    AccountKey next = keys.key(NEXT + alias).orElseThrow();
    for (Holder holder : holders) {
      try (AcmeSession session =
          session(holder.authority().acmeServer().orElseThrow(), holder.use())) {
        if (existing(session, next).isEmpty()) {
          existing(session, old)
              .ifPresent(login ->
                  AcmeCall.tell("another key", () -> login.getAccount().changeKey(next.pair())));
        }
      }
    }
    save(file, keys.moved(NEXT + alias, alias));
  }

  private static Optional<Login> existing(AcmeSession session, AccountKey key) {
    return AcmeCall.ask(
        AN_ACCOUNT,
        () -> {
          try {
            return Optional.of(
                new AccountBuilder()
                    .onlyExisting()
                    .useKeyPair(key.pair())
                    .createLogin(session.session()));
          } catch (AcmeServerException refusal) {
            if (AcmeCall.said(refusal, "accountDoesNotExist")) {
              return Optional.empty();
            }
            throw refusal;
          }
        });
  }

  private static Login opened(AcmeSession session, AcmeFile file, Holder holder, AccountKey key) {
    AccountBuilder account =
        new AccountBuilder()
            .agreeToTermsOfService()
            .addEmail(holder.contact())
            .useKeyPair(key.pair());
    if (AcmeCall.ask(AN_ACCOUNT, session.session()::getMetadata).isExternalAccountRequired()) {
      AcmeFile.Binding binding = binding(file, holder);
      account.withKeyIdentifier(binding.keyId(), binding.key()).withMacAlgorithm(HS256);
    }
    return AcmeCall.ask(AN_ACCOUNT, () -> account.createLogin(session.session()));
  }

  private static AcmeFile.Binding binding(AcmeFile file, Holder holder) {
    return file.binding(holder.authority().name(), holder.member(), holder.use())
        .orElseThrow(() ->
            new Fault(
                FaultCode.INVALID_REQUEST,
                "%s asks for credentials, and acme.yml has none for %s"
                    .formatted(holder.authority().name(), holder.member().text())));
  }

  private AccountKeys read(AcmeFile file) {
    if (!Files.exists(store)) {
      return AccountKeys.none();
    }
    char[] password = file.password();
    try (InputStream in = Files.newInputStream(store)) {
      return AccountKeys.open(in, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void save(AcmeFile file, AccountKeys keys) {
    char[] password = file.password();
    try {
      var out = new ByteArrayOutputStream();
      keys.save(out, password);
      DurableFile.write(store, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
