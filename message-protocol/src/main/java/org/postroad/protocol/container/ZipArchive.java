// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of a ZIP archive in their order, directories left out. */
record ZipArchive(List<Member> members) {

  ZipArchive {
    members = List.copyOf(members);
  }

  record Member(String name, byte[] data, Instant time) {}

  Optional<byte[]> find(String name) {
    return member(name).map(Member::data);
  }

  Instant time(String name) {
    return member(name).orElseThrow().time();
  }

  private Optional<Member> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }
}
