// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;
import org.postroad.protocol.globalconf.GlobalConfiguration;

/**
 * Where the configuration to verify with comes from: a folder, a verification archive, or the
 * address where a security server offers one (E-042, E-043).
 *
 * <p>What comes over plain HTTP is exactly as trustworthy as the network it came over: an auditor
 * keeps a copy and names the file.
 */
public final class TrustSource {
  private static final String SERVICE = "/verificationconf";

  /** In the folder of a security server, which keeps the one before as well. */
  private static final String CURRENT = "current";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_FILES = 1000;
  private static final int MAX_DEPTH = 3;

  private TrustSource() {}

  /** Reads what lies there; nothing of it is believed but what is signed in it. */
  public static GlobalConfiguration load(String location) throws IOException, InterruptedException {
    if (location.startsWith("http://") || location.startsWith("https://")) {
      return GlobalConfiguration.read(archive(download(URI.create(location))));
    }
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      Path current = path.resolve(CURRENT);
      return GlobalConfiguration.read(folder(Files.isDirectory(current) ? current : path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return GlobalConfiguration.read(archive(bounded(in, location)));
    }
  }

  private static Map<String, byte[]> archive(byte[] zip) {
    return ZipReader.files(zip, ContainerLimits.DEFAULT);
  }

  private static Map<String, byte[]> folder(Path named) throws IOException {
    Path root = named.toRealPath();
    try (Stream<Path> found = Files.walk(root, MAX_DEPTH)) {
      List<Path> files =
          found
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .limit(MAX_FILES + 1L)
              .toList();
      if (files.size() > MAX_FILES) {
        throw new IOException(root + " has more than " + MAX_FILES + " files");
      }
      Map<String, byte[]> contents = new HashMap<>();
      for (Path file : files) {
        String name = root.relativize(file).toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(file)) {
          contents.put(name, bounded(in, name));
        }
      }
      return contents;
    }
  }

  private static byte[] download(URI location) throws IOException, InterruptedException {
    boolean bare = location.getRawPath().isEmpty() || location.getRawPath().equals("/");
    URI address = bare ? location.resolve(SERVICE) : location;
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(address + " answered with status " + response.statusCode());
        }
        return bounded(body, address.toString());
      }
    }
  }

  private static byte[] bounded(InputStream in, String name) throws IOException {
    int limit = ContainerLimits.DEFAULT.maxFileBytes();
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new IOException(name + " has more than " + limit + " bytes");
    }
    return bytes;
  }
}
