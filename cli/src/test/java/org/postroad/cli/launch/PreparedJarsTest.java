// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedJarsTest {

  private static final int JAVA_5 = 49;
  private static final int JAVA_8 = 52;
  private static final byte[] SOME = "some".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;

  @Test
  void signaturesGoAndNothingElse() throws Exception {
    Path jar =
        jar(
            Map.of(
                "META-INF/MANIFEST.MF",
                """
                Manifest-Version: 1.0
                Multi-Release: true

                Name: a/b.txt
                SHA-256-Digest: AAAA

                """
                    .getBytes(StandardCharsets.US_ASCII),
                "META-INF/OWNER.SF",
                SOME,
                "META-INF/OWNER.RSA",
                SOME,
                "META-INF/services/some.Service",
                SOME,
                "a/b.txt",
                SOME));
    PreparedJars.prepare(lib());
    Map<String, byte[]> entries = entries(jar);
    assertEquals(
        Map.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n",
            "META-INF/services/some.Service",
            "some",
            "a/b.txt",
            "some"),
        texts(entries));
  }

  /** A branch, which needs a frame in the newer form. */
  @Test
  void oldClassesAreRenewedAndStillRun() throws Exception {
    byte[] old =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                ClassDesc.of("old.Sign"),
                type ->
                    type.withVersion(JAVA_5, 0)
                        .withFlags(ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            "of",
                            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code ->
                                code.iload(0)
                                    .ifThenElse(
                                        java.lang.classfile.Opcode.IFLT,
                                        negative -> negative.iconst_m1(),
                                        other -> other.iconst_1())
                                    .ireturn()));
    Path jar = jar(Map.of("old/Sign.class", old));
    PreparedJars.prepare(lib());
    for (byte[] renewed : entries(jar).values()) {
      assertEquals(JAVA_8, renewed[7]);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      var sign = loader.loadClass("old.Sign").getMethod("of", int.class);
      assertEquals(-1, sign.invoke(null, -5));
      assertEquals(1, sign.invoke(null, 5));
    }
  }

  @Test
  void otherJarsStayAsTheyAreAndLibrariesAreUnpacked() throws IOException {
    Path jar = jar(Map.of("META-INF/native/libsome.so", SOME, "META-INF/MANIFEST.MF", SOME));
    byte[] before = Files.readAllBytes(jar);
    PreparedJars.prepare(lib());
    assertArrayEquals(before, Files.readAllBytes(jar));
    assertArrayEquals(SOME, Files.readAllBytes(directory.resolve("native").resolve("libsome.so")));
  }

  private Path jar(Map<String, byte[]> entries) throws IOException {
    Path jar = Files.createDirectories(lib()).resolve("some.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(file.entries())) {
        try (InputStream in = file.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static Map<String, String> texts(Map<String, byte[]> entries) {
    Map<String, String> texts = new TreeMap<>();
    entries.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.US_ASCII)));
    return texts;
  }

  private Path lib() {
    return directory.resolve("lib");
  }
}
