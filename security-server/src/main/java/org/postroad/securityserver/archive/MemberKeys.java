// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.postroad.protocol.identifier.MemberId;

/**
 * Which keys the archives of a member are encrypted to (E-032):
 *
 * <pre>
 * # a comment has a line of its own
 * TEST/GOV/1234 = 96F20FF6578A5EF90DFBA18D8C003019508B5637
 * TEST/GOV/1234 = archive@example.org
 * TEST/COM/a\=b = C8D3F4A1B2E5960718293A4B5C6D7E8F90A1B2C3
 * \#TEST/COM/1 = …
 * </pre>
 *
 * <p>A member may have several lines and so several keys. In an identifier {@code =} is written
 * {@code \=} and {@code #} is written {@code \#}; a key has no escapes. Unlike the reference, a
 * line that means nothing is refused and not passed over: it would leave an archive readable by
 * others than was wanted.
 */
record MemberKeys(Map<String, Set<String>> keys) {
  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)=");

  MemberKeys {
    keys = Map.copyOf(keys);
  }

  static MemberKeys parse(List<String> lines) throws IOException {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = SEPARATOR.split(line, 2);
      String member = parts[0].strip().replace("\\=", "=").replace("\\#", "#");
      if (parts.length != 2 || member.isEmpty() || parts[1].isBlank()) {
        throw new IOException(
            "line " + (i + 1) + " of the member keys is '" + line + "', expected MEMBER = KEY");
      }
      keys.computeIfAbsent(member, _ -> new LinkedHashSet<>()).add(parts[1].strip());
    }
    return new MemberKeys(keys);
  }

  /** Nothing where the file does not name the member. */
  Set<String> of(MemberId member) {
    return keys.getOrDefault(member.toString(), Set.of());
  }
}
