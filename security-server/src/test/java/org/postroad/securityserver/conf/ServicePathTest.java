// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class ServicePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/..",
        "/.",
        "/a/../b",
        "/a/./b",
        "/a/..",
        "/%2e%2e/b",
        "/%2E./b",
        "/.%2e",
        "/a%2f..%2fb",
        "/a%2F%2E%2E",
        "/%252e%252e/b",
        "/%252e%252e%252fb",
        "/..;/b",
        "/..;a=b/c",
        "/%2e%2e;x",
        "/..%3bx/b",
        "/a\\b",
        "/a%5cb",
        "/a%5C..%5Cb",
        "/a%255cb",
        "/a%00b",
        "/a%2500b",
        "/a%0d%0ab",
        "/a%0ab",
        "/a%7fb",
        "/a b",
        "/a\tb",
        "/a\nb",
        "/\u00e4",
        "/a%c0%af..",
        "/%c0%ae%c0%ae/b",
        "/%ff",
        "/%c3",
        "/%u002e",
        "/a%",
        "/a%2",
        "/a%zz",
      })
  void aPathThatMayLeaveItsServiceIsRefused(String raw) {
    Fault refused = assertThrows(Fault.class, () -> ServicePath.parse(raw));
    assertEquals(List.of(FaultCode.BAD_REQUEST), refused.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a%2fb", "/a%2Fb/c", "/a%252fb", "/a%2525", "/a;b/c", "/a%3bb", "//a", "/a//b"})
  void aPathThatCanBeReadInTwoWaysGivesNothingToDecideOn(String raw) {
    assertEquals(Optional.empty(), ServicePath.parse(raw).unambiguous());
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "/,/",
    "/a,/a",
    "/a/,/a/",
    "/a%20b,/a b",
    "/%C3%A4,/\u00e4",
    "/100%25,/100%",
    "/%7Ea,/~a",
    "/a%2Db,/a-b",
    "/...,/...",
    "/a..b,/a..b",
    "/.well-known/x,/.well-known/x",
    "/a%3Fb,/a?b",
    "/a+b,/a+b",
    "/{id}|x,/{id}|x",
  })
  void anyOtherPathIsDecodedOnce(String raw, String decoded) {
    assertEquals(Optional.of(decoded), ServicePath.parse(raw).unambiguous());
  }

  /** What servers behind are known to do to a path before they act on it. */
  private static final List<UnaryOperator<String>> HABITS =
      List.of(
          path -> URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8),
          path -> path.replace('\\', '/'),
          path -> path.replaceAll(";[^/]*", ""),
          path -> path.replaceAll("/+", "/"),
          path -> URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));

  @Test
  void noServerBehindLeavesTheServiceNorReadsADecidedPathOtherwise() {
    SplittableRandom random = new SplittableRandom(48);
    String[] pieces = {
      "/", "/", "a", "b", ".", "..", ";", ";x", "\\", "%2f", "%2F", "%2e", "%2E", "%5c", "%25",
      "%252e", "%252f", "%3b", "%00", "%20", "%", "2e", "+"
    };
    int decided = 0;
    int passed = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder("/");
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String raw = text.toString();
      Optional<String> decision;
      try {
        decision = ServicePath.parse(raw).unambiguous();
      } catch (Fault refused) {
        continue;
      }
      passed++;
      decided += decision.isPresent() ? 1 : 0;
      for (int habits = 0; habits < 1 << HABITS.size(); habits++) {
        Optional<String> read = read(raw, habits);
        if (read.isEmpty()) {
          continue;
        }
        assertTrue(
            Arrays.stream(read.get().split("/", -1)).noneMatch(ServicePathTest::isDots),
            () -> raw + " becomes " + read.get());
        if (decision.isPresent() && (habits & 1) == 1) {
          assertEquals(decision.get(), read.get(), raw);
        }
      }
    }
    assertTrue(passed > 2_000 && decided > 400, passed + " passed, " + decided + " decided");
  }

  /** The path after some habits; nothing where such a server would refuse it. */
  private static Optional<String> read(String raw, int habits) {
    String path = raw;
    for (int i = 0; i < HABITS.size(); i++) {
      if ((habits >> i & 1) == 1) {
        try {
          path = HABITS.get(i).apply(path);
        } catch (IllegalArgumentException brokenEscape) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(path);
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }
}
