// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.Arrays;

/** The attributes of one start tag; values are decoded when somebody asks. */
final class XmlAttributes {
  private String[] names = new String[3 * 8];
  private int[] places = new int[3 * 8];
  private int count;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  void add(int rawName, String prefix, String local, int valueFrom, int valueTo) {
    if (3 * count == names.length) {
      names = Arrays.copyOf(names, 2 * names.length);
      places = Arrays.copyOf(places, 2 * places.length);
    }
    names[3 * count] = prefix;
    names[3 * count + 1] = local;
    names[3 * count + 2] = "";
    places[3 * count] = rawName;
    places[3 * count + 1] = valueFrom;
    places[3 * count + 2] = valueTo;
    count++;
  }

  void resolve(int index, String uri) {
    names[3 * index + 2] = uri;
  }

  String prefix(int index) {
    return names[3 * index];
  }

  String local(int index) {
    return names[3 * index + 1];
  }

  String uri(int index) {
    return names[3 * index + 2];
  }

  int rawName(int index) {
    return places[3 * index];
  }

  int valueFrom(int index) {
    return places[3 * index + 1];
  }

  int valueTo(int index) {
    return places[3 * index + 2];
  }

  /** Whether an attribute before this one has the same expanded name. */
  boolean repeats(int index) {
    for (int i = 0; i < index; i++) {
      if (local(i).equals(local(index)) && uri(i).equals(uri(index))) {
        return true;
      }
    }
    return false;
  }

  int find(String uri, String local) {
    for (int i = 0; i < count; i++) {
      if (local(i).equals(local) && uri(i).equals(uri)) {
        return i;
      }
    }
    return -1;
  }
}
