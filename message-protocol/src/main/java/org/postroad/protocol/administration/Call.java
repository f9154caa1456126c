// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.identifier.ClientId;

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
  private Optional<LoggedEvent> event = Optional.empty();
  private String operation = "";
  private boolean accepted;

  Call(PortHead head, Caller caller) {
    this.head = head;
    this.caller = caller;
  }

  /** The operation the request turned out to be. */
  void is(String name, Optional<LoggedEvent> audited) {
    operation = name;
    event = audited;
  }

  /** The operation's event when the request itself says which of several it is. */
  public void is(LoggedEvent audited) {
    event = Optional.of(audited);
  }

  /** Who asks and why: what the header says, or what is done. */
  public Actor actor() {
    String why =
        head.header(REASON)
            .map(ReasonText::read)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> event.map(LoggedEvent::text).orElse(operation));
    if (why.length() > LONGEST_REASON) {
      throw Refusal.of(400, "reason_too_long");
    }
    return new Actor(caller.name(), why);
  }

  /** Whether what was made only waits for somebody to decide. */
  public void accepted(boolean waits) {
    accepted = waits;
  }

  boolean isAccepted() {
    return accepted;
  }

  /** Refuses who has none of the permissions. */
  public void require(RolePermission... some) {
    require(List.of(some));
  }

  void require(List<RolePermission> some) {
    caller.require(some);
  }

  public boolean may(RolePermission permission) {
    return caller.may(permission);
  }

  /** Adds a field of the event's data. */
  public Call note(String name, Object value) {
    data.put(name, value);
    return this;
  }

  /** Adds the fields that name a member or subsystem. */
  public Call note(ClientId client) {
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

  Optional<LoggedEvent> event() {
    return event;
  }

  Map<String, Object> data() {
    return Collections.unmodifiableMap(data);
  }
}
