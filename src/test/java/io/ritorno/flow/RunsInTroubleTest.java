package io.ritorno.flow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.webhook.Receiver;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The database fails in the middle of a run's steps: nobody is parked for it, and when it works
/// again the run goes on as if nothing had been, and does nothing twice.
class RunsInTroubleTest extends FlowWorld {
    /// How the database fails, once: the connection is cut, or it reports a deadlock.
    private static final Map<String, String> TROUBLE =
            Map.of(
                    "cut", "perform pg_terminate_backend(pg_backend_pid())",
                    "deadlock", "raise exception 'deadlock detected' using errcode = '40P01'");

    @AfterEach
    void heal() {
        db.sql("drop sequence if exists trouble_times").update();
        db.sql("drop function if exists trouble() cascade").update();
    }

    /// @param table which the step writes as it fails: a coupon, a change of a person, a call to
    ///   another program, a message, or the run itself
    @ParameterizedTest
    @CsvSource({
        "coupon_code,cut",
        "profile_trait,cut",
        "webhook_call,cut",
        "message,cut",
        "flow_run,cut",
        "coupon_code,deadlock",
        "profile_trait,deadlock",
        "webhook_call,deadlock",
        "message,deadlock",
        "flow_run,deadlock"
    })
    void nobodyIsParkedForIt(String table, String how) {
        var shop = newShop(8);
        try (var receiver = Receiver.willing()) {
            var pool = api(shop).post("coupon-pools", "{\"name\":\"P\"}").expect(201).json();
            var pools = "coupon-pools/" + pool.get("id").asString();
            api(shop).post(pools + "/codes", "{\"codes\":[\"A1\",\"A2\",\"A3\"]}").expect(200);
            flow(
                    shop,
                    "'w':{'type':'wait','duration':'PT1H','next':'c'}",
                    "'c':{'type':'coupon','pool':'%s','next':'i','empty':'end'}"
                            .formatted(pool.get("id").asString()),
                    "'i':{'type':'increment','attribute':'n','by':1,'next':'h'}",
                    "'h':{'type':'webhook','url':'%s','next':'s','failed':'end'}"
                            .formatted(receiver.url("/")),
                    send("s", "end"),
                    END);
            var ann = person(shop, "ann", "{'n':0}");
            signsUp(shop, "ann");
            advance(Duration.ofMinutes(59));
            fail(shop.id(), table, requireNonNull(TROUBLE.get(how)));
            clock.set(now().plus(Duration.ofMinutes(1)));

            assertThatThrownBy(this::drain).isInstanceOf(RuntimeException.class);
            assertThat(times()).isEqualTo(1);
            assertThat(runs(shop, ann)).allMatch(run -> run.startsWith("running"));
            drain();

            assertThat(runs(shop, ann)).containsExactly("done end");
            assertThat(decisions(shop, ann))
                    .containsExactly(
                            "entered trigger",
                            "coupon given",
                            "changed attribute",
                            "webhook delivered",
                            "ended end");
            assertThat(messages(shop, ann)).containsExactly("s");
            assertThat(attributes(shop, ann).get("n").asInt()).isEqualTo(1);
            assertThat(receiver.told()).hasSize(1);
            assertThat(api(shop).get(pools).json().get("left").asInt()).isEqualTo(2);
        }
    }

    /// Writing the shop's rows of this table fails so, the first time. A sequence counts, since it
    /// is the one thing that no rollback takes back.
    private void fail(int shop, String table, String how) {
        db.sql("create sequence trouble_times").update();
        db.sql(
                        """
                        create function trouble() returns trigger language plpgsql as $body$
                        begin
                            if nextval('trouble_times') = 1 then
                                %s;
                            end if;
                            return new;
                        end $body$
                        """
                                .formatted(how))
                .update();
        db.sql(
                        """
                        create trigger trouble before insert or update on %s
                        for each row when (new.shop_id = %d) execute function trouble()
                        """
                                .formatted(table, shop))
                .update();
    }

    private long times() {
        return db.sql("select last_value from trouble_times").query(Long.class).single();
    }
}
