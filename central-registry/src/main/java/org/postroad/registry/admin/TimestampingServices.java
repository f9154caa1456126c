// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.registry.trust.TrustCommand.ApproveTimestampingService;
import org.postroad.registry.trust.TrustCommand.ChangeTimestampingService;
import org.postroad.registry.trust.TrustCommand.WithdrawTimestampingService;

/** Approved time-stamping services (E44). */
@Path("timestamping-services")
public final class TimestampingServices {
  private static final Set<String> FIELDS = Set.of("url", "certificate", "cost_type");
  private static final String INTERVAL = "timeStampingIntervalSeconds";

  private final Registry registry;

  /** A service, and how often servers ask it. */
  record Service(
      int id,
      String name,
      String url,
      CertificateView certificate,
      int timestampingInterval,
      CostType cost) {}

  TimestampingServices(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_APPROVED_TSAS)
  public List<Service> getTimestampingServices() {
    return all().stream().map(this::view).toList();
  }

  @POST
  @Created
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.ADD_APPROVED_TSA)
  @Audited(AuditEvent.ADD_TIMESTAMPING_SERVICE)
  public Service addTimestampingService(@Context Call call, MultipartBody body) {
    var form = new Form(body, FIELDS);
    String url = form.text("url").orElseThrow(() -> Refusal.invalid("url", "NotNull"));
    X509Certificate certificate =
        form.certificate("certificate")
            .orElseThrow(() -> Refusal.invalid("certificate", "NotNull"));
    var service =
        new TimestampingService(
            CertificateView.commonName(certificate.getSubjectX500Principal()),
            url,
            certificate,
            OcspResponders.cost(form));
    note(call, service)
        .note("tsaCertHash", Numbers.nameOf(certificate))
        .note("tsaCertHashAlgorithm", "SHA-1");
    if (all().stream().anyMatch(known -> known.name().equals(service.name()))) {
      throw Refusal.conflict("timestamping_service_exists", service.name());
    }
    registry.execute(new ApproveTimestampingService(service), call.actor());
    return view(service);
  }

  @GET
  @Path("{timestamping_service_id}")
  @Needs(Permission.VIEW_APPROVED_TSA_DETAILS)
  public Service getTimestampingService(@PathParam("timestamping_service_id") int id) {
    return view(known(id));
  }

  @PATCH
  @Path("{timestamping_service_id}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.EDIT_APPROVED_TSA)
  @Audited(AuditEvent.EDIT_TIMESTAMPING_SERVICE)
  public Service updateTimestampingService(
      @Context Call call, @PathParam("timestamping_service_id") int id, MultipartBody body) {
    var form = new Form(body, FIELDS);
    TimestampingService before = known(id);
    var after =
        new TimestampingService(
            before.name(),
            form.text("url").orElse(before.url()),
            form.certificate("certificate").orElse(before.certificate()),
            OcspResponders.cost(form).or(before::cost));
    note(call, after);
    registry.execute(new ChangeTimestampingService(after), call.actor());
    return view(after);
  }

  @DELETE
  @Path("{timestamping_service_id}")
  @Needs(Permission.DELETE_APPROVED_TSA)
  @Audited(AuditEvent.DELETE_TIMESTAMPING_SERVICE)
  public void deleteTimestampingService(
      @Context Call call, @PathParam("timestamping_service_id") int id) {
    call.note("tsaId", id);
    TimestampingService service = known(id);
    note(call, service);
    registry.execute(new WithdrawTimestampingService(service.name()), call.actor());
  }

  private static Call note(Call call, TimestampingService service) {
    return call.note("tsaId", id(service))
        .note("tsaName", service.name())
        .note("tsaUrl", service.url());
  }

  private List<TimestampingService> all() {
    return registry.snapshot().services().timestamping();
  }

  private TimestampingService known(int id) {
    return all().stream()
        .filter(service -> id(service) == id)
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("timestamping_service_not_found", Integer.toString(id)));
  }

  private static int id(TimestampingService service) {
    return Numbers.of("timestamping-service", service.name());
  }

  private Service view(TimestampingService service) {
    String interval = registry.system().parameters().getOrDefault(INTERVAL, "0");
    return new Service(
        id(service),
        service.name(),
        service.url(),
        CertificateView.of(service.certificate()),
        Integer.parseInt(interval),
        service.cost().orElse(CostType.UNDEFINED));
  }
}
