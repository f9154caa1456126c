// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestContainers;

/**
 * Every single bit of an own container counts; and even with all checksums made right again, no
 * change of what is protected goes unseen.
 */
class BitFlipTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestContainers CONTAINERS = new TestContainers(AUTHORITY);

  /** Files in which every bit is protected by signature or time-stamp. */
  private static final List<String> WHOLLY_PROTECTED =
      List.of(
          "message.xml",
          "META-INF/signatures.xml",
          "META-INF/ASiCManifest.xml",
          "sig-hashchainresult.xml",
          "ts-hashchainresult.xml",
          "attachment1");

  private static ContainerContent batch() {
    return CONTAINERS
        .batch(List.of(TestContainers.rest("one"), TestContainers.soap("id-2")))
        .getFirst();
  }

  private static ContainerVerifier verifier(ContainerForm form) {
    return new ContainerVerifier(AUTHORITY.trust(), form, ContainerLimits.DEFAULT);
  }

  @Test
  void everyBitOfTheFileCounts() {
    ContainerVerifier verifier = verifier(ContainerForm.OWN);
    byte[] file = ContainerWriter.toByteArray(batch());
    assertTrue(verifier.verify(file).valid());
    for (int bit = 0; bit < file.length * 8; bit++) {
      flip(file, bit);
      assertFalse(verifier.verify(file).valid(), "bit " + bit);
      flip(file, bit);
    }
    assertTrue(verifier.verify(file).valid());
  }

  @Test
  void protectedFilesCannotBeChanged() {
    checkProtectedFiles(29);
  }

  @Test
  @Tag("long")
  void notASingleBitOfProtectedFilesCanBeChanged() {
    checkProtectedFiles(1);
  }

  private static void checkProtectedFiles(int step) {
    ContainerContent content = batch();
    Map<String, byte[]> files =
        ZipReader.files(ContainerWriter.toByteArray(content), ContainerLimits.DEFAULT);
    for (String name : WHOLLY_PROTECTED) {
      assertEquals(new BitSet(), accepted(files, name, step), name);
    }
  }

  /** The steps of a chain are digested, not their XML; so only the letters of UTF-8 may differ. */
  @Test
  @Tag("long")
  void ofHashChainsOnlyTheNameOfTheEncodingCanBeChanged() {
    Map<String, byte[]> files =
        ZipReader.files(ContainerWriter.toByteArray(batch()), ContainerLimits.DEFAULT);
    for (String name : List.of("sig-hashchain.xml", "ts-hashchain.xml")) {
      BitSet accepted = accepted(files, name, 1);
      int letters = new String(content(files, name), StandardCharsets.ISO_8859_1).indexOf("UTF-8");
      assertTrue(
          accepted.stream().allMatch(bit -> bit / 8 >= letters && bit / 8 < letters + 3),
          name + " " + accepted);
    }
  }

  /** A single time-stamp sits among unsigned properties, which are checked one by one. */
  @Test
  void whateverIsChangedEndsInAVerdict() {
    checkVerdicts(31);
  }

  @Test
  @Tag("long")
  void whateverBitIsChangedEndsInAVerdict() {
    checkVerdicts(1);
  }

  private static void checkVerdicts(int step) {
    ContainerContent single = CONTAINERS.single(TestContainers.soap("id-1"));
    Map<String, byte[]> files =
        ZipReader.files(ContainerWriter.toByteArray(single), ContainerLimits.DEFAULT);
    assertEquals(new BitSet(), accepted(files, "message.xml", step));
    BitSet accepted = accepted(files, "META-INF/signatures.xml", step);
    for (String element :
        List.of("ds:SignedInfo", "ds:X509Certificate", "xades:SignedProperties")) {
      int from = indexOf(single.signature().document(), "<" + element);
      int to = indexOf(single.signature().document(), "</" + element);
      int first = accepted.nextSetBit(from * 8);
      assertFalse(first >= 0 && first < to * 8, element + ", bit " + first);
    }
    accepted(batchFiles(), "META-INF/timestamp.tst", step);
  }

  /** Damage of any kind is a finding, never a crash and never an agreement. */
  @Test
  void randomDamageEndsInAVerdict() {
    Random random = new Random(25);
    ContainerVerifier verifier = verifier(ContainerForm.ANY);
    List<Map<String, byte[]>> containers =
        List.of(
            batchFiles(),
            ZipReader.files(
                ContainerWriter.toByteArray(CONTAINERS.single(TestContainers.soap("id-1"))),
                ContainerLimits.DEFAULT));
    for (int round = 0; round < 1500; round++) {
      Map<String, byte[]> files = containers.get(round % 2);
      List<String> names = List.copyOf(files.keySet());
      String name = names.get(random.nextInt(names.size()));
      byte[] damaged = damage(content(files, name), random);
      ForgedZip zip = new ForgedZip();
      files.forEach((file, bytes) -> zip.stored(file, file.equals(name) ? damaged : bytes));
      VerificationReport report = verifier.verify(zip.bytes());
      assertFalse(report.findings().isEmpty());
      if (WHOLLY_PROTECTED.contains(name) && round % 2 == 0) {
        assertFalse(report.valid(), name + " in round " + round);
      }
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
        System.arraycopy(bytes, at, longer, at + longer.length - bytes.length, bytes.length - at);
        yield longer;
      }
      case 2 -> {
        byte[] filled = bytes.clone();
        Arrays.fill(filled, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) 'A');
        filled[at] ^= 1;
        yield filled;
      }
      default -> {
        byte[] changed = bytes.clone();
        int replaced = random.nextInt(255) + 1;
        changed[at] ^= (byte) replaced;
        yield changed;
      }
    };
  }

  private static Map<String, byte[]> batchFiles() {
    return ZipReader.files(ContainerWriter.toByteArray(batch()), ContainerLimits.DEFAULT);
  }

  /** Which changes of a single bit of one file leave the container valid. */
  private static BitSet accepted(Map<String, byte[]> files, String name, int step) {
    ContainerVerifier verifier = verifier(ContainerForm.ANY);
    byte[] changed = content(files, name).clone();
    BitSet accepted = new BitSet();
    for (int bit = 0; bit < changed.length * 8; bit += step) {
      flip(changed, bit);
      ForgedZip zip = new ForgedZip();
      files.forEach((file, bytes) -> zip.stored(file, file.equals(name) ? changed : bytes));
      accepted.set(bit, verifier.verify(zip.bytes()).valid());
      flip(changed, bit);
    }
    return accepted;
  }

  private static byte[] content(Map<String, byte[]> files, String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  private static void flip(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
  }

  private static int indexOf(byte[] document, String text) {
    return new String(document, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
