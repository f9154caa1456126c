// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.service.NewDescription;

/** What a declared description is of, and which of those that are there it means. */
record DescriptionAddress(ServiceDescription.Type type, String url, Optional<String> code) {

  static DescriptionAddress of(Declaration.Description declared) {
    List<DescriptionAddress> all =
        List.of(
                declared
                    .wsdl()
                    .map(url ->
                        new DescriptionAddress(ServiceDescription.Type.WSDL, url, declared.code())),
                declared
                    .openapi()
                    .map(url ->
                        new DescriptionAddress(
                            ServiceDescription.Type.OPENAPI3, url, declared.code())),
                declared
                    .rest()
                    .map(url ->
                        new DescriptionAddress(ServiceDescription.Type.REST, url, declared.code())))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    if (all.size() != 1) {
      throw Words.refused("a description has one of wsdl, openapi and rest, not " + all.size());
    }
    DescriptionAddress address = all.getFirst();
    if (address.code().isPresent() == (address.type() == ServiceDescription.Type.WSDL)) {
      throw Words.refused(
          address.type() == ServiceDescription.Type.WSDL
              ? "the services of " + address.url() + " have the codes that the WSDL gives them"
              : "the service of " + address.url() + " has no code");
    }
    return address;
  }

  NewDescription wanted() {
    return switch (type) {
      case WSDL -> new NewDescription.Wsdl(url);
      case OPENAPI3 -> new NewDescription.OpenApi(url, code.orElseThrow());
      case REST -> new NewDescription.Rest(url, code.orElseThrow());
    };
  }

  /** The one at the same address, or else the one that has the same code at another address. */
  Optional<ServiceDescription> in(Client client) {
    return client.serviceDescriptions().stream()
        .filter(each -> each.type() == type && each.url().equals(url))
        .findFirst()
        .or(() -> client.serviceDescriptions().stream().filter(this::hasTheCode).findFirst());
  }

  private boolean hasTheCode(ServiceDescription known) {
    return known.type() == type
        && code.filter(text -> known.services().getFirst().code().equals(text)).isPresent();
  }
}
