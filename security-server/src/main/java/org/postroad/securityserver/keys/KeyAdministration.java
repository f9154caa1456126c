// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.Token;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.ServerKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys, requests and certificates of a running server, as its administrators change them (C60 to
 * C74). What a change makes of exchanges: those under way end as they began, the next ones find it.
 *
 * <p>Every method refuses with a {@link Fault} and then nothing has changed: {@code …_not_found}
 * for what is not there, {@code token_not_active} where nobody is logged in, {@code
 * invalid_request} for what the state does not allow, {@code bad_request} on a secondary node.
 */
public final class KeyAdministration {
  private static final Logger LOG = LoggerFactory.getLogger(KeyAdministration.class);
  private static final int ID_BYTES = 20;

  private final Keyring ring;
  private final ServerKeys keys;
  private final LiveConfiguration live;
  private final Supplier<GlobalConfiguration> global;
  private final Clock clock;
  private final SecureRandom random;

  public KeyAdministration(
      Keyring ring,
      LiveConfiguration live,
      Supplier<GlobalConfiguration> global,
      Clock clock,
      SecureRandom random) {
    this.ring = ring;
    this.keys = ring.keys();
    this.live = live;
    this.global = global;
    this.clock = clock;
    this.random = random;
  }

  /** The tokens, and the ways to log in to them and out of them. */
  public TokenAdministration tokenAdministration() {
    return new TokenAdministration(ring, random);
  }

  /** The ways to have authorities issue certificates without a person. */
  public Renewals renewals() {
    return new Renewals(this, keys, live, global);
  }

  /** Everything there is, the software token first. */
  public List<TokenState> tokens() {
    return list().tokens();
  }

  private TokenList list() {
    return new TokenList(ring, live.current().registration(), global.get(), clock.instant());
  }

  /** Whether a response that is at hand and counts now says that a certificate is good. */
  public boolean isGood(X509Certificate certificate) {
    return list().isGood(certificate);
  }

  /** What the profile of an authority asks for, before anybody chooses. */
  public SubjectRequest subject(RequestWish wish) {
    return RequestSubject.preset(wish, global.get(), live.current());
  }

  /** What will stop exchanges unless somebody acts, the first to come first. */
  public List<KeyWarning> warnings() {
    return new KeyWarnings(ring, global.get(), clock.instant()).all();
  }

  public TokenState token(String id) {
    return tokens().stream()
        .filter(token -> token.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Fault(FaultCode.TOKEN_NOT_FOUND, "There is no token " + id));
  }

  public KeyState key(String id) {
    return tokens().stream()
        .flatMap(token -> token.keys().stream())
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> noKey(id));
  }

  /** By its SHA-256 in lower-case, or its SHA-1 in hex digits of either case. */
  public CertificateState certificate(String hash) {
    return list().state(byHash(hash));
  }

  /** Whether a certificate was imported. */
  public boolean hasCertificate(X509Certificate certificate) {
    return keys.allCertificates().contains(certificate);
  }

  /**
   * Makes a key on a token.
   *
   * @param label what it is called; if blank, by its id
   */
  public KeyState generate(String token, KeyKind kind, String label) {
    keys.requireChangeable();
    String name = named(label);
    TokenKey key =
        token.equals(TokenState.SOFTWARE)
            ? keys.generate(kind, random)
            : keys.generate(token, kind, random);
    if (!name.isEmpty()) {
      keys.changeNotes(notes -> notes.withName(key.id(), name));
    }
    return key(key.id());
  }

  /** Gives a key or a token another name. */
  public void rename(String id, String name) {
    if (tokens().stream().noneMatch(token -> token.id().equals(id))) {
      var _ = key(id);
    }
    keys.changeNotes(notes -> notes.withName(id, named(name)));
  }

  private static String named(String name) {
    if (name.length() > 255 || name.codePoints().anyMatch(Character::isISOControl)) {
      throw refused("A name has at most 255 characters, and no control characters");
    }
    return name.strip();
  }

  /** Makes a request for a certificate of a key, and keeps that it was made (C66). */
  public KeptRequest request(String key, RequestWish wish) {
    keys.requireChangeable();
    ServerConfiguration server = live.current();
    TokenKey made = usable(key);
    KeyState state = key(key);
    if (state.use().filter(use -> use != wish.use()).isPresent()) {
      throw refused("Key " + key + " is for " + state.use().get());
    }
    requireLocal(made, wish.use());
    RequestSubject subject = RequestSubject.of(wish, global.get(), server);
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    KeptRequest kept =
        new KeptRequest(
            HexFormat.of().withUpperCase().formatHex(id),
            key,
            wish.use(),
            wish.use() == KeyUse.SIGNING ? Optional.of(wish.member()) : Optional.empty(),
            subject.name(),
            subject.dnsName(),
            subject.profile());
    keys.changeNotes(notes -> notes.withRequest(kept).withUse(key, wish.use()));
    return kept;
  }

  /** The bytes of a request that was made. */
  public byte[] encoded(String request, RequestFormat format) {
    KeptRequest kept = keptRequest(request);
    byte[] der = usable(kept.key()).certificateRequest(kept.subject(), kept.dnsName(), kept.use());
    return switch (format) {
      case DER -> der;
      case PEM ->
          ("-----BEGIN CERTIFICATE REQUEST-----\n"
                  + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                  + "\n-----END CERTIFICATE REQUEST-----\n")
              .getBytes(StandardCharsets.US_ASCII);
    };
  }

  /**
   * Takes a certificate into service: it finds its key by the public half, and the requests of that
   * key are answered (C67).
   *
   * @param derOrPem of one certificate
   */
  public CertificateState importCertificate(byte[] derOrPem) {
    keys.requireChangeable();
    X509Certificate certificate = Certificates.parse(derOrPem);
    if (hasCertificate(certificate)) {
      throw refused("Certificate " + ServerKeys.hash(certificate) + " is here already");
    }
    TokenKey key = usable(TokenKey.id(certificate.getPublicKey()));
    KeyUse use = new ImportCheck(global.get(), live.current(), clock.instant()).useOf(certificate);
    if (key(key.id()).use().filter(known -> known != use).isPresent()) {
      throw refused("Key " + key.id() + " is not for " + use);
    }
    requireLocal(key, use);
    keys.importCertificate(certificate);
    keys.changeNotes(notes ->
        notes.withUse(key.id(), use).withoutRequests(request -> request.key().equals(key.id())));
    return list().state(certificate);
  }

  /** A certificate that stands beside its key on a device and was not imported. */
  public CertificateState onDevice(String hash) {
    return tokens().stream()
        .flatMap(token -> token.keys().stream())
        .flatMap(key -> key.onDevice().stream())
        .filter(each -> each.hash().equalsIgnoreCase(hash))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.CERT_NOT_FOUND,
                "No certificate " + hash + " stands on a device and waits to be imported"));
  }

  /** Puts a certificate into use, once it is proven good at this moment (C67). */
  public CertificateState activate(String hash) {
    keys.requireChangeable();
    X509Certificate certificate = byHash(hash);
    if (!Certificates.isValidAt(certificate, clock.instant())) {
      throw refused("Certificate " + hash + " is not valid now");
    }
    ring.prove().accept(certificate);
    keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(certificate), true));
    return list().state(certificate);
  }

  /**
   * Takes a certificate out of use; the key and what it has signed stay. Those that may take its
   * place are proven good before, so that no exchange waits for it.
   */
  public CertificateState deactivate(String hash) {
    keys.requireChangeable();
    X509Certificate certificate = byHash(hash);
    boolean signs = KeyUsages.isSigning(certificate);
    keys.certificates().stream()
        .filter(other -> !other.equals(certificate) && KeyUsages.isSigning(other) == signs)
        .forEach(this::proveIfPossible);
    keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(certificate), false));
    return list().state(certificate);
  }

  private void proveIfPossible(X509Certificate certificate) {
    try {
      ring.prove().accept(certificate);
    } catch (Fault fault) {
      LOG.warn("Not proven good: {}", fault.text());
    }
  }

  /** Deletes a request; a key without anything else stays. */
  public void deleteRequest(String request) {
    KeptRequest kept = keptRequest(request);
    keys.changeNotes(notes -> notes.withoutRequests(kept::equals));
  }

  /** Deletes a certificate, unless the registry knows it as one of this server (C74). */
  public void deleteCertificate(String hash) {
    keys.requireChangeable();
    X509Certificate certificate = byHash(hash);
    requireUnregistered(list().state(certificate));
    keys.removeCertificate(certificate);
  }

  /** Deletes a key for good with its certificates and requests, on a device too (C74). */
  public void deleteKey(String id) {
    keys.requireChangeable();
    key(id).certificates().forEach(KeyAdministration::requireUnregistered);
    keys.remove(usable(id));
  }

  /**
   * Has an authentication certificate count as one that the registry was asked to delete, where no
   * request reaches it (C74).
   */
  public void markForDeletion(String hash, Author author) {
    X509Certificate certificate = byHash(hash);
    CertificateState state = list().state(certificate);
    if (state.use() != KeyUse.AUTHENTICATION) {
      throw refused("Certificate " + hash + " signs messages and is not registered");
    }
    var _ =
        live.change(
            author,
            now ->
                now.withRegistration(
                    now.registration()
                        .withCertificate(
                            Certificates.sha256(certificate),
                            CertificateStatus.DELETION_IN_PROGRESS)));
  }

  private static void requireUnregistered(CertificateState certificate) {
    boolean known =
        switch (certificate.status()) {
          case REGISTERED, REGISTRATION_IN_PROGRESS -> true;
          case SAVED, DELETION_IN_PROGRESS, GLOBAL_ERROR -> false;
        };
    if (known && certificate.use() == KeyUse.AUTHENTICATION) {
      throw refused(
          "Certificate "
              + certificate.hash()
              + " is registered for this server, or about to be: ask the registry to delete it"
              + " first");
    }
  }

  private static void requireLocal(TokenKey key, KeyUse use) {
    if (use == KeyUse.AUTHENTICATION && !key.isLocal()) {
      throw refused("A key to authenticate with must be in the software token");
    }
  }

  private X509Certificate byHash(String hash) {
    return keys.allCertificates().stream()
        .filter(each ->
            ServerKeys.hash(each).equals(hash) || Certificates.sha1Hex(each).equalsIgnoreCase(hash))
        .findFirst()
        .orElseThrow(() -> new Fault(FaultCode.CERT_NOT_FOUND, "There is no certificate " + hash));
  }

  private KeptRequest keptRequest(String id) {
    return keys.notes().requests().stream()
        .filter(request -> request.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no request " + id));
  }

  /** A key that can be used now. */
  private TokenKey usable(String id) {
    Optional<TokenKey> found =
        keys.softwareToken()
            .<Token>map(token -> token)
            .flatMap(token -> token.key(id))
            .or(() ->
                keys.hardwareTokens().stream()
                    .flatMap(token -> token.key(id).stream())
                    .findFirst());
    return found.orElseThrow(() ->
        tokens().stream()
                .flatMap(token -> token.keys().stream())
                .anyMatch(key -> key.id().equals(id))
            ? new Fault(FaultCode.TOKEN_NOT_ACTIVE, "Nobody is logged in to the token of key " + id)
            : noKey(id));
  }

  private static Fault noKey(String id) {
    return new Fault(FaultCode.KEY_NOT_FOUND, "There is no key " + id);
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
