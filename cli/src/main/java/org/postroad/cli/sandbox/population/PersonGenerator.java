// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes the same people from the same seed, none of them real. */
final class PersonGenerator {

  private static final List<String> GIVEN =
      List.of(
          "Aava", "Birk", "Ciril", "Dagne", "Eerik", "Fiona", "Grete", "Hanno", "Iida", "Joosep",
          "Kaisa", "Lembit", "Maarja", "Niilo", "Oskar", "Piret", "Rasmus", "Signe", "Tuuli",
          "Urmas", "Viivi", "Ylva");
  private static final List<String> FAMILY =
      List.of(
          "Allik", "Berg", "Dahl", "Eskola", "Forsman", "Grahn", "Haapala", "Isaksen", "Jokinen",
          "Kask", "Lepik", "Mets", "Niemi", "Oja", "Paju", "Rand", "Saar", "Tamm", "Uus", "Virta");
  private static final List<String> MUNICIPALITIES =
      List.of("Harbour", "Northfield", "Lakeside", "Old Mill", "Westbridge", "Hilltop");
  private static final LocalDate OLDEST = LocalDate.of(1930, 1, 1);
  private static final int DAYS = 34_000;

  private final RandomGenerator random;

  PersonGenerator(RandomGenerator random) {
    this.random = random;
  }

  List<Person> generate(int count) {
    return IntStream.range(0, count).mapToObj(this::person).toList();
  }

  private Person person(int number) {
    LocalDate born = OLDEST.plusDays(random.nextInt(DAYS));
    String code =
        String.format(
            Locale.ROOT,
            "%d%02d%02d%02d%04d",
            born.getYear() < 2000 ? 3 : 5,
            born.getYear() % 100,
            born.getMonthValue(),
            born.getDayOfMonth(),
            number);
    return new Person(code, any(GIVEN), any(FAMILY), born, any(MUNICIPALITIES));
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
