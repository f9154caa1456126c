// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * What an administrator asks of the registry: only what the state of a client or certificate
 * allows, and from then on that state says that something was asked for (D23).
 */
public final class Registrations {
  private final ManagementSender sender;
  private final LiveConfiguration live;

  /** How a request reaches the registry. */
  @FunctionalInterface
  public interface ManagementSender {
    Optional<Long> send(ManagementRequest request);
  }

  public Registrations(ManagementSender sender, LiveConfiguration live) {
    this.sender = sender;
    this.live = live;
  }

  /**
   * Sends a request once and remembers that it was sent.
   *
   * @return as {@link ManagementRequests#send}
   * @throws Fault {@code invalid_request}, {@code not_found}, or {@code bad_request} on a secondary
   *     node, where nothing was sent; else as {@link ManagementRequests#send}, and the state is as
   *     it was
   */
  public Optional<Long> send(ManagementRequest request, Author author) {
    live.requireChangeable();
    var _ = MarkRequest.apply(live.current(), request);
    Optional<Long> id = sender.send(request);
    var _ = live.change(author, now -> marked(now, request));
    return id;
  }

  /** One of several requests, and what this server or the registry said against it, if anything. */
  public record Sent(ManagementRequest request, Optional<String> refused) {}

  /**
   * Sends requests one after another and remembers all that were sent in one version. If this
   * process ends before that, the same requests are sent again, and the registry refuses those that
   * it has.
   *
   * @throws Fault {@code bad_request} on a secondary node, where nothing was sent
   */
  public List<Sent> sendAll(List<ManagementRequest> requests, Author author) {
    live.requireChangeable();
    List<Sent> all = new ArrayList<>();
    for (ManagementRequest request : requests) {
      all.add(new Sent(request, refusal(request)));
    }
    List<Sent> accepted = all.stream().filter(each -> each.refused().isEmpty()).toList();
    if (!accepted.isEmpty()) {
      var _ =
          live.change(
              author,
              now -> {
                ServerConfiguration next = now;
                for (Sent each : accepted) {
                  next = marked(next, each.request());
                }
                return next;
              });
    }
    return all;
  }

  private Optional<String> refusal(ManagementRequest request) {
    try {
      var _ = MarkRequest.apply(live.current(), request);
      var _ = sender.send(request);
      return Optional.empty();
    } catch (Fault refused) {
      return Optional.of(refused.text());
    } catch (PeerFault refused) {
      return Optional.of(refused.report().code() + ": " + refused.report().text());
    }
  }

  /** What was seen in the configuration while the request was on its way counts more. */
  private static ServerConfiguration marked(ServerConfiguration now, ManagementRequest request) {
    try {
      return MarkRequest.apply(now, request);
    } catch (Fault _) {
      return now;
    }
  }
}
