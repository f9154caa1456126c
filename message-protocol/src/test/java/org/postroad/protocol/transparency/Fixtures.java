// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Trees in memory, the definitions of RFC 6962 written down word for word, and signing keys. */
final class Fixtures {
  private Fixtures() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The entry that tests put at an index: its number, of a length that differs. */
  static byte[] entry(long index) {
    return utf8("entry " + index);
  }

  static List<TreeHash> leaves(int count) {
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hasher.leaf(entry(i)));
    }
    return leaves;
  }

  static TileTree tree(TileStore store, long size) throws IOException {
    TileTree tree = new TileTree(store);
    for (long i = 0; i < size; i++) {
      tree.append(entry(i));
    }
    return tree;
  }

  /** Section 2.1: {@code MTH}. */
  static TreeHash root(List<TreeHash> d) {
    return d.isEmpty() ? TreeHash.OF_NOTHING : root(d, new TreeHasher());
  }

  private static TreeHash root(List<TreeHash> d, TreeHasher hasher) {
    if (d.size() == 1) {
      return d.getFirst();
    }
    int k = split(d.size());
    return hasher.node(root(d.subList(0, k), hasher), root(d.subList(k, d.size()), hasher));
  }

  /** Section 2.1.1: {@code PATH}. */
  static List<TreeHash> path(int m, List<TreeHash> d) {
    List<TreeHash> path = new ArrayList<>();
    if (d.size() > 1) {
      int k = split(d.size());
      List<TreeHash> left = d.subList(0, k);
      List<TreeHash> right = d.subList(k, d.size());
      path.addAll(m < k ? path(m, left) : path(m - k, right));
      path.add(root(m < k ? right : left));
    }
    return path;
  }

  /** Section 2.1.2: {@code SUBPROOF}. */
  static List<TreeHash> subproof(int m, List<TreeHash> d, boolean b) {
    List<TreeHash> proof = new ArrayList<>();
    if (m == d.size()) {
      if (!b) {
        proof.add(root(d));
      }
      return proof;
    }
    int k = split(d.size());
    List<TreeHash> left = d.subList(0, k);
    List<TreeHash> right = d.subList(k, d.size());
    proof.addAll(m <= k ? subproof(m, left, b) : subproof(m - k, right, false));
    proof.add(root(m <= k ? right : left));
    return proof;
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  /** A copy with one bit turned over. */
  static TreeHash flipped(TreeHash hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return TreeHash.of(bytes);
  }

  /** Keeps everything, counts writes, and fails when told to. */
  static final class MemoryTiles implements TileStore {
    final Map<String, byte[]> files = new TreeMap<>();
    final List<String> written = new ArrayList<>();
    int failIn = Integer.MAX_VALUE;

    byte[] file(String path) {
      return Optional.ofNullable(files.get(path)).orElseThrow();
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
      return Optional.ofNullable(files.get(path.toString())).map(byte[]::clone);
    }

    @Override
    public void write(TilePath path, byte[] content) throws IOException {
      if (--failIn < 0) {
        throw new IOException("no space left");
      }
      written.add(path.toString());
      files.put(path.toString(), content.clone());
    }
  }

  /** Signs with the Ed25519 key of a seed. */
  static UnaryOperator<byte[]> signer(byte[] seed) {
    PrivateKey key;
    try {
      byte[] head = HexFormat.of().parseHex("302e020100300506032b657004220420");
      byte[] encoded = new byte[head.length + seed.length];
      System.arraycopy(head, 0, encoded, 0, head.length);
      System.arraycopy(seed, 0, encoded, head.length, seed.length);
      key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return message -> {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  /** Test keys 1, 2 and 3 of RFC 8032, section 7.1: the seeds and the public keys. */
  enum Pair {
    ONE(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    TWO(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
    THREE(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

    private final String seed;
    private final String publicKey;

    Pair(String seed, String publicKey) {
      this.seed = seed;
      this.publicKey = publicKey;
    }

    UnaryOperator<byte[]> signer() {
      return Fixtures.signer(HexFormat.of().parseHex(seed));
    }

    NoteKey log(String name) {
      return new NoteKey(name, NoteKey.Type.NOTE, HexFormat.of().parseHex(publicKey));
    }

    NoteKey witness(String name) {
      return new NoteKey(name, NoteKey.Type.COSIGNATURE, HexFormat.of().parseHex(publicKey));
    }
  }
}
