package io.ritorno.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CustomerExportTest extends IntegrationTest {
    @Autowired Inbox inbox;

    @Test
    void fileHoldsAllPagesAndNoFormulas() {
        var shop = newShop();
        var other = newShop();
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 230; i++)
            calling.identify("anna" + i + "@example.com", now(), "{\"firstName\": \"=1+1\"}");
        calling.send();
        new Calling(inbox, other).identify("eva@example.com", now(), "{}").send();
        drain();

        var file = api(shop).get("profiles.csv?known=true&sort=created").expect(200);
        assertThat(file.text().lines()).hasSize(231);
        assertThat(file.text()).contains("'=1+1").doesNotContain("eva@example.com");
        assertThat(file.header("Content-Disposition")).contains("customers.csv");
        assertThat(api(shop).get("profiles.csv?search=anna22&known=true").text().lines())
                .as("its head, anna22 and anna220 to anna229")
                .hasSize(12);
    }
}
