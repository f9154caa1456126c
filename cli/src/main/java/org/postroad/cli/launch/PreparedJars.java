// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes jars fit for an ahead-of-time cache (decision 0034). The virtual machine keeps classes of
 * signed jars and of class files older than Java 6 out of it; so signatures are taken off, and old
 * class files written anew. Whose they are was checked when they were downloaded.
 *
 * <p>Run by the launcher's build: {@code java -cp … org.postroad.cli.launch.PreparedJars DIR}.
 */
public final class PreparedJars {

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  private static final String NATIVE = "native";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int MAJOR_VERSION = 7;
  private static final int JAVA_6 = 50;

  private PreparedJars() {}

  public static void main(String[] arguments) throws IOException {
    prepare(Path.of(arguments[0]));
  }

  /** Rewrites the jars of a directory that need it, and unpacks native libraries beside it. */
  static void prepare(Path directory) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : jars) {
        unpackLibraries(jar, directory.resolveSibling(NATIVE));
        if (needsIt(jar)) {
          Path next = jar.resolveSibling(jar.getFileName() + ".next");
          rewrite(jar, next);
          Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void unpackLibraries(Path jar, Path place) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.startsWith("lib") && name.endsWith(".so")) {
          Files.createDirectories(place);
          try (InputStream in = from.getInputStream(entry)) {
            Files.copy(in, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }

  private static boolean needsIt(Path jar) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (SIGNATURE.matcher(entry.getName()).matches() || isOldClass(from, entry)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isOldClass(ZipFile from, ZipEntry entry) throws IOException {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    try (InputStream in = from.getInputStream(entry)) {
      return isOld(in.readNBytes(MAJOR_VERSION + 1));
    }
  }

  private static boolean isOld(byte[] classFile) {
    return classFile.length > MAJOR_VERSION && classFile[MAJOR_VERSION] < JAVA_6;
  }

  private static void rewrite(Path jar, Path next) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(next)))) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (!SIGNATURE.matcher(entry.getName()).matches()) {
          ZipEntry written = new ZipEntry(entry.getName());
          written.setTime(entry.getTime());
          to.putNextEntry(written);
          to.write(content(entry.getName(), from.getInputStream(entry).readAllBytes()));
          to.closeEntry();
        }
      }
    }
  }

  private static byte[] content(String name, byte[] bytes) throws IOException {
    if (name.equals(MANIFEST)) {
      return withoutDigests(bytes);
    }
    return name.endsWith(".class") && isOld(bytes) ? renewed(bytes) : bytes;
  }

  private static byte[] withoutDigests(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getEntries().clear();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  /** The same class in the form of Java 6, whose verification needs the frames that it now has. */
  private static byte[] renewed(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.DeadCodeOption.PATCH_DEAD_CODE);
    return format.transformClass(
        format.parse(bytes),
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_6, 0);
          } else {
            builder.with(element);
          }
        });
  }
}
