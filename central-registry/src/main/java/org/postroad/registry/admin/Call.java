// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.access.Permission;
import org.postroad.registry.net.PortHead;

/**
 * One request while it is answered: who asks and why, and what the audit log will say of it. Used
 * by the one thread that answers it.
 */
public final class Call {
  private static final String REASON = "x-road-reason";
  private static final int LONGEST_REASON = 1000;

  private final PortHead head;
  private final Caller caller;
  private final Map<String, Object> data = new LinkedHashMap<>();
  private Optional<AuditEvent> event = Optional.empty();
  private String operation = "";
  private boolean accepted;

  Call(PortHead head, Caller caller) {
    this.head = head;
    this.caller = caller;
  }

  /** The operation the request turned out to be. */
  void is(String name, Optional<AuditEvent> audited) {
    operation = name;
    event = audited;
  }

  /** The operation's event when the request itself says which of several it is. */
  void is(AuditEvent audited) {
    event = Optional.of(audited);
  }

  /** Who asks and why: what the header says, or what is done. */
  Actor actor() {
    String why =
        head.header(REASON)
            .map(ReasonText::read)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> event.map(AuditEvent::text).orElse(operation));
    if (why.length() > LONGEST_REASON) {
      throw Refusal.of(400, "reason_too_long");
    }
    return new Actor(caller.name(), why);
  }

  /** Whether what was made only waits for somebody to decide. */
  void accepted(boolean waits) {
    accepted = waits;
  }

  boolean isAccepted() {
    return accepted;
  }

  void require(Permission... some) {
    caller.require(some);
  }

  boolean may(Permission permission) {
    return caller.may(permission);
  }

  /** Adds a field of the event's data. */
  Call note(String name, Object value) {
    data.put(name, value);
    return this;
  }

  /** Adds the fields that name a member or subsystem. */
  Call note(ClientId client) {
    note("memberClass", client.memberClass()).note("memberCode", client.memberCode());
    client.subsystemCode().ifPresent(code -> note("memberSubsystemCode", code));
    return this;
  }

  PortHead head() {
    return head;
  }

  Caller caller() {
    return caller;
  }

  Optional<AuditEvent> event() {
    return event;
  }

  Map<String, Object> data() {
    return Collections.unmodifiableMap(data);
  }
}
