// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.trust.TrustCommand.DistrustInstance;
import org.postroad.registry.trust.TrustCommand.TrustInstance;

/** Other instances this one exchanges messages with, by their anchors (E45, A10). */
@Path("trusted-anchors")
public final class TrustedAnchors {
  private final Registry registry;

  /** An anchor of another instance. */
  record TrustedAnchor(String hash, String instanceIdentifier, Optional<Instant> generatedAt) {
    static TrustedAnchor of(ConfigurationAnchor anchor) {
      return new TrustedAnchor(anchor.fingerprint(), anchor.instance(), anchor.generatedAt());
    }
  }

  TrustedAnchors(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_TRUSTED_ANCHORS)
  public List<TrustedAnchor> getTrustedAnchors() {
    return anchors().stream().map(TrustedAnchor::of).toList();
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.UPLOAD_TRUSTED_ANCHOR)
  public TrustedAnchor previewTrustedAnchor(MultipartBody body) {
    return TrustedAnchor.of(judged(form(body)));
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.UPLOAD_TRUSTED_ANCHOR)
  public TrustedAnchor previewTrustedAnchorFile(byte[] file) {
    return TrustedAnchor.of(judged(file));
  }

  @POST
  @Created
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.UPLOAD_TRUSTED_ANCHOR)
  @Audited(AuditEvent.ADD_TRUSTED_ANCHOR)
  public TrustedAnchor uploadTrustedAnchor(@Context Call call, MultipartBody body) {
    return trust(call, form(body));
  }

  @POST
  @Created
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.UPLOAD_TRUSTED_ANCHOR)
  @Audited(AuditEvent.ADD_TRUSTED_ANCHOR)
  public TrustedAnchor uploadTrustedAnchorFile(@Context Call call, byte[] file) {
    return trust(call, file);
  }

  private TrustedAnchor trust(Call call, byte[] file) {
    call.note("anchorFileHash", ConfigurationAnchor.fingerprint(file))
        .note("anchorFileHashAlgorithm", "SHA-224");
    ConfigurationAnchor anchor = judged(file);
    call.note("instanceIdentifier", anchor.instance())
        .note("generatedAt", anchor.generatedAt().map(Instant::toString).orElse(""))
        .note(
            "anchorUrls",
            anchor.sources().stream().map(ConfigurationAnchor.Source::downloadUrl).toList());
    registry.execute(new TrustInstance(anchor), call.actor());
    return TrustedAnchor.of(anchor);
  }

  @GET
  @Path("{hash}/download")
  @Needs(Permission.DOWNLOAD_TRUSTED_ANCHOR)
  public Response downloadTrustedAnchor(@PathParam("hash") String hash) {
    ConfigurationAnchor anchor = known(hash);
    return Response.ok(anchor.toXml(), MediaType.APPLICATION_XML)
        .header(
            "Content-Disposition",
            "attachment; filename=\"configuration_anchor_" + anchor.instance() + ".xml\"")
        .build();
  }

  @DELETE
  @Path("{hash}")
  @Needs(Permission.DELETE_TRUSTED_ANCHOR)
  @Audited(AuditEvent.DELETE_TRUSTED_ANCHOR)
  public void deleteTrustedAnchor(@Context Call call, @PathParam("hash") String hash) {
    call.note("anchorFileHash", hash).note("anchorFileHashAlgorithm", "SHA-224");
    ConfigurationAnchor anchor = known(hash);
    call.note("instanceIdentifier", anchor.instance());
    registry.execute(new DistrustInstance(anchor.instance()), call.actor());
  }

  private static byte[] form(MultipartBody body) {
    return new Form(body, Set.of("anchor")).needed("anchor");
  }

  /** Refuses an anchor that servers could not start from, with the verdict's name. */
  private ConfigurationAnchor judged(byte[] file) {
    AnchorCheck.Result result = registry.judge(file);
    return result
        .anchor()
        .filter(_ -> result.isGood())
        .orElseThrow(() ->
            Refusal.of(
                400, "anchor_" + result.verdict().name().toLowerCase(Locale.ROOT), result.text()));
  }

  private ConfigurationAnchor known(String hash) {
    return anchors().stream()
        .filter(anchor -> anchor.fingerprint().equalsIgnoreCase(hash))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("trusted_anchor_not_found", hash));
  }

  private List<ConfigurationAnchor> anchors() {
    return registry.snapshot().services().instances();
  }
}
