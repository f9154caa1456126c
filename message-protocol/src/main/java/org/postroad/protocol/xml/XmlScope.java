// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Open elements and the namespace declarations in scope, as two stacks. */
final class XmlScope {
  private String[] prefixes = new String[8];
  private String[] uris = new String[8];
  private int declarations;

  private String[] elementNames = new String[3 * 8];
  private int[] elementStarts = new int[2 * 8];
  private int depth;

  int depth() {
    return depth;
  }

  int declarations() {
    return declarations;
  }

  /** Opens an element; what is declared until the next call belongs to it. */
  void open() {
    if (2 * depth + 2 > elementStarts.length) {
      elementStarts = Arrays.copyOf(elementStarts, 2 * elementStarts.length);
      elementNames = Arrays.copyOf(elementNames, 2 * elementNames.length);
    }
    elementStarts[2 * depth] = declarations;
    depth++;
  }

  void name(int rawName, String prefix, String local, String uri) {
    elementStarts[2 * depth - 1] = rawName;
    elementNames[3 * depth - 3] = prefix;
    elementNames[3 * depth - 2] = local;
    elementNames[3 * depth - 1] = uri;
  }

  int rawName() {
    return elementStarts[2 * depth - 1];
  }

  String prefix() {
    return elementNames[3 * depth - 3];
  }

  String local() {
    return elementNames[3 * depth - 2];
  }

  String uri() {
    return elementNames[3 * depth - 1];
  }

  void close() {
    depth--;
    declarations = elementStarts[2 * depth];
  }

  void declare(String prefix, String uri) {
    if (declarations == prefixes.length) {
      prefixes = Arrays.copyOf(prefixes, 2 * declarations);
      uris = Arrays.copyOf(uris, 2 * declarations);
    }
    prefixes[declarations] = prefix;
    uris[declarations++] = uri;
  }

  /** The first declaration of the innermost element. */
  int first() {
    return depth == 0 ? 0 : elementStarts[2 * depth - 2];
  }

  String declaredPrefix(int index) {
    return prefixes[index];
  }

  String declaredUri(int index) {
    return uris[index];
  }

  boolean declaredHere(String prefix) {
    for (int i = first(); i < declarations; i++) {
      if (prefixes[i].equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  Optional<String> find(String prefix) {
    return Optional.ofNullable(uriOf(prefix));
  }

  /** The namespace bound to a prefix; "" for an unbound default, null for an unbound prefix. */
  @Nullable String uriOf(String prefix) {
    for (int i = declarations - 1; i >= 0; i--) {
      if (prefixes[i].equals(prefix)) {
        return uris[i];
      }
    }
    return switch (prefix) {
      case "" -> "";
      case "xml" -> Namespaces.XML;
      case "xmlns" -> Namespaces.XMLNS;
      default -> null;
    };
  }
}
