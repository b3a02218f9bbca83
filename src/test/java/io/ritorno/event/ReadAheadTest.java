package io.ritorno.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What waits in the inbox is read while the lane is at work, and that changes nothing.
class ReadAheadTest extends IntegrationTest {
    /// Three rows of them are a batch.
    private static final int BYTES = 200_000;

    @Autowired ReadAhead ahead;
    @Autowired EventLane lane;
    @Autowired PlatformTransactionManager transactions;

    @BeforeEach
    void takeWhatOthersLeft() {
        drain();
    }

    @Test
    void whatIsReadAheadIsTakenOnceAndInOrder() {
        var shop = newShop();
        var rows = rows(shop, 6);
        var first = ahead.take(shop.home());
        assertThat(ids(first)).isEqualTo(rows.subList(0, 3));
        assertThat(ReadAhead.full(first)).isTrue();

        ahead.begin(shop.home(), first);
        take(shop, rows.get(4)); // another node was quicker
        assertThat(ids(ahead.take(shop.home()))).containsExactly(rows.get(3), rows.get(5));
        assertThat(ahead.take(shop.home())).isEmpty();
    }

    @Test
    void whereAllOfItIsGoneTheInboxIsRead() {
        var shop = newShop();
        var rows = rows(shop, 4);
        var first = ahead.take(shop.home());
        ahead.begin(shop.home(), first);
        take(shop, rows.get(3));
        var late = rows(shop, 1);
        assertThat(ids(ahead.take(shop.home()))).isEqualTo(late);
    }

    @Test
    void aBatchThatDidNotComeIntoEffectIsFirstAgain() {
        var shop = newShop();
        var rows = rows(shop, 6);
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(
                status -> {
                    assertThat(lane.run(shop.home(), now())).isEqualTo(3);
                    status.setRollbackOnly();
                });
        transaction.executeWithoutResult(
                status -> {
                    assertThat(ids(ahead.take(shop.home()))).isEqualTo(rows.subList(0, 3));
                    status.setRollbackOnly();
                });
        drain();
        assertThat(logged(shop)).isEqualTo(6);
    }

    @Test
    void onlyABatchBehindWhichMoreMayWaitDoesNotWaitForTheDisk() {
        var shop = newShop();
        rows(shop, 4);
        assertThat(commitOfTheNextBatch(shop)).isEqualTo("off");
        assertThat(commitOfTheNextBatch(shop)).isEqualTo("local");
        assertThat(logged(shop)).isEqualTo(4);
    }

    private String commitOfTheNextBatch(Shop shop) {
        return new TransactionTemplate(transactions)
                .execute(
                        _ -> {
                            db.sql("set local synchronous_commit = 'local'").update();
                            assertThat(lane.run(shop.home(), now())).isPositive();
                            return db.sql("show synchronous_commit").query(String.class).single();
                        });
    }

    private static List<UUID> ids(List<ReadAhead.Row> rows) {
        return rows.stream().map(ReadAhead.Row::id).toList();
    }

    private List<UUID> rows(Shop shop, int n) {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < n; i++) {
            var id = Ids.next(now());
            var call =
                    """
                    {"batch": [{"type": "track", "event": "Looked", "anonymousId": "a", "messageId": "%s",
                        "properties": {"at": "%s"}}]}
                    """
                            .formatted(id, "x".repeat(BYTES));
            db.sql(
                            """
                            insert into inbox (part, shop_id, id, received_at, source, payload)
                            values (?, ?, ?, ?, 'server', ?)
                            """)
                    .params(
                            shop.home(),
                            shop.id(),
                            id,
                            Times.utc(now()),
                            call.getBytes(StandardCharsets.UTF_8))
                    .update();
            ids.add(id);
        }
        return ids;
    }

    private void take(Shop shop, UUID id) {
        db.sql("delete from inbox where part = ? and shop_id = ? and id = ?")
                .params(shop.home(), shop.id(), id)
                .update();
    }

    private int logged(Shop shop) {
        return db.sql(
                        """
                        select count(*) from event
                        where part = ? and shop_id = ? and name = 'Looked'
                        """)
                .params(shop.home(), shop.id())
                .query(Integer.class)
                .single();
    }
}
