package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.FailedEvents;
import io.ritorno.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everything that is kept about one person, as one JSON object: a list of rows for each kind of
/// data, as of one moment.
@Component
public class PersonalExport {
    private final Merges merges;
    private final Profiles profiles;
    private final Subjects subjects;
    private final PersonalTables tables;
    private final FailedEvents failed;
    private final ObjectProvider<PersonalStage> stages;
    private final InstantSource time;
    private final JsonMapper json;
    private final TransactionTemplate snapshot;

    PersonalExport(
            Merges merges,
            Profiles profiles,
            Subjects subjects,
            PersonalTables tables,
            FailedEvents failed,
            ObjectProvider<PersonalStage> stages,
            InstantSource time,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.merges = merges;
        this.profiles = profiles;
        this.subjects = subjects;
        this.tables = tables;
        this.failed = failed;
        this.stages = stages;
        this.time = time;
        this.json = json;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// Writes it row by row. Of somebody who was merged into another, all that is that one's.
    ///
    /// @throws Problem 404 when there is none; nothing was written
    public void write(Shop shop, UUID id, Writer to) {
        if (profiles.find(shop, id).isEmpty()) throw Problem.notFound("customer");
        var profile = merges.winners(shop, List.of(id)).getOrDefault(id, id);
        snapshot.executeWithoutResult(
                _ -> {
                    try {
                        write(shop, subjects.load(shop, profile), to);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void write(Shop shop, Subject subject, Writer to) throws IOException {
        var head =
                json.createObjectNode()
                        .put("format", "ritorno-person-1")
                        .put("exportedAt", time.instant().toString())
                        .put("shop", shop.name())
                        .put("profile", subject.profile().toString())
                        .toString();
        to.write(head, 0, head.length() - 1);
        for (var section : tables.sections().entrySet()) {
            var list = new Rows(section.getKey(), to);
            for (var table : section.getValue()) tables.read(shop, subject, table, list);
            list.end();
        }
        for (var kind : told(shop, subject).entrySet()) {
            var list = new Rows(kind.getKey(), to);
            kind.getValue().forEach(list);
            list.end();
        }
        to.write("}\n");
    }

    private Map<String, List<JsonNode>> told(Shop shop, Subject subject) {
        var told = new TreeMap<String, List<JsonNode>>();
        stages.orderedStream().forEach(stage -> told.putAll(stage.told(shop, subject)));
        told.put(
                "failedEvents",
                List.copyOf(failed.whose(shop, call -> subject.concerns(shop, call)).values()));
        return told;
    }

    /// A list that is written while it is read.
    private static final class Rows implements Consumer<JsonNode> {
        private final Writer to;
        private boolean any;

        Rows(String name, Writer to) throws IOException {
            this.to = to;
            to.write(",\n\"" + name + "\":[");
        }

        @Override
        public void accept(JsonNode row) {
            try {
                to.write(any ? ",\n" : "\n");
                to.write(row.toString());
                any = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void end() throws IOException {
            to.write("]");
        }
    }
}
