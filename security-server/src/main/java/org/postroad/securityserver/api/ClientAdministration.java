// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * The part of a running server that the resources of clients, services and rights show and change.
 * Each request makes one change at most, which is one version with one author and one reason.
 */
public record ClientAdministration(
    LiveConfiguration live,
    Supplier<GlobalConfiguration> published,
    Registrations registrations,
    DescriptionChanges descriptions,
    SigningIdentities identities,
    InstantSource clock) {

  ServerConfiguration now() {
    return live.current();
  }

  GlobalConfiguration global() {
    return published.get();
  }

  /** Makes a change, which is refused as a whole or made as a whole. */
  ServerConfiguration change(Call call, UnaryOperator<ServerConfiguration> change) {
    var _ = live.change(author(call), change);
    return live.current();
  }

  /** Makes a change for which something is downloaded, while others make theirs. */
  ServerConfiguration changeSlowly(Call call, UnaryOperator<ServerConfiguration> change) {
    var _ = live.changeSlowly(author(call), change);
    return live.current();
  }

  /** Asks something of the registry, and says what it says if that is no. */
  void send(Call call, ManagementRequest request) {
    try {
      registrations
          .send(request, author(call))
          .ifPresent(id -> call.note("managementRequestId", id));
    } catch (PeerFault refused) {
      throw Refusal.of(
          500,
          "management_request_sending_failed",
          refused.report().code() + ": " + refused.report().text());
    }
  }

  /** Whether this server has a key that may sign for a member now. */
  boolean signsFor(MemberId member) {
    try {
      var _ = identities.signerOf(member, global(), clock.instant());
      return true;
    } catch (Fault _) {
      return false;
    }
  }

  static Author author(Call call) {
    Actor actor = call.actor();
    return new Author(actor.who(), actor.why());
  }
}
