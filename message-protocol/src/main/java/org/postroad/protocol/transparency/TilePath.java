// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a tile or a bundle of entries lies below the prefix of a log (C2SP tlog-tiles, <i>Merkle
 * Tree</i>, <i>Partial Tiles</i> and <i>Log entries</i>):
 *
 * <pre>
 * tile/0/x001/x234/067         hashes 1234067 × 256 and following, level 0
 * tile/1/000.p/17              the first 17 hashes of level 1
 * tile/entries/x001/000.p/3
 * </pre>
 *
 * @param entries the entries themselves, beside the tiles of level 0
 * @param level every level has the hashes of full tiles of the level below
 * @param width hashes or entries in it, 256 if it is full
 */
public record TilePath(boolean entries, int level, long index, int width) {
  public static final int FULL = 256;

  private static final String ROOT = "tile/";
  private static final String ENTRIES = "entries";
  private static final String PARTIAL = ".p/";
  private static final int HIGHEST_LEVEL = 63;
  private static final int GROUP = 1000;

  public TilePath {
    if (level < 0 || level > HIGHEST_LEVEL || (entries && level != 0)) {
      throw new Unproven("tile level " + level + ", expected 0 to " + HIGHEST_LEVEL);
    }
    if (index < 0 || width < 1 || width > FULL) {
      throw new Unproven("tile " + index + " of width " + width + ", expected 1 to " + FULL);
    }
  }

  public static TilePath tile(int level, long index, int width) {
    return new TilePath(false, level, index, width);
  }

  public static TilePath entries(long index, int width) {
    return new TilePath(true, 0, index, width);
  }

  public boolean isFull() {
    return width == FULL;
  }

  /** The full tile that takes the place of this one later. */
  public TilePath full() {
    return new TilePath(entries, level, index, FULL);
  }

  /** Refuses every path that {@link #toString} does not print. */
  public static TilePath parse(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    int width = FULL;
    if (path.contains(PARTIAL) && parts.size() > 1) {
      width = (int) Math.min(FULL + 1L, Strict.decimal(parts.removeLast()));
      parts.add(withoutEnd(parts.removeLast(), path));
    }
    if (parts.size() < 3) {
      throw refused(path);
    }
    boolean entries = parts.get(1).equals(ENTRIES);
    int level = entries ? 0 : (int) Math.min(HIGHEST_LEVEL + 1L, Strict.decimal(parts.get(1)));
    TilePath parsed =
        new TilePath(entries, level, index(parts.subList(2, parts.size()), path), width);
    if (!parsed.toString().equals(path)) {
      throw refused(path);
    }
    return parsed;
  }

  private static String withoutEnd(String element, String path) {
    if (!element.endsWith(".p")) {
      throw refused(path);
    }
    return element.substring(0, element.length() - 2);
  }

  private static long index(List<String> groups, String path) {
    StringBuilder index = new StringBuilder();
    for (String group : groups) {
      String digits = group.startsWith("x") ? group.substring(1) : group;
      if (!digits.matches("[0-9]{3}")) {
        throw refused(path);
      }
      index.append(digits);
    }
    return Strict.decimal(index.toString().replaceFirst("^0+(?=.)", ""));
  }

  private static Unproven refused(String path) {
    return new Unproven("'" + path + "' is not the path of a tile");
  }

  @Override
  public String toString() {
    StringBuilder path = new StringBuilder(group(index % GROUP));
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      path.insert(0, "x" + group(rest % GROUP) + "/");
    }
    path.insert(0, ROOT + (entries ? ENTRIES : Integer.toString(level)) + "/");
    return isFull() ? path.toString() : path.append(PARTIAL).append(width).toString();
  }

  private static String group(long number) {
    String digits = Long.toString(GROUP + number);
    return digits.substring(1);
  }
}
