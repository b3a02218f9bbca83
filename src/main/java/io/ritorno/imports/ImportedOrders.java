package io.ritorno.imports;

import io.ritorno.imports.Sales.Sale;
import io.ritorno.platform.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The orders that a file has had so far, as the rows that come later need them: an order is made
/// once, and what is brought back was bought.
@Component
class ImportedOrders {
    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final JsonMapper json;

    ImportedOrders(JdbcClient db, JdbcTemplate batches, JsonMapper json) {
        this.db = db;
        this.batches = batches;
        this.json = json;
    }

    /// Which of these orders earlier pieces of the file had already.
    List<String> known(ImportJob job, List<String> orders) {
        return db.sql(
                        """
                        select order_id from import_order
                        where shop_id = ? and import_id = ? and order_id = any(?)
                        """)
                .params(job.shop().id(), job.id(), orders.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /// What these people have bought earlier in the file.
    Sales sales(ImportJob job, List<String> customers) {
        var sales = new Sales();
        if (customers.isEmpty()) return sales;
        db.sql(
                        """
                        select order_id, customer, seq, remaining from import_order
                        where shop_id = ? and import_id = ? and customer = any(?) order by seq
                        """)
                .params(job.shop().id(), job.id(), customers.toArray(String[]::new))
                .query(
                        (row, _) -> {
                            var left = new HashMap<String, Integer>();
                            json.readTree(row.getString(4))
                                    .properties()
                                    .forEach(p -> left.put(p.getKey(), p.getValue().asInt()));
                            return new Sale(
                                    row.getString(1), row.getString(2), row.getLong(3), left);
                        })
                .list()
                .forEach(sales::known);
        return sales;
    }

    void save(ImportJob job, Sales sales) {
        var rows = new LinkedHashMap<String, Sale>(sales.changed);
        for (var sale : sales.added) rows.put(sale.order(), sale);
        Columns.of(new ArrayList<>(rows.values()))
                .texts(Sale::order)
                .texts(Sale::customer)
                .longs(Sale::seq)
                .jsons(sale -> json.writeValueAsString(sale.left()))
                .update(
                        batches,
                        """
                        insert into import_order (shop_id, import_id, order_id, customer, seq, remaining)
                        select ?, ?, o.* from unnest(?, ?, ?, ?) o
                        on conflict (shop_id, import_id, order_id)
                        do update set remaining = excluded.remaining
                        """,
                        job.shop().id(),
                        job.id());
    }
}
