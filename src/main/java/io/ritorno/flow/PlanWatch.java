package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What one person is planned for in one flow, for [WhatIf]: whether something has planned her.
@Component
class PlanWatch {
    /// Times that one plan is put off before it is given up.
    private static final int MOST_LOOKS = 5;

    private final JdbcClient db;
    private final PlanCheck check;
    private final JsonMapper json;

    PlanWatch(JdbcClient db, PlanCheck check, JsonMapper json) {
        this.db = db;
        this.check = check;
        this.json = json;
    }

    /// When, by what of several it is about.
    Map<String, Plan> of(Shop shop, int part, UUID flow, UUID profile) {
        var plans = new HashMap<String, Plan>();
        db.sql(
                        """
                        select slot, due_at, context from flow_plan
                        where part = ? and shop_id = ? and flow_id = ? and profile_id = ?
                        """)
                .params(part, shop.id(), flow, profile)
                .query(
                        row -> {
                            var slot = row.getString("slot");
                            plans.put(
                                    slot,
                                    new Plan(
                                            shop.id(),
                                            flow,
                                            profile,
                                            slot,
                                            Times.instant(row, "due_at"),
                                            (ObjectNode) json.readTree(row.getString("context"))));
                        });
        return plans;
    }

    /// The first that is new or has moved since `before`.
    Optional<Plan> fresh(Shop shop, int part, Live live, UUID profile, Map<String, Plan> before) {
        return of(shop, part, live.flow().id(), profile).values().stream()
                .filter(
                        plan -> {
                            var old = before.get(plan.slot());
                            return old == null || !old.due().equals(plan.due());
                        })
                .min(Comparator.comparing(Plan::due));
    }

    /// @param entry who comes in then; null: nobody
    record Due(Instant at, @Nullable Entry entry) {}

    /// What it leads to when its time comes and nothing else happens before.
    Due due(int part, Shop shop, Live live, Plan plan) {
        var here = plan;
        for (var looks = 0; looks < MOST_LOOKS; looks++) {
            var checked = check.check(part, shop, live, List.of(here), here.due()).getFirst();
            if (checked.entry() != null || checked.again() == null)
                return new Due(here.due(), checked.entry());
            here = here.at(checked.again());
        }
        return new Due(here.due(), null);
    }
}
