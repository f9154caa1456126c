// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.AccessRight.Subject;

/** The table {@code identifier}, which others refer to. */
final class IdentifierReader {
  private static final String INSTANCE = "xroad_instance";
  private static final String GROUP = "group_code";

  private final Map<String, Row> byId = new HashMap<>();

  IdentifierReader(Tables tables) {
    tables.of("identifier").forEach(row -> byId.put(row.id(), row));
  }

  /** The member or subsystem that a row names. */
  ClientId client(Row by, String column) {
    Row row = named(by, column);
    return switch (type(row)) {
      case "MEMBER" -> member(row);
      case "SUBSYSTEM" -> new SubsystemId(member(row), row.required("subsystem_code"));
      default -> throw by.wrong("names " + row + ", which is no client but " + type(row));
    };
  }

  /** Whom a right is for; nothing where rights cannot be given to such. */
  Optional<Subject> subject(Row by, String column) {
    Row row = named(by, column);
    return switch (type(row)) {
      case "MEMBER", "SUBSYSTEM" -> Optional.of(new Subject.OfClient(client(by, column)));
      case "GLOBALGROUP" ->
          Optional.of(
              new Subject.OfGlobalGroup(
                  new GlobalGroupId(row.required(INSTANCE), row.required(GROUP))));
      case "LOCALGROUP" ->
          Optional.of(new Subject.OfLocalGroup(new LocalGroupId(row.required(GROUP))));
      default -> Optional.empty();
    };
  }

  private Row named(Row by, String column) {
    return Optional.ofNullable(byId.get(by.required(column)))
        .orElseThrow(() -> by.wrong("names identifier " + by.required(column) + ", which is gone"));
  }

  /** Its column has two names, too. */
  private static String type(Row row) {
    return row.text("object_type").orElseGet(() -> row.required("type"));
  }

  private static MemberId member(Row row) {
    return new MemberId(
        row.required(INSTANCE), row.required("member_class"), row.required("member_code"));
  }
}
