// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes jars fit for an ahead-of-time cache (decision 0034). The virtual machine keeps classes of
 * signed jars and of class files older than Java 6 out of it; so signatures are taken off, and old
 * class files written anew. Whose they are was checked when they were downloaded.
 *
 * <p>Run by the launcher's build: {@code java -cp … org.postroad.cli.launch.PreparedJars DIR}.
 */
public final class PreparedJars {

  private static final Pattern SIGNATURE = Pattern.compile("/META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  private static final String NATIVE = "native";
  private static final Pattern LIBRARY = Pattern.compile("(.*/)?lib[^/]*\\.so");
  private static final String MANIFEST = "/META-INF/MANIFEST.MF";
  private static final int MAJOR_VERSION = 7;
  private static final int JAVA_8 = 52;

  private PreparedJars() {}

  public static void main(String[] arguments) throws IOException {
    prepare(Path.of(arguments[0]));
  }

  /** Rewrites the jars of a directory that need it, and unpacks native libraries beside it. */
  static void prepare(Path directory) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : jars) {
        prepareOne(jar, directory.resolveSibling(NATIVE));
      }
    }
  }

  /** A file system of a jar writes it anew when it is closed, if anything was changed. */
  private static void prepareOne(Path jar, Path libraries) throws IOException {
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(entries.getPath("/"))) {
        files = all.filter(Files::isRegularFile).toList();
      }
      boolean signed = files.stream().anyMatch(PreparedJars::isSignature);
      for (Path file : files) {
        if (isSignature(file)) {
          Files.delete(file);
        } else if (signed && file.toString().equals(MANIFEST)) {
          Files.write(file, withoutDigests(Files.readAllBytes(file)));
        } else if (file.toString().endsWith(".class")) {
          renewIfOld(file);
        } else if (LIBRARY.matcher(file.toString()).matches()) {
          unpack(file, libraries);
        }
      }
    }
  }

  private static boolean isSignature(Path file) {
    return SIGNATURE.matcher(file.toString()).matches();
  }

  private static void renewIfOld(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAJOR_VERSION + 1);
      if (start.length <= MAJOR_VERSION || start[MAJOR_VERSION] >= JAVA_8) {
        return;
      }
    }
    Files.write(file, renewed(Files.readAllBytes(file)));
  }

  private static void unpack(Path file, Path libraries) throws IOException {
    Files.createDirectories(libraries);
    Path library = libraries.resolve(file.toString().replaceAll(".*/", ""));
    Files.copy(file, library, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] withoutDigests(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getEntries().clear();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  /**
   * The same class in the form of Java 8, whose verification needs frames: only bodies that are
   * written anew get them.
   */
  private static byte[] renewed(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.DeadCodeOption.PATCH_DEAD_CODE);
    ClassTransform newVersion =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8, 0);
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(
        format.parse(bytes),
        newVersion.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
