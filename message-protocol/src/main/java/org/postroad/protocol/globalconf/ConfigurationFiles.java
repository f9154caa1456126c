// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Stored configuration as files by name: {@code instance-identifier} and, per instance, {@code
 * <folder>/<part file>} with its metadata, where the folder is the URL-encoded instance (rows A100,
 * A101, E-043). All of it may lie in a folder of its own, as it does in the archive for verifiers.
 */
public final class ConfigurationFiles {
  public static final String INSTANCE_FILE = "instance-identifier";

  private static final String VERIFICATION_ROOT = "verificationconf/";

  private final Map<String, byte[]> files;
  private final String root;

  private ConfigurationFiles(Map<String, byte[]> files, String root) {
    this.files = files;
    this.root = root;
  }

  /** The folder of an instance, safe as one path segment. */
  public static String folder(String instance) {
    String encoded = URLEncoder.encode(instance, StandardCharsets.UTF_8);
    return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
  }

  /** What a verifier needs: shared parameters and their version for each instance (E-043). */
  public static Map<String, byte[]> forVerification(
      String ownInstance, List<SharedParameters> instances, int version) {
    var files = new TreeMap<String, byte[]>();
    files.put(VERIFICATION_ROOT + INSTANCE_FILE, ownInstance.getBytes(StandardCharsets.UTF_8));
    for (SharedParameters parameters : instances) {
      String name =
          VERIFICATION_ROOT
              + folder(parameters.instance())
              + "/"
              + PartReference.SHARED_PARAMETERS_FILE;
      files.put(name, parameters.toXml(version));
      files.put(name + PartMetadata.SUFFIX, PartMetadata.ofVersion(version).toJson());
    }
    return files;
  }

  static GlobalConfiguration read(Map<String, byte[]> entries) {
    List<String> identifiers =
        entries.keySet().stream()
            .filter(name -> name.equals(INSTANCE_FILE) || name.endsWith("/" + INSTANCE_FILE))
            .toList();
    if (identifiers.size() != 1) {
      throw malformed(identifiers.size() + " files " + INSTANCE_FILE + ", expected one");
    }
    String file = identifiers.getFirst();
    String root = file.substring(0, file.length() - INSTANCE_FILE.length());
    return new ConfigurationFiles(Map.copyOf(entries), root).readAll();
  }

  private GlobalConfiguration readAll() {
    String own = new String(required(INSTANCE_FILE), StandardCharsets.UTF_8).strip();
    List<InstanceParameters> instances = new ArrayList<>();
    instances.add(instance(folder(own)));
    List<String> unreadable = new ArrayList<>();
    for (String foreign : foldersOtherThan(folder(own))) {
      try {
        instances.add(instance(foreign));
      } catch (Fault fault) {
        unreadable.add(foreign + ": " + fault.text());
      }
    }
    return GlobalConfiguration.of(
            own, privateParameters(own), instances, optionalParameters(folder(own) + "/"))
        .withUnreadable(unreadable);
  }

  private List<String> foldersOtherThan(String own) {
    String suffix = "/" + PartReference.SHARED_PARAMETERS_FILE;
    return files.keySet().stream()
        .filter(name -> name.startsWith(root))
        .map(name -> name.substring(root.length()))
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .filter(folder -> !folder.isEmpty() && folder.indexOf('/') < 0 && !folder.equals(own))
        .sorted()
        .toList();
  }

  private InstanceParameters instance(String folder) {
    String name = folder + "/" + PartReference.SHARED_PARAMETERS_FILE;
    PartMetadata metadata = metadata(name);
    SharedParameters parameters = SharedParameters.parse(required(name), metadata.version());
    if (!folder(parameters.instance()).equals(folder)) {
      throw malformed("File " + name + " is of instance " + parameters.instance());
    }
    return new InstanceParameters(parameters, metadata.expires());
  }

  private Optional<GlobalConfiguration.Own> privateParameters(String own) {
    String name = folder(own) + "/" + PartReference.PRIVATE_PARAMETERS_FILE;
    return find(name)
        .map(xml -> {
          PrivateParameters parameters = PrivateParameters.parse(xml);
          if (!parameters.instance().equals(own)) {
            throw malformed("File " + name + " is of instance " + parameters.instance());
          }
          return new GlobalConfiguration.Own(parameters, metadata(name).expires());
        });
  }

  private OptionalParameters optionalParameters(String folder) {
    var parameters = OptionalParameters.DEFAULTS;
    Optional<byte[]> monitoring = find(folder + OptionalParameters.MONITORING_FILE);
    if (monitoring.isPresent()) {
      parameters = parameters.withMonitoring(monitoring.get());
    }
    Optional<byte[]> nextUpdate = find(folder + OptionalParameters.NEXT_UPDATE_FILE);
    if (nextUpdate.isPresent()) {
      parameters = parameters.withNextUpdate(nextUpdate.get());
    }
    Optional<byte[]> fetchInterval = find(folder + OptionalParameters.FETCH_INTERVAL_FILE);
    if (fetchInterval.isPresent()) {
      parameters = parameters.withFetchInterval(fetchInterval.get());
    }
    return parameters;
  }

  /** Metadata beside a part; a part without any is of version 2 and never expires. */
  private PartMetadata metadata(String name) {
    return find(name + PartMetadata.SUFFIX)
        .map(PartMetadata::parse)
        .orElseGet(() -> PartMetadata.ofVersion(ConfigurationVersion.OLDEST));
  }

  private byte[] required(String name) {
    return find(name).orElseThrow(() -> malformed("No file " + root + name));
  }

  private Optional<byte[]> find(String name) {
    return Optional.ofNullable(files.get(root + name));
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
