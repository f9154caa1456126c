// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

  @ParameterizedTest
  @CsvSource({
    "**, '', true",
    "**, /any/thing, true",
    "*, '', true",
    "*, abc, true",
    "*, /abc, false",
    "/*, /, true",
    "/*, /abc, true",
    "/*, /abc/, false",
    "/*, /abc/def, false",
    "/a/*/c, /a/b/c, true",
    "/a/*/c, /a/b/b/c, false",
    "/a/**, /a/, true",
    "/a/**, /a/b/c, true",
    "/a/**, /a, false",
    "/a/**/z, /a/z, false",
    "/a/**/z, /a//z, true",
    "/a/**/z, /a/b/c/z, true",
    "/a*, /ab, true",
    "/*b, /aab, true",
    "/*b*, /aabaa, true",
    "/*b*, /aa/b, false",
    "/a***, /a/b, true",
    "/a, /A, false",
    "/a, /a/, false",
    "/\\*, /*, true",
    "/\\*, /a, false",
    "/\\\\, /\\, true",
    "/a\\, /a\\, true",
    "/[ab], /a, false",
    "/[ab], /[ab], true",
    "/a.c, /abc, false",
  })
  void matchesAsTheGlobSays(String glob, String path, boolean matches) {
    assertEquals(matches, PathGlob.parse(glob).matches(path), glob + " and " + path);
  }

  @Test
  void agreesWithARegularExpressionOnGeneratedGlobsAndPaths() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 50_000; i++) {
      String glob = generated(random, "ab/**", 8);
      String path = generated(random, "ab/", 8);
      String expression = glob.replace("**", "\0").replace("*", "[^/]*").replace("\0", ".*");
      assertEquals(
          Pattern.matches(expression, path),
          PathGlob.parse(glob).matches(path),
          () -> glob + " and " + path);
    }
  }

  private static String generated(SplittableRandom random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most + 1); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void aGlobMadeToTakeLongDoesNot() {
    PathGlob glob = PathGlob.parse("**a".repeat(600) + "b");
    String path = "a".repeat(8_000);
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(glob.matches(path)));
  }
}
