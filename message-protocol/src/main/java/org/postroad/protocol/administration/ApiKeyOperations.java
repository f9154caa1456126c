// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.AccessCommand.ChangeTokenRoles;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;

/** What is done to API tokens (E03): made, shown once, and kept as a hash. */
public final class ApiKeyOperations {
  private final Kept kept;
  private final TokenCheck check;
  private final Set<Role> roles;
  private final Supplier<UUID> random;

  /** Where a program keeps its tokens. */
  public interface Kept {
    /** The tokens, in the order they were made. */
    List<ApiToken> tokens();

    /** Carries out a change, which is on disk when this returns, or refuses it by a fault. */
    void execute(AccessCommand command, Actor actor);
  }

  /**
   * A token.
   *
   * @param key the token itself, in the reply that makes it and never again
   */
  public record ApiKey(long id, List<String> roles, Optional<String> key) {
    static ApiKey of(ApiToken token, Optional<String> key) {
      return new ApiKey(token.id(), token.roles().stream().map(Role::wire).toList(), key);
    }
  }

  /**
   * @param roles those that the program has
   * @param random where tokens come from, which nobody may guess
   */
  public ApiKeyOperations(Kept kept, TokenCheck check, Set<Role> roles, Supplier<UUID> random) {
    this.kept = kept;
    this.check = check;
    this.roles = Set.copyOf(roles);
    this.random = random;
  }

  public List<ApiKey> list() {
    return kept.tokens().stream().map(token -> ApiKey.of(token, Optional.empty())).toList();
  }

  public ApiKey show(long id) {
    return ApiKey.of(known(id), Optional.empty());
  }

  public ApiKey create(Call call, List<String> names) {
    call.note("apiKeyRoles", names);
    List<Role> known = roles(names);
    String token = random.get().toString();
    String hash = TokenCheck.hash(token);
    kept.execute(new AddToken(hash, known), call.actor());
    ApiToken made =
        kept.tokens().stream().filter(each -> each.hash().equals(hash)).findFirst().orElseThrow();
    call.note("apiKeyId", made.id());
    return ApiKey.of(made, Optional.of(token));
  }

  public ApiKey update(Call call, long id, List<String> names) {
    call.note("apiKeyId", id).note("apiKeyRoles", names);
    List<Role> known = roles(names);
    var _ = known(id);
    kept.execute(new ChangeTokenRoles(id, known), call.actor());
    check.forget();
    return show(id);
  }

  public void revoke(Call call, long id) {
    call.note("apiKeyId", id);
    var _ = known(id);
    kept.execute(new RevokeToken(id), call.actor());
    check.forget();
  }

  private ApiToken known(long id) {
    return kept.tokens().stream()
        .filter(token -> token.id() == id)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("api_key_not_found", Long.toString(id)));
  }

  private List<Role> roles(List<String> names) {
    if (names.isEmpty()) {
      throw Refusal.of(400, "invalid_role");
    }
    return names.stream().distinct().map(this::role).toList();
  }

  private Role role(String name) {
    return Role.ofWire(name)
        .filter(roles::contains)
        .orElseThrow(() -> Refusal.of(400, "invalid_role", name));
  }
}
