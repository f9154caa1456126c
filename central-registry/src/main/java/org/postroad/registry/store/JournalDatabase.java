// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Which database the journal of a registry is in. */
public sealed interface JournalDatabase {

  /** H2, in the registry's own directory. */
  JournalDatabase EMBEDDED = new Embedded();

  /** H2, in the registry's own directory: nothing has to be installed, one node only. */
  record Embedded() implements JournalDatabase {}

  /**
   * PostgreSQL, which all nodes of a registry share.
   *
   * @param url {@code jdbc:postgresql://host:port,host:port/database} with the parameters of its
   *     driver where needed, such as {@code sslmode=verify-full}; of several hosts the one that
   *     takes writes is used (F12)
   * @param user who may make tables in the default schema
   * @param passwordFile a file with the password and nothing else, for its owner alone; nothing
   *     where the database needs none, by certificate or on the same machine
   */
  record Postgres(String url, String user, Optional<Path> passwordFile) implements JournalDatabase {
    private static final String PREFIX = "jdbc:postgresql:";

    public Postgres {
      if (!url.startsWith(PREFIX)) {
        throw new IllegalArgumentException("database URL does not begin with " + PREFIX);
      }
      if (url.toLowerCase(Locale.ROOT).contains("password=")) {
        throw new IllegalArgumentException("a password belongs into a file, not into the URL");
      }
    }

    /** As an administrator would say it, never with parameters. */
    String name() {
      return url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "") + " as " + user;
    }
  }
}
