// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.process.Keys;

/** How a value of the reference implementation is written here; nothing for one that cannot be. */
enum Conversion {
  TEXT {
    @Override
    Optional<String> apply(String value) {
      return Optional.of(value);
    }
  },
  NUMBER {
    @Override
    Optional<String> apply(String value) {
      return Keys.wholeNumber(value).map(String::valueOf);
    }
  },
  PORT {
    @Override
    Optional<String> apply(String value) {
      return Keys.wholeNumber(value)
          .filter(number -> number > 0 && number <= LARGEST_PORT)
          .map(String::valueOf);
    }
  },
  ADDRESS {
    @Override
    Optional<String> apply(String value) {
      try {
        return Optional.of(InetAddress.ofLiteral(value).getHostAddress());
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  },
  FLAG {
    @Override
    Optional<String> apply(String value) {
      return Optional.of(value.toLowerCase(Locale.ROOT))
          .filter(word -> word.equals("true") || word.equals("false"));
    }
  },
  MILLISECONDS {
    @Override
    Optional<String> apply(String value) {
      return amount(value, "ms");
    }
  },
  SECONDS {
    @Override
    Optional<String> apply(String value) {
      return amount(value, "s");
    }
  },
  DAYS {
    @Override
    Optional<String> apply(String value) {
      return amount(value, "d");
    }
  },
  BYTES {
    @Override
    Optional<String> apply(String value) {
      return amount(value, "B");
    }
  },
  LIST {
    @Override
    Optional<String> apply(String value) {
      return Optional.of(
          Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.joining(", ")));
    }
  },
  WORD {
    @Override
    Optional<String> apply(String value) {
      return Optional.of(value.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  },
  OVERSIZED {
    @Override
    Optional<String> apply(String value) {
      return FLAG.apply(value).map(cut -> cut.equals("true") ? "keep-digests" : "refuse");
    }
  };

  private static final int LARGEST_PORT = 65_535;

  abstract Optional<String> apply(String value);

  private static Optional<String> amount(String value, String unit) {
    return Keys.wholeNumber(value).map(number -> number + " " + unit);
  }
}
