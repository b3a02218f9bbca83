package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// People who are to be forgotten: asking for it, and the receipt that stays. [ErasureWork] does
/// it.
@Component
public class Erasures {
    /// What is kept as proof. Nothing in it says who she was.
    ///
    /// @param id drawn by chance
    /// @param by e-mail of the user who asked for it; null for an API key
    /// @param erasedAt null while it is still to be done
    /// @param counts by table: `{erased, kept}` rows
    /// @param addresses keyed hashes of her e-mail addresses and phone numbers, in hex
    public record Receipt(
            UUID id,
            Instant askedAt,
            @Nullable String by,
            @Nullable Instant erasedAt,
            JsonNode counts,
            List<String> addresses) {}

    private final JdbcClient db;
    private final Merges merges;
    private final Subjects subjects;
    private final ErasedKeys keys;
    private final ObjectProvider<PersonalStage> stages;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;

    Erasures(
            JdbcClient db,
            Merges merges,
            Subjects subjects,
            ErasedKeys keys,
            ObjectProvider<PersonalStage> stages,
            Lanes lanes,
            InstantSource time,
            JsonMapper json) {
        this.db = db;
        this.merges = merges;
        this.subjects = subjects;
        this.keys = keys;
        this.stages = stages;
        this.lanes = lanes;
        this.time = time;
        this.json = json;
    }

    /// Has a person and all that was merged into her erased, in the background, soon. From now on
    /// nothing is written to her. Asking twice is asking once.
    ///
    /// @throws Problem 404 when there is none, 409 when she was merged into another: then it is
    ///   that one who can be erased
    public Receipt ask(Shop shop, UUID profile, @Nullable UUID user) {
        var id =
                lanes.inPart(
                        Lane.EVENT, shop.parts().of(profile), () -> asked(shop, profile, user));
        lanes.signal(Lane.JOB);
        return find(shop, id).orElseThrow();
    }

    private UUID asked(Shop shop, UUID profile, @Nullable UUID user) {
        var before = keys.erasure(shop, profile).or(() -> open(shop, profile));
        if (before.isPresent()) return before.get();
        var part = shop.parts().of(profile);
        var there =
                db.sql("select 1 from profile where part = ? and shop_id = ? and id = ?")
                        .params(part, shop.id(), profile)
                        .query(Integer.class)
                        .optional();
        if (there.isEmpty()) throw Problem.notFound("customer");
        var winner = merges.winners(shop, List.of(profile)).get(profile);
        if (winner != null) throw Problem.conflict("erase-the-winner", winner);
        var id = drawn(shop, part);
        db.sql(
                        """
                        insert into erasure (part, shop_id, id, profile_id, asked_at, asked_by)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .param(part)
                .param(shop.id())
                .param(id)
                .param(profile)
                .param(Times.utc(time.instant()))
                .param(user)
                .update();
        var subject = subjects.load(shop, profile);
        stages.orderedStream().forEach(stage -> stage.leaving(shop, subject));
        return id;
    }

    /// An id that nothing can be told from, of her part: her figures stay where they are.
    private static UUID drawn(Shop shop, int part) {
        UUID id;
        do id = UUID.randomUUID();
        while (shop.parts().of(id) != part);
        return id;
    }

    private Optional<UUID> open(Shop shop, UUID profile) {
        return db.sql(
                        """
                        select id from erasure
                        where part = ? and shop_id = ? and profile_id = ? and erased_at is null
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(UUID.class)
                .optional();
    }

    /// The receipt of this id, or of the person who had this profile.
    public Optional<Receipt> find(Shop shop, UUID id) {
        return receipt(shop, id)
                .or(() -> open(shop, id).flatMap(open -> receipt(shop, open)))
                .or(() -> keys.erasure(shop, id).flatMap(gone -> receipt(shop, gone)));
    }

    private static final String RECEIPTS =
            """
            select e.id, e.asked_at, u.email as by, e.erased_at, e.counts, e.addresses from erasure e
            left join app_user u on u.id = e.asked_by
            where e.part = any(?) and e.shop_id = ?
            """;

    private Optional<Receipt> receipt(Shop shop, UUID id) {
        return db.sql(RECEIPTS + " and e.id = ?")
                .params(shop.parts().all(), shop.id(), id)
                .query(this::receipt)
                .optional();
    }

    /// All of the shop, the last asked for first.
    public Page<Receipt> list(Shop shop, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var before = Instant.parse("9999-01-01T00:00:00Z");
        var beforeId = new UUID(-1L, -1L);
        try {
            if (!position.isEmpty()) {
                before = Instant.parse(position.get(0));
                beforeId = UUID.fromString(position.get(1));
            }
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
        var read =
                db.sql(
                                RECEIPTS
                                        + " and (e.asked_at, e.id) < (?, ?) order by e.asked_at desc,"
                                        + " e.id desc limit ?")
                        .params(
                                shop.parts().all(),
                                shop.id(),
                                Times.utc(before),
                                beforeId,
                                Page.limit(limit) + 1)
                        .query(this::receipt)
                        .list();
        return Page.of(
                read,
                limit,
                receipt -> List.of(receipt.askedAt().toString(), receipt.id().toString()));
    }

    private Receipt receipt(ResultSet row, int index) throws SQLException {
        return new Receipt(
                row.getObject("id", UUID.class),
                Times.instant(row, "asked_at"),
                row.getString("by"),
                Times.instantOrNull(row, "erased_at"),
                json.readTree(row.getString("counts")),
                List.of((String[]) row.getArray("addresses").getArray()));
    }
}
