// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Which database the index of a message log is in. */
public sealed interface IndexDatabase {

  /** H2, in a file beside the journal. */
  IndexDatabase EMBEDDED = new Embedded();

  /** H2, in a file beside the journal: nothing has to be installed or looked after. */
  record Embedded() implements IndexDatabase {}

  /**
   * PostgreSQL, which several servers may share: each fills in what its own journal holds, and
   * finds that of all.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, with the parameters of its driver
   *     where needed, such as {@code sslmode=verify-full}
   * @param user who may make tables in the default schema
   * @param passwordFile a file with the password and nothing else, for its owner alone; nothing
   *     where the database needs none, by certificate or on the same machine
   */
  record Postgres(String url, String user, Optional<Path> passwordFile) implements IndexDatabase {
    private static final String PREFIX = "jdbc:postgresql:";

    public Postgres {
      if (!url.startsWith(PREFIX)) {
        throw new IllegalArgumentException("database URL does not begin with " + PREFIX);
      }
      if (url.toLowerCase(Locale.ROOT).contains("password=")) {
        throw new IllegalArgumentException("a password belongs into a file, not into the URL");
      }
    }
  }
}
