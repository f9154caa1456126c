// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;

/** Every request that was accepted and its state. Not thread-safe. */
final class Requests {
  private final Map<Long, RegisteredRequest> all = new LinkedHashMap<>();

  /** Those of {@link #all} that wait for a decision. */
  private final Map<Long, RegisteredRequest> pending = new LinkedHashMap<>();

  void putAll(Requests others) {
    all.putAll(others.all);
    pending.putAll(others.pending);
  }

  List<RegisteredRequest> list() {
    return List.copyOf(all.values());
  }

  long lastId() {
    return all.size();
  }

  RegisteredRequest pending(long id) {
    RegisteredRequest found = pending.get(id);
    if (found != null) {
      return found;
    }
    if (all.containsKey(id)) {
      throw new Fault(FaultCode.INVALID_REQUEST, "Request " + id + " does not wait for a decision");
    }
    throw new Fault(FaultCode.NOT_FOUND, "There is no request " + id);
  }

  List<RegisteredRequest> pendingAt(SecurityServerId server) {
    return pending.values().stream().filter(r -> r.request().server().equals(server)).toList();
  }

  /** The first pending request that is about the same matter. */
  Optional<RegisteredRequest> pendingLike(ManagementRequest request) {
    return pending.values().stream().filter(r -> isSameMatter(r.request(), request)).findFirst();
  }

  Optional<RegisteredRequest> waiting(Predicate<ManagementRequest> condition) {
    return pending.values().stream()
        .filter(r -> r.state().equals(Optional.of(new RequestState.Waiting())))
        .filter(r -> condition.test(r.request()))
        .findFirst();
  }

  /** The newest request of any state. */
  Optional<RegisteredRequest> newest(Predicate<ManagementRequest> condition) {
    return List.copyOf(all.values()).reversed().stream()
        .filter(r -> condition.test(r.request()))
        .findFirst();
  }

  private static boolean isSameMatter(ManagementRequest earlier, ManagementRequest request) {
    return switch (request) {
      case AuthCertReg r -> earlier instanceof AuthCertReg e && e.authCert().equals(r.authCert());
      case ClientReg r ->
          earlier instanceof ClientReg e
              && e.server().equals(r.server())
              && e.client().equals(r.client());
      case OwnerChange r -> earlier instanceof OwnerChange e && e.server().equals(r.server());
      default -> false;
    };
  }

  static boolean needsDecision(ManagementRequest request) {
    return request instanceof AuthCertReg
        || request instanceof ClientReg
        || request instanceof OwnerChange;
  }

  /** Keeps a request under the next id. */
  RegisteredRequest add(RequestOrigin origin, ManagementRequest request) {
    Optional<RegisteredRequest> other =
        needsDecision(request) ? pendingLike(request) : Optional.empty();
    Optional<RequestState> state =
        needsDecision(request) ? Optional.of(new RequestState.Waiting()) : Optional.empty();
    var added =
        new RegisteredRequest(
            lastId() + 1, origin, request, other.map(RegisteredRequest::id), state);
    put(added);
    if (other.isPresent()) {
      move(added, new RequestState.SubmittedForApproval());
    }
    return added;
  }

  /** Moves a pending request, and the one it agrees with, to another state. */
  void move(RegisteredRequest request, RequestState state) {
    together(request).toList().forEach(each -> put(each.in(state)));
  }

  /** The pending requests of one matter, one or two. */
  Stream<RegisteredRequest> together(RegisteredRequest request) {
    return pending.values().stream().filter(each -> each.matter() == request.matter());
  }

  private void put(RegisteredRequest request) {
    all.put(request.id(), request);
    if (request.isPending()) {
      pending.put(request.id(), request);
    } else {
      pending.remove(request.id());
    }
  }
}
