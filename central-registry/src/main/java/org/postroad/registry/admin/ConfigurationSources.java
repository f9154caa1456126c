// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.registry.publication.Anchors;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.OptionalPart;
import org.postroad.registry.publication.Published;

/** The internal and the external source of configuration (E45, E48). */
@Path("configuration-sources/{configuration_type}")
public final class ConfigurationSources {
  private static final int EVERY_VERSION = 0;

  private final Registry registry;

  /** The anchor, in an object of its own. */
  record AnchorContainer(Anchor anchor) {}

  /** By what an anchor is compared. */
  record Anchor(String hash, Instant createdAt) {
    static Anchor of(ConfigurationAnchor anchor) {
      return new Anchor(anchor.fingerprint(), anchor.generatedAt().orElse(Instant.EPOCH));
    }
  }

  /** Where servers fetch from. */
  record DownloadUrl(String url) {}

  /**
   * A part of the configuration.
   *
   * @param fileUpdatedAt when it was published last; missing for a part that never was
   */
  record ConfigurationPart(
      String contentIdentifier,
      String fileName,
      int version,
      boolean optional,
      Optional<Instant> fileUpdatedAt) {}

  /** What a new key is called, and in which token it is made. */
  record SigningKeyAdd(String tokenId, String keyLabel) {}

  ConfigurationSources(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Path("anchor")
  @Needs({
    Permission.VIEW_INTERNAL_CONFIGURATION_SOURCE,
    Permission.VIEW_EXTERNAL_CONFIGURATION_SOURCE
  })
  public AnchorContainer getAnchor(@PathParam("configuration_type") String type) {
    return new AnchorContainer(Anchor.of(registry.anchor(source(type))));
  }

  @GET
  @Path("anchor/download")
  @Needs(Permission.DOWNLOAD_SOURCE_ANCHOR)
  public Response downloadAnchor(@PathParam("configuration_type") String type) {
    ConfigurationSource source = source(type);
    ConfigurationAnchor anchor = registry.anchor(source);
    return file(anchor.toXml(), Anchors.fileName(anchor, source));
  }

  @PUT
  @Path("anchor/re-create")
  @Needs(Permission.GENERATE_SOURCE_ANCHOR)
  @Audited(AuditEvent.RECREATE_INTERNAL_ANCHOR)
  public Anchor reCreateAnchor(@Context Call call, @PathParam("configuration_type") String type) {
    ConfigurationSource source = source(type);
    if (source == ConfigurationSource.EXTERNAL) {
      call.is(AuditEvent.RECREATE_EXTERNAL_ANCHOR);
    }
    Anchor anchor = Anchor.of(registry.recreateAnchor(source));
    call.note("anchorFileHash", anchor.hash()).note("anchorFileHashAlgorithm", "SHA-224");
    return anchor;
  }

  @GET
  @Path("download-url")
  @Needs({
    Permission.VIEW_INTERNAL_CONFIGURATION_SOURCE,
    Permission.VIEW_EXTERNAL_CONFIGURATION_SOURCE
  })
  public DownloadUrl getDownloadUrl(@PathParam("configuration_type") String type) {
    return new DownloadUrl(
        "http://" + registry.system().status().address() + "/" + source(type).directoryName());
  }

  @GET
  @Path("configuration-parts")
  @Needs({
    Permission.VIEW_INTERNAL_CONFIGURATION_SOURCE,
    Permission.VIEW_EXTERNAL_CONFIGURATION_SOURCE
  })
  public List<ConfigurationPart> getConfigurationParts(
      @PathParam("configuration_type") String type) {
    ConfigurationSource source = source(type);
    Optional<Instant> published = registry.published().map(Published::generatedAt);
    var parts = new ArrayList<ConfigurationPart>();
    for (int v = ConfigurationVersion.OLDEST; v <= ConfigurationVersion.NEWEST; v++) {
      if (source == ConfigurationSource.INTERNAL) {
        parts.add(
            new ConfigurationPart(
                PartReference.PRIVATE_PARAMETERS,
                PartReference.PRIVATE_PARAMETERS_FILE,
                v,
                false,
                published));
      }
      parts.add(
          new ConfigurationPart(
              PartReference.SHARED_PARAMETERS,
              PartReference.SHARED_PARAMETERS_FILE,
              v,
              false,
              published));
    }
    if (source == ConfigurationSource.INTERNAL) {
      registry.declaredParts().entrySet().stream()
          .map(declared ->
              new ConfigurationPart(
                  declared.getKey(),
                  declared.getValue(),
                  EVERY_VERSION,
                  true,
                  uploaded(declared.getKey()).flatMap(_ -> published)))
          .forEach(parts::add);
    }
    return List.copyOf(parts);
  }

  private Optional<OptionalPart> uploaded(String contentIdentifier) {
    return registry.snapshot().parts().stream()
        .filter(part -> part.contentIdentifier().equals(contentIdentifier))
        .findFirst();
  }

  @POST
  @Path("configuration-parts")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.UPLOAD_CONFIGURATION_PART)
  @Audited(AuditEvent.UPLOAD_CONFIGURATION_PART)
  public void uploadConfigurationParts(
      @Context Call call, @PathParam("configuration_type") String type, MultipartBody body) {
    var form = new Form(body, Set.of("content_identifier", "file"));
    String identifier =
        form.text("content_identifier")
            .orElseThrow(() -> Refusal.invalid("content_identifier", "NotNull"));
    call.note("sourceType", type)
        .note("contentIdentifier", identifier)
        .note("partFileName", registry.declaredParts().getOrDefault(identifier, ""))
        .note("uploadFileName", form.fileName("file").orElse(""));
    if (source(type) != ConfigurationSource.INTERNAL) {
      throw Refusal.of(400, "unsupported_configuration_type", type);
    }
    Digest digest = registry.uploadPart(identifier, form.needed("file"), call.actor());
    call.note("uploadFileHash", HexFormat.of().formatHex(digest.value()))
        .note("uploadFileHashAlgorithm", "SHA-224");
  }

  @GET
  @Path("configuration-parts/{content_identifier}/{version}/download")
  @Needs(Permission.DOWNLOAD_CONFIGURATION_PART)
  public Response downloadConfigurationParts(
      @PathParam("configuration_type") String type,
      @PathParam("content_identifier") String identifier,
      @PathParam("version") int version) {
    Optional<OptionalPart> optional = uploaded(identifier);
    if (optional.isPresent()) {
      return file(optional.get().content(), optional.get().fileName());
    }
    byte[] content =
        registry
            .part(source(type), identifier, version)
            .orElseThrow(() -> Refusal.notFound("configuration_part_file_not_found", identifier));
    return file(content, identifier.toLowerCase(java.util.Locale.ROOT) + "_" + version + ".xml");
  }

  @POST
  @Created
  @Path("signing-keys")
  @Needs(Permission.GENERATE_SIGNING_KEY)
  @Audited(AuditEvent.GENERATE_INTERNAL_SIGNING_KEY)
  public Tokens.SigningKey addKey(
      @Context Call call, @PathParam("configuration_type") String type, SigningKeyAdd add) {
    ConfigurationSource source = source(type);
    if (source == ConfigurationSource.EXTERNAL) {
      call.is(AuditEvent.GENERATE_EXTERNAL_SIGNING_KEY);
    }
    call.note("tokenId", add.tokenId()).note("keyLabel", add.keyLabel());
    Tokens.require(add.tokenId());
    if (!registry.system().status().tokenActive()) {
      throw Refusal.conflict("token_not_active", add.tokenId());
    }
    if (Tokens.keys(registry).stream().filter(key -> key.sourceType() == source).count() >= 2) {
      throw Refusal.conflict("keys_limit_reached", type);
    }
    String id = registry.addSigningKey(source, call.actor());
    call.note("keyId", id);
    Tokens.SigningKey key = Tokens.key(registry, id);
    call.note("certHash", key.keyHash()).note("certHashAlgorithm", "SHA-1");
    return key;
  }

  private static Response file(byte[] content, String name) {
    return Response.ok(content, MediaType.APPLICATION_XML)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private static ConfigurationSource source(String type) {
    return switch (type) {
      case "INTERNAL" -> ConfigurationSource.INTERNAL;
      case "EXTERNAL" -> ConfigurationSource.EXTERNAL;
      default -> throw Refusal.invalid("configuration_type", "OneOf [INTERNAL, EXTERNAL]");
    };
  }
}
