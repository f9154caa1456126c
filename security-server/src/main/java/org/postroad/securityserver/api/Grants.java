// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.RightChanges;

/** Rights as they are given and taken from either side; all of a request or none (E24, D11). */
record Grants(ClientAdministration server) {

  /** Service clients by their identifiers. */
  record ServiceClients(List<Named> items) {
    Set<Subject> subjects(Client owner) {
      Set<Subject> subjects = new LinkedHashSet<>();
      items.forEach(each -> subjects.add(ServiceClientView.subject(owner, each.id())));
      return subjects;
    }
  }

  /** One of them. */
  record Named(
      String id,
      Optional<String> name,
      Optional<String> localGroupCode,
      Optional<ServiceClientView.Type> serviceClientType) {}

  void give(Call call, Client owner, List<AccessRight> rights) {
    if (owner.accessRights().stream().anyMatch(rights::contains)) {
      throw Refusal.conflict("duplicate_accessright");
    }
    note(call, owner, rights);
    var _ =
        server.change(call, now -> RightChanges.grant(now, owner.id(), rights, server.global()));
  }

  void take(Call call, Client owner, List<AccessRight> rights) {
    if (!owner.accessRights().containsAll(rights)) {
      throw Refusal.conflict("accessright_not_found");
    }
    note(call, owner, rights);
    var _ = server.change(call, now -> RightChanges.revoke(now, owner.id(), rights));
  }

  private static void note(Call call, Client owner, List<AccessRight> rights) {
    call.note("clientIdentifier", Encoded.of(owner.id()))
        .note("serviceCodes", rights.stream().map(AccessRight::serviceCode).distinct().toList());
  }

  /** Whoever has a right of a kind, in the order in which they were given. */
  List<ServiceClientView> holders(Client owner, Predicate<AccessRight> wanted) {
    return owner.accessRights().stream()
        .filter(wanted)
        .map(AccessRight::subject)
        .distinct()
        .map(subject -> ServiceClientView.of(owner, subject, server.global()))
        .toList();
  }
}
