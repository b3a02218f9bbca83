package io.ritorno.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ritorno.IntegrationTest;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// `/v1` when the database cannot keep up, or is away.
class OverloadTest extends IntegrationTest {
    @Autowired DataSource database;

    @Test
    void whoComesWhenTooMuchWaitsIsAskedToComeLater() {
        var shop = newShop();
        try (var full = new Inbox(database, lanes, clock, 1, 10, 50)) {
            var answer = new MockHttpServletResponse();
            post(full, shop.writeKey(), answer);
            assertThat(answer.getStatus()).isEqualTo(429);
            assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        }
        assertThat(rows(shop.id())).isZero();
    }

    @Test
    void databaseThatIsAwayLosesNothingThatWasAccepted() {
        var shop = newShop();
        var away =
                new Source() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLException("away");
                    }
                };
        try (var inbox = new Inbox(away, lanes, clock, 1, 10, 10_000)) {
            var answer = new MockHttpServletResponse();
            post(inbox, shop.writeKey(), answer);
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        }
        assertThat(rows(shop.id())).isZero();
    }

    private long rows(int shop) {
        return db.sql("select count(*) from inbox where part = any(?) and shop_id = ?")
                .params(shops.get(shop).parts().all(), shop)
                .query(Long.class)
                .single();
    }

    private void post(Inbox inbox, String key, MockHttpServletResponse out) {
        var in = new MockHttpServletRequest("POST", "/v1/track");
        in.addHeader("Authorization", "Bearer " + key);
        in.setContent("{\"event\":\"A\",\"userId\":\"u\"}".getBytes(UTF_8));
        try {
            new Intake(shops, inbox, clock, new SimpleMeterRegistry())
                    .doFilter(in, out, new MockFilterChain());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// A database of which only connections are asked.
    private abstract static class Source implements DataSource {
        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
