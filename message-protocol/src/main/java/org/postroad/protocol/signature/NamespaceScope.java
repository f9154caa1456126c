// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.Map;
import java.util.TreeMap;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlReader;

/**
 * The namespace declarations in scope, as inclusive canonical XML writes them on an apex element.
 *
 * <p>In a signature they may stand on the outer elements only, never inside what is signed, so the
 * scope of a signed element is all of what was collected before it.
 */
final class NamespaceScope {

  private final TreeMap<String, String> byPrefix = new TreeMap<>();

  /** Adds what the current start tag declares; false when it has no place in a signature. */
  boolean add(XmlReader in) {
    for (int i = 0; i < in.namespaceCount(); i++) {
      String prefix = in.namespacePrefix(i);
      String uri = in.namespaceUri(i);
      if (prefix.isEmpty() || !isOwn(prefix, "ds", uri, Namespaces.DS)) {
        return false;
      }
      if (!isOwn(prefix, "xades", uri, Namespaces.XADES)) {
        return false;
      }
      byPrefix.put(prefix, uri);
    }
    return true;
  }

  /** The two prefixes that peers look for by name stand for their namespace and nothing else. */
  private static boolean isOwn(String prefix, String ownPrefix, String uri, String ownUri) {
    return prefix.equals(ownPrefix) == uri.equals(ownUri);
  }

  Map<String, String> sorted() {
    return byPrefix;
  }
}
