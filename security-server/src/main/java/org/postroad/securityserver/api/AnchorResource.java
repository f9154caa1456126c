// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.securityserver.conf.SecondaryConfiguration;

/**
 * What the global configuration is trusted by (E27). Another anchor takes the place of the present
 * one only after a configuration was had with it, and is in use without a restart.
 */
@Path("system/anchor")
public final class AnchorResource {
  private final AdministeredServer server;
  private final boolean copied;

  /** An anchor, with the SHA-224 that people compare. */
  record Anchor(String hash, Optional<Instant> createdAt) {
    static Anchor of(byte[] file) {
      return new Anchor(
          ConfigurationAnchor.fingerprint(file), ConfigurationAnchor.parse(file).generatedAt());
    }
  }

  /**
   * The anchor of a server.
   *
   * @param copied whether it comes from another node, which alone changes it
   */
  AnchorResource(AdministeredServer server, boolean copied) {
    this.server = server;
    this.copied = copied;
  }

  @GET
  @Needs(Permission.VIEW_ANCHOR)
  public Anchor getAnchor() {
    return Anchor.of(server.anchor().read());
  }

  @GET
  @Path("download")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.DOWNLOAD_ANCHOR)
  public Response downloadAnchor() {
    return Response.ok(server.anchor().read(), MediaType.APPLICATION_OCTET_STREAM)
        .header("content-disposition", "attachment; filename=\"configuration-anchor.xml\"")
        .build();
  }

  /** Fetches nothing: for people who compare the fingerprint first. */
  @POST
  @Path("previews")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs({Permission.UPLOAD_ANCHOR, Permission.INIT_CONFIG})
  public Anchor previewAnchor(
      @QueryParam("validate_instance") @DefaultValue("true") boolean validateInstance,
      byte[] file) {
    ConfigurationAnchor anchor = parsed(file);
    if (validateInstance) {
      requireInstance(anchor);
    }
    return Anchor.of(file);
  }

  /** A server has an anchor from its first moment; see {@link InitializationResource}. */
  @POST
  @Created
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.INIT_CONFIG)
  @Audited(AuditEvent.UPLOAD_ANCHOR)
  public Anchor uploadInitialAnchor(@Context Call call, byte[] file) {
    note(call, file);
    throw Refusal.conflict("anchor_already_exists");
  }

  @PUT
  @Created
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.UPLOAD_ANCHOR)
  @Audited(AuditEvent.UPLOAD_ANCHOR)
  public Anchor replaceAnchor(@Context Call call, byte[] file) {
    note(call, file);
    if (copied) {
      throw SecondaryConfiguration.refusal();
    }
    ConfigurationAnchor anchor = parsed(file);
    call.note("generatedAt", anchor.generatedAt().map(Instant::toString).orElse(""));
    requireInstance(anchor);
    AnchorCheck.Result result = server.anchor().judge(file, anchor.instance());
    if (!result.isGood()) {
      throw Refusal.of(400, code(result.verdict()), result.text());
    }
    server.anchor().replace(file);
    return Anchor.of(file);
  }

  private static void note(Call call, byte[] file) {
    call.note("anchorFileHash", ConfigurationAnchor.fingerprint(file))
        .note("anchorFileHashAlgorithm", "SHA-224");
  }

  private static ConfigurationAnchor parsed(byte[] file) {
    try {
      return ConfigurationAnchor.parse(file);
    } catch (Fault malformed) {
      throw Refusal.of(400, code(AnchorCheck.Verdict.MALFORMED), malformed.text());
    }
  }

  private void requireInstance(ConfigurationAnchor anchor) {
    String own = server.configuration().get().server().id().owner().instance();
    if (!anchor.instance().equals(own)) {
      throw Refusal.of(
          400,
          code(AnchorCheck.Verdict.OTHER_INSTANCE),
          "The anchor is of " + anchor.instance() + ", expected " + own);
    }
  }

  private static String code(AnchorCheck.Verdict verdict) {
    return switch (verdict) {
      case MALFORMED -> "malformed_anchor";
      case OTHER_INSTANCE -> "internal_anchor_upload_invalid_instance_id";
      case NO_PRIVATE_PARAMETERS -> "conf_verification.missing_private_params";
      case NOT_DOWNLOADED -> "conf_verification.unreachable";
      case EXPIRED -> "conf_verification.outdated";
      case NOT_VERIFIED -> "conf_verification.signature_invalid";
      case GOOD, MISSING, NOT_EXTERNAL, UNUSABLE -> "conf_verification.other";
    };
  }
}
