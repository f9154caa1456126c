// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.List;
import org.postroad.cli.administration.Area;
import org.postroad.cli.administration.Family;
import org.postroad.cli.administration.Program;

/** The commands of the administration, which are added to {@code postroad registry}. */
public final class RegistryFamily {
  static final Program PROGRAM =
      new Program(
          "registry", "postroad registry", "POSTROAD_API_", "registry.yaml", RegistryAccess::new);

  private RegistryFamily() {}

  /** In the order in which help lists them. */
  public static Family family() {
    return new Family(
        PROGRAM,
        List.of(
            new Area("status", RegistryStatus::look),
            new Area("member", MemberNouns::member),
            new Area("subsystem", MemberNouns::subsystem),
            new Area("client", MemberNouns::client),
            new Area("server", ServerNouns::noun),
            new Area("request", RequestNouns::noun),
            new Area("group", GroupNouns::group),
            new Area("class", GroupNouns::memberClass),
            new Area("authority", TrustNouns::authority),
            new Area("timestamping", TimestampingNoun::noun),
            new Area("source", SourceNouns::noun),
            new Area("part", SourceNouns::part),
            new Area("key", SourceNouns::key),
            new Area("token", SourceNouns::token),
            new Area("partner", SystemNouns::partner),
            new Area("node", SystemNouns::node),
            new Area("alert", SystemNouns::alert),
            new Area("history", HistoryVerb::verb),
            new Area("parameter", SystemNouns::parameter),
            new Area("management", SystemNouns::management),
            new Area("address", SystemNouns::address),
            new Area("backup", RecordNouns::backup),
            new Area("apikey", RecordNouns::apikey)));
  }
}
