// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What one room of a module may use of the others. A room that is still empty keeps every rule.
 * Names of rooms are relative to the module's root package.
 */
public final class Rooms {

  private final String root;
  private final JavaClasses classes;

  private Rooms(String root, JavaClasses classes) {
    this.root = root;
    this.classes = classes;
  }

  /** The main classes of the module with the given root package. */
  public static Rooms of(String root) {
    return new Rooms(
        root,
        new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(root));
  }

  /** No room reaches itself through others. */
  public void areFreeOfCycles() {
    check(slices().matching(root + ".(*)..").should().beFreeOfCycles());
  }

  /** Nothing in any room uses the module's root package, which wires the rooms together. */
  public void neverUseTheRoot() {
    check(
        noClasses()
            .that(resideInAPackage(root + "..").and(resideOutsideOfPackages(root)))
            .should()
            .dependOnClassesThat(resideInAPackage(root)));
  }

  /** Of all rooms, the given one uses at most the named ones. */
  public void allow(String room, String... used) {
    var allowed = Stream.concat(Stream.of(room), Arrays.stream(used)).map(this::packages);
    check(
        noClasses()
            .that(resideInAPackage(packages(room)))
            .should()
            .dependOnClassesThat(
                resideInAPackage(root + "..")
                    .and(resideOutsideOfPackages(allowed.toArray(String[]::new)))));
  }

  /** The given packages are used in the named rooms and nowhere else. */
  public void confine(String[] packages, String... rooms) {
    check(
        noClasses()
            .that(
                resideOutsideOfPackages(
                    Arrays.stream(rooms).map(this::packages).toArray(String[]::new)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(packages)));
  }

  /** Checks a rule of the module's own, which holds for no classes at all as well. */
  public void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(classes);
  }

  private String packages(String room) {
    return root + "." + room + "..";
  }
}
