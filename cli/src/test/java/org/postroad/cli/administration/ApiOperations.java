// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an API can do, as its resources say: {@code GET /members/{}}. */
public final class ApiOperations {
  private static final String ANNOTATIONS = "jakarta.ws.rs.";
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private ApiOperations() {}

  /** The operations of all resources in a package. */
  public static Set<String> of(String resources) {
    return new ClassFileImporter()
        .importPackages(resources).stream()
            .filter(resource -> path(resource).isPresent())
            .flatMap(ApiOperations::operations)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> operations(JavaClass resource) {
    String base = path(resource).orElseThrow();
    return resource.getMethods().stream()
        .flatMap(method ->
            METHODS.stream()
                .filter(verb -> method.isAnnotatedWith(ANNOTATIONS + verb))
                .map(verb -> plain(verb + " /" + base + below(method))));
  }

  private static String below(JavaMethod method) {
    return path(method).map("/"::concat).orElse("");
  }

  private static Optional<String> path(HasAnnotations<?> annotated) {
    return annotated
        .tryGetAnnotationOfType(ANNOTATIONS + "Path")
        .map(JavaAnnotation::getProperties)
        .map(properties -> String.valueOf(properties.get("value")));
  }

  /** Without the names of segments and without a query. */
  static String plain(String operation) {
    return operation.replaceAll("\\{[^}]*}", "{}").replaceAll("\\?.*", "");
  }
}
