// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.postroad.protocol.catalog.CertificateUse;
import org.postroad.protocol.catalog.KnownCertificate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What everybody may read about the certificates of members. */
final class CertificateAnswers {
  private final Supplier<CertificateSnapshot> certificates;

  CertificateAnswers(Supplier<CertificateSnapshot> certificates) {
    this.certificates = certificates;
  }

  ApiAnswer list(String query) {
    ApiQuery asked =
        ApiQuery.parse(query, Set.of("member", "sha256", "use", "at", "limit", "offset"));
    var wanted = new ArrayList<Predicate<KnownCertificate>>();
    asked.client("member").ifPresent(m -> wanted.add(known -> known.member().equals(m)));
    asked.sha256("sha256").ifPresent(digest -> wanted.add(k -> k.sha256().equals(digest)));
    asked.choice("use", CertificateUse.class).ifPresent(use -> wanted.add(k -> k.use() == use));
    asked.time("at").ifPresent(time -> wanted.add(known -> known.isValidAt(time)));
    List<KnownCertificate> found =
        certificates.get().certificates().stream()
            .filter(known -> wanted.stream().allMatch(condition -> condition.test(known)))
            .toList();
    ObjectNode answer = CatalogJson.object().put("total", found.size());
    ArrayNode list = answer.putArray("certificates");
    asked.page(found).forEach(known -> list.add(CatalogJson.certificate(known)));
    return ApiAnswer.json(answer);
  }

  ApiAnswer body(String sha256) {
    return certificates
        .get()
        .der(ApiQuery.digest(sha256))
        .map(der -> ApiAnswer.document("application/pkix-cert", der))
        .orElseGet(() -> ApiAnswer.error(404, "No certificate has this digest"));
  }
}
