// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;

/**
 * Which messages are logged with their bodies and which as metadata, with the signature unchanged
 * and the digests of all that was signed (E-001, E-010). A record itself is always written: without
 * one no message goes on.
 *
 * @param enabled the rule
 * @param local the exceptions among the subsystems whose services are here, when this server logs
 *     as the provider's (E-012)
 * @param remote the exceptions among the subsystems called, when it logs as the consumer's
 */
public record BodyLogging(boolean enabled, Set<ClientId> local, Set<ClientId> remote) {

  /** Every body is logged. */
  public static final BodyLogging ALL = new BodyLogging(true, Set.of(), Set.of());

  /** No body is logged. */
  public static final BodyLogging NONE = new BodyLogging(false, Set.of(), Set.of());

  private static final int PARTS_OF_A_SUBSYSTEM = 4;

  public BodyLogging {
    local = Set.copyOf(local);
    remote = Set.copyOf(remote);
    requireSubsystems(local);
    requireSubsystems(remote);
  }

  private static void requireSubsystems(Collection<ClientId> owners) {
    for (ClientId owner : owners) {
      if (owner.subsystemCode().isEmpty()) {
        throw bad(owner.toString());
      }
    }
  }

  /** Two lists of subsystems as an administrator writes them: {@code I/C/M/SUB, I/C/M/SUB2}. */
  public record Lists(String local, String remote) {
    public static final Lists EMPTY = new Lists("", "");

    private void requireEmpty(String prefix, boolean enabled) {
      requireEmpty(local, prefix + "-local-producer-subsystems", enabled);
      requireEmpty(remote, prefix + "-remote-producer-subsystems", enabled);
    }

    private static void requireEmpty(String list, String name, boolean enabled) {
      if (!list.isBlank()) {
        throw new IllegalArgumentException(
            "%s should not be used when message-body-logging is %s, it is '%s'"
                .formatted(name, enabled, list));
      }
    }
  }

  /**
   * From settings: only the lists that say the opposite of the rule may hold anything (E-011).
   *
   * @throws IllegalArgumentException so that a server with lists that mean nothing does not start
   */
  public static BodyLogging of(boolean enabled, Lists enabledFor, Lists disabledFor) {
    if (enabled) {
      enabledFor.requireEmpty("enabled-body-logging", true);
    } else {
      disabledFor.requireEmpty("disabled-body-logging", false);
    }
    Lists exceptions = enabled ? disabledFor : enabledFor;
    return new BodyLogging(
        enabled, subsystems(exceptions.local()), subsystems(exceptions.remote()));
  }

  private static Set<ClientId> subsystems(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .map(BodyLogging::subsystem)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ClientId subsystem(String element) {
    List<String> parts = Arrays.stream(element.split("/", -1)).map(String::strip).toList();
    if (parts.size() != PARTS_OF_A_SUBSYSTEM) {
      throw bad(element);
    }
    try {
      return ClientId.parse(String.join("/", parts));
    } catch (Fault e) {
      throw new IllegalArgumentException(bad(element).getMessage() + ": " + e.text(), e);
    }
  }

  private static IllegalArgumentException bad(String element) {
    return new IllegalArgumentException(
        "Message body logging override parameter should be a comma-separated list of subsystems,"
            + " for example \"FI/ORG/1234567-1/subsystem1\", detected bad value: "
            + element);
  }

  /** Whether bodies of the messages to and from a service are logged on this side (E-012). */
  boolean logs(Side side, ClientId serviceOwner) {
    Set<ClientId> exceptions =
        switch (side) {
          case PROVIDER -> local;
          case CONSUMER -> remote;
        };
    return exceptions.contains(serviceOwner) != enabled;
  }
}
