// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.declaration.Step.Action;
import org.postroad.securityserver.declaration.Step.State;
import org.postroad.securityserver.declaration.Task.Work;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.RequestWish;
import org.postroad.securityserver.keys.TokenState;

/**
 * What is missing of the declared keys: the key, a request, the certificate. A key that has a valid
 * certificate and is given no other one needs nothing.
 */
final class KeyTasks {
  private final KeyAdministration keys;
  private final List<TokenState> tokens;
  private final GlobalConfiguration global;
  private final SecurityServerId server;
  private final Instant now;

  KeyTasks(
      KeyAdministration keys, GlobalConfiguration global, SecurityServerId server, Instant now) {
    this.keys = keys;
    this.tokens = keys.tokens();
    this.global = global;
    this.server = server;
    this.now = now;
  }

  List<Task> of(List<Declaration.Key> declared) {
    List<Task> tasks = new ArrayList<>();
    for (Declaration.Key key : declared) {
      task(key).ifPresent(tasks::add);
    }
    return tasks;
  }

  private Optional<Task> task(Declaration.Key declared) {
    String name = declared.token().orElse(TokenState.SOFTWARE);
    Optional<TokenState> token =
        tokens.stream()
            .filter(each -> each.id().equals(name) || each.name().equals(name))
            .findAny();
    if (token.isEmpty()) {
      return Optional.of(
          waiting(Action.GENERATE_KEY, declared, "there is no token " + name + " here"));
    }
    Optional<KeyState> key = find(token.get(), declared);
    return key.isEmpty()
        ? Optional.of(generate(declared, token.get()))
        : certificate(declared, token.get(), key.get());
  }

  /** The key of a label; a key without one has its id instead. */
  static Optional<KeyState> find(TokenState token, Declaration.Key declared) {
    return token.keys().stream().filter(key -> key.label().equals(declared.label())).findFirst();
  }

  /** The key of a label on whichever token it is declared to be. */
  Optional<KeyState> find(Declaration.Key declared) {
    String name = declared.token().orElse(TokenState.SOFTWARE);
    return tokens.stream()
        .filter(each -> each.id().equals(name) || each.name().equals(name))
        .flatMap(token -> find(token, declared).stream())
        .findFirst();
  }

  private Task generate(Declaration.Key declared, TokenState token) {
    if (!token.loggedIn()) {
      return waiting(Action.GENERATE_KEY, declared, "somebody has to log in to " + token.name());
    }
    KeyKind kind =
        declared.kind().map(text -> Words.word(KeyKind.class, text)).orElse(KeyKind.RSA_3072);
    Step step =
        Step.of(
            Action.GENERATE_KEY,
            declared.label(),
            State.READY,
            Words.text(kind) + " on " + token.name());
    return new Task(
        step,
        new Work.Keys(() -> {
          var _ = keys.generate(token.id(), kind, declared.label());
          return step.is(State.DONE, step.text());
        }));
  }

  private Optional<Task> certificate(Declaration.Key declared, TokenState token, KeyState key) {
    Optional<X509Certificate> given =
        declared
            .certificate()
            .map(pem -> Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII)));
    boolean isHere =
        given.isPresent()
            && key.certificates().stream().anyMatch(each -> each.certificate().equals(given.get()));
    if (given.isPresent() && !isHere) {
      return Optional.of(imported(declared, declared.certificate().get()));
    }
    if (key.certificates().stream().anyMatch(each -> isValid(each.certificate()))) {
      return Optional.empty();
    }
    if (!token.loggedIn()) {
      return Optional.of(
          waiting(
              Action.REQUEST_CERTIFICATE, declared, "somebody has to log in to " + token.name()));
    }
    return Optional.of(
        key.requests().isEmpty()
            ? requested(declared, key)
            : told(declared, key.requests().getLast().id()));
  }

  private boolean isValid(X509Certificate certificate) {
    return now.isBefore(certificate.getNotAfter().toInstant());
  }

  private Task imported(Declaration.Key declared, String pem) {
    Step step =
        Step.of(Action.IMPORT_CERTIFICATE, declared.label(), State.READY, "the one that is given");
    return new Task(
        step,
        new Work.Keys(() -> {
          var state = keys.importCertificate(pem.getBytes(StandardCharsets.US_ASCII));
          return step.is(State.DONE, state.hash());
        }));
  }

  private Task requested(Declaration.Key declared, KeyState key) {
    KeyUse use = Words.word(KeyUse.class, declared.use());
    Optional<String> authority = declared.authority().or(() -> onlyAuthority(use));
    if (authority.isEmpty()) {
      return waiting(
          Action.REQUEST_CERTIFICATE,
          declared,
          authorities(use).isEmpty()
              ? "the instance approves no authority that certifies such keys"
              : "the tree has to say which authority, one of " + authorities(use));
    }
    MemberId member = declared.member().map(Words::member).orElse(server.owner());
    RequestWish wish =
        new RequestWish(use, member, authority.get(), declared.subject().orElse(Map.of()));
    Step step =
        Step.of(Action.REQUEST_CERTIFICATE, declared.label(), State.READY, "of " + authority.get());
    return new Task(
        step, new Work.Keys(() -> told(declared, keys.request(key.id(), wish).id()).step()));
  }

  private Task told(Declaration.Key declared, String request) {
    byte[] pem = keys.encoded(request, RequestFormat.PEM);
    return Task.none(
        new Step(
            Action.REQUEST_CERTIFICATE,
            declared.label(),
            State.PERSON,
            "the request has to be signed"
                + declared.authority().map(name -> " by " + name).orElse(""),
            Optional.of(new String(pem, StandardCharsets.US_ASCII))));
  }

  private Optional<String> onlyAuthority(KeyUse use) {
    List<String> all = authorities(use);
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private List<String> authorities(KeyUse use) {
    return global.trust().authorities(global.instance()).stream()
        .filter(each -> use == KeyUse.AUTHENTICATION || !each.authenticationOnly())
        .map(each -> each.name())
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }

  private static Task waiting(Action action, Declaration.Key declared, String text) {
    return Task.none(Step.of(action, declared.label(), State.PERSON, text));
  }
}
