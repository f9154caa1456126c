// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

/**
 * Commands for everything the API can do (E63): its resources are held against the declarations.
 */
class OperationsTest {
  private static final String RESOURCES = "org.postroad.registry.admin";
  private static final String ANNOTATIONS = "jakarta.ws.rs.";
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /**
   * What {@code status} asks besides, what a registry that runs has behind it, and the removal of
   * one from a group, which is that of several too.
   */
  private static final Set<String> WITHOUT_COMMAND =
      Set.of(
          "GET /system/version",
          "GET /initialization/status",
          "DELETE /global-groups/{}/members/{}");

  @Test
  void everyOperationIsReachedByACommand() {
    Set<String> missing = operations();
    assertTrue(missing.size() > 80, missing::toString);
    missing.removeAll(WITHOUT_COMMAND);
    AdministrationCommands.entries().stream()
        .flatMap(OperationsTest::verbs)
        .map(verb -> plain(verb.method() + " " + verb.path()))
        .forEach(missing::remove);
    assertEquals("", String.join("\n", missing));
  }

  private static Set<String> operations() {
    return new ClassFileImporter()
        .importPackages(RESOURCES).stream()
            .filter(resource -> path(resource).isPresent())
            .flatMap(OperationsTest::operations)
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
  private static String plain(String operation) {
    return operation.replaceAll("\\{[^}]*}", "{}").replaceAll("\\?.*", "");
  }

  private static Stream<Verb> verbs(Entry entry) {
    return switch (entry) {
      case Verb verb -> Stream.of(verb);
      case Noun noun ->
          Stream.concat(noun.verbs().stream(), noun.nouns().stream())
              .flatMap(OperationsTest::verbs);
    };
  }
}
