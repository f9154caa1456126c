// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs a {@link Verb}: reads what was typed, asks if it must, sends, shows. */
final class VerbCommand implements Callable<Integer> {
  private final Verb verb;
  private final Outside outside;
  private final AccessOptions access;
  private final OutputOptions output = new OutputOptions();
  private final ChangeOptions change = new ChangeOptions();
  private final PageOptions pages = new PageOptions();
  private final SaveOptions save = new SaveOptions();
  private final ConfirmOptions confirm;
  private final AcceptOptions accept;

  private Optional<CommandSpec> spec = Optional.empty();

  VerbCommand(Verb verb, Program program, Outside outside) {
    this.verb = verb;
    this.access = program.access().get();
    this.outside = outside;
    this.confirm = new ConfirmOptions(outside.person());
    this.accept = new AcceptOptions(outside.person());
  }

  /** What is mixed in, by names. */
  Map<String, Object> options() {
    Map<String, Object> mixed = new LinkedHashMap<>();
    mixed.put("access", access);
    mixed.put("output", output);
    if (verb.isChange()) {
      mixed.put("change", change);
    }
    if (verb.care().typed().isPresent()) {
      mixed.put("confirm", confirm);
    }
    if (verb.care().accepting().isPresent()) {
      mixed.put("accept", accept);
    }
    if (verb.isPaged()) {
      mixed.put("pages", pages);
    }
    if (verb.shape() instanceof Shape.Saved || verb.shape() instanceof Shape.Once) {
      mixed.put("save", save);
    }
    return mixed;
  }

  void belongsTo(CommandSpec own) {
    spec = Optional.of(own);
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.orElseThrow().commandLine();
    try (Api api = outside.opening().open(access)) {
      Session session = new Session(api, new Outgoing(), outside.clock());
      put(verb.care().accepting().flatMap(Verb.Accepting::first), "false", session);
      Typed typed = Typed.read(command, verb.inputs(), session);
      try {
        run(session, typed, new Show(command, output));
      } catch (ApiFailed failure) {
        throw typed.explained(failure, session);
      }
      return Exit.DONE;
    }
  }

  private void run(Session session, Typed typed, Show show) throws IOException {
    if (verb.shape() instanceof Shape.Rows rows) {
      show.rows(list(session, rows), rows.columns());
      return;
    }
    if (!verb.care().keeps().isEmpty()) {
      JsonNode now = current(session);
      verb.care().keeps().forEach(name -> session.outgoing().keep(name, Values.at(now, name)));
    }
    if (change.dryRun() && verb.care().difference().isPresent()) {
      String place = session.outgoing().place(verb.care().difference().get());
      show.difference(session.api().send(ApiRequest.get(place)).json());
      return;
    }
    if (change.dryRun()) {
      show.preview(Preview.of(request(session), current(session)));
      return;
    }
    verb.care().typed().ifPresent(argument -> confirm.require(typed.value(argument)));
    show(send(session), typed, show);
  }

  /** Sends, and once more if somebody accepts what it does besides. */
  private ApiAnswer send(Session session) throws IOException {
    try {
      return session.api().send(request(session));
    } catch (ApiFailed refused) {
      if (refused.warnings().isEmpty() || verb.care().accepting().isEmpty()) {
        throw refused;
      }
      accept.require(refused.warnings(), spec.orElseThrow().commandLine().getErr());
    }
    put(verb.care().accepting().map(Verb.Accepting::then), "true", session);
    return session.api().send(request(session));
  }

  private ApiRequest request(Session session) {
    return session.outgoing().request(verb.method(), verb.path(), change.why());
  }

  private static void put(Optional<Target> target, String value, Session session)
      throws IOException {
    if (target.isPresent()) {
      target.get().put(List.of(value), session.outgoing());
    }
  }

  private Pages.Found list(Session session, Shape.Rows rows) {
    ApiRequest request = request(session);
    if (verb.isPaged() && verb.method().equals("GET")) {
      return Pages.read(
          pages.limit(),
          (number, size) ->
              session.api().send(ApiRequest.get(pages.query(request.path(), number, size))).json());
    }
    if (verb.isPaged()) {
      return Pages.read(
          pages.limit(),
          (number, size) -> {
            pages.put("paging_sorting.", number, size, session.outgoing());
            ApiRequest page =
                session.outgoing().request(verb.method(), verb.path(), Optional.empty());
            return session.api().send(page).json();
          });
    }
    JsonNode items = rows.items().apply(session.api().send(request).json());
    return Pages.all(items);
  }

  /** What is there before a change; nothing where there is nothing yet. */
  private JsonNode current(Session session) {
    JsonNode nothing = JsonNodeFactory.instance.missingNode();
    if (verb.care().current().isEmpty()) {
      return nothing;
    }
    String place = session.outgoing().place(verb.care().current().get());
    return session.api().send(ApiRequest.get(place)).json();
  }

  private void show(ApiAnswer answer, Typed typed, Show show) throws IOException {
    List<String> notes =
        verb.care().next().map(next -> "Next: " + typed.fill(next)).stream().toList();
    switch (verb.shape()) {
      case Shape.Rows rows -> throw new IllegalStateException("A list is not one entry: " + rows);
      case Shape.Card card -> show.card(answer.json(), card.columns(), notes);
      case Shape.Sentence sentence ->
          show.done(answer.json(), typed.fill(sentence.sentence()), notes);
      case Shape.Once once when save.isWanted() -> {
        String secret = Values.text(answer.json(), once.field());
        String written = "Written to " + save.writeSecret(secret);
        show.done(JsonNodeFactory.instance.missingNode(), written, notes);
      }
      case Shape.Once once -> show.card(answer.json(), once.columns(), notes);
      case Shape.Saved saved -> {
        String name = answer.fileName().orElseGet(() -> typed.fill(saved.name()));
        String written = "Written to " + save.write(name, answer.body());
        show.done(JsonNodeFactory.instance.missingNode(), written, notes);
      }
    }
  }
}
