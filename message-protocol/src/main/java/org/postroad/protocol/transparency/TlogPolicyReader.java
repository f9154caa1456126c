// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.transparency.TlogPolicy.Quorum;

/** Reads the lines of a policy one by one; what a line refers to has to stand above it. */
final class TlogPolicyReader {
  private static final int LONGEST = 1 << 20;
  private static final String NONE = "none";

  private final List<TlogPolicy.Log> logs = new ArrayList<>();
  private final List<TlogPolicy.NamedWitness> witnesses = new ArrayList<>();
  private final Map<String, Quorum> named = new HashMap<>();
  private final HashSet<String> members = new HashSet<>();
  private Optional<Quorum> quorum = Optional.empty();

  private TlogPolicyReader() {}

  static TlogPolicy read(byte[] text) {
    TlogPolicyReader reader = new TlogPolicyReader();
    int number = 0;
    for (String line : lines(text)) {
      number++;
      try {
        reader.line(line);
      } catch (Unproven e) {
        throw new Unproven("line " + number + " of the policy: " + e.getMessage(), e);
      }
    }
    Quorum quorum =
        reader.quorum.orElseThrow(() -> new Unproven("the policy has no line 'quorum NAME'"));
    return new TlogPolicy(reader.logs, reader.witnesses, quorum);
  }

  private static List<String> lines(byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new Unproven("policy of " + bytes.length + " bytes, at most " + LONGEST);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unproven("the policy is not UTF-8", e);
    }
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7F)) {
      throw new Unproven("the policy has a control character");
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new Unproven("the last line of the policy does not end");
    }
    return List.of(text.split("\n", -1));
  }

  private void line(String line) {
    List<String> items = items(line);
    if (items.isEmpty() || items.getFirst().startsWith("#")) {
      return;
    }
    switch (items.getFirst()) {
      case "log" -> log(items);
      case "witness" -> witness(items);
      case "group" -> group(items);
      case "quorum" -> quorum(items);
      default -> throw new Unproven("'" + line.strip() + "', expected log, witness, group, quorum");
    }
  }

  private static List<String> items(String line) {
    return List.of(line.split("[ \t]+")).stream().filter(item -> !item.isEmpty()).toList();
  }

  private void log(List<String> items) {
    require(items.size() == 2 || items.size() == 3, "log VKEY [URL]");
    logs.add(new TlogPolicy.Log(NoteKey.parse(items.get(1)), item(items, 2)));
  }

  private void witness(List<String> items) {
    require(items.size() == 3 || items.size() == 4, "witness NAME VKEY [URL]");
    NoteKey key = NoteKey.parse(items.get(2));
    define(items.get(1), new Quorum.One(key));
    witnesses.add(new TlogPolicy.NamedWitness(items.get(1), key, item(items, 3)));
  }

  private void group(List<String> items) {
    require(items.size() >= 4, "group NAME all|any|NUMBER MEMBER...");
    List<Quorum> parts = new ArrayList<>();
    for (String member : items.subList(3, items.size())) {
      parts.add(defined(member));
      require(members.add(member), "'" + member + "' in one group only");
    }
    int threshold =
        switch (items.get(2)) {
          case "all" -> parts.size();
          case "any" -> 1;
          default -> (int) Math.min(Integer.MAX_VALUE, Strict.decimal(items.get(2)));
        };
    define(items.get(1), new Quorum.Group(threshold, parts));
  }

  private void quorum(List<String> items) {
    require(items.size() == 2, "quorum NAME");
    require(quorum.isEmpty(), "one quorum");
    String name = items.get(1);
    quorum = Optional.of(name.equals(NONE) ? new Quorum.None() : defined(name));
  }

  private void define(String name, Quorum meaning) {
    require(!name.equals(NONE), "another name than 'none'");
    require(named.putIfAbsent(name, meaning) == null, "'" + name + "' once");
  }

  private Quorum defined(String name) {
    return Optional.ofNullable(named.get(name))
        .orElseThrow(() -> new Unproven("'" + name + "' is no witness or group named above"));
  }

  private static Optional<String> item(List<String> items, int index) {
    return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new Unproven("expected " + expected);
    }
  }
}
