package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Questions of the catalogue of features that combine conditions, asked of people who came in by
/// the shop's own calls: ann is a wholesaler who searched, bob a private buyer, cat has just
/// looked.
class WhoTest extends IntegrationTest {
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;

    @BeforeEach
    void people() {
        shop = newShop(2);
        api = api(shop);
        new Calling(inbox, shop)
                .identify(
                        "ann@example.com",
                        now(),
                        """
                        {"gender": "female", "company": "Ann & Co.", "wholesaler": true,
                         "affiliate": "cash", "customerGroup": "gold", "groupDiscount": 10,
                         "tags": ["loyal"]}
                        """)
                .track("ann@example.com", "Products Searched", now(), "{\"query\": \"red tent\"}")
                .track(
                        "ann@example.com",
                        "QR Code Scanned",
                        now(),
                        "{\"code\": \"LEAFLET-7\", \"campaign\": \"spring\"}")
                .identify(
                        "bob@example.com",
                        now(),
                        """
                        {"gender": "male", "affiliate": "voucher", "customerGroup": "basic",
                         "groupDiscount": 0}
                        """)
                .track("bob@example.com", "Products Searched", now(), "{\"query\": \"tents\"}")
                .track(
                        "bob@example.com",
                        "Order Completed",
                        now(),
                        "{\"order_id\": \"1\", \"total\": 10, \"coupon\": \"SPRING\"}")
                .identify("cat@example.com", now(), "{}")
                .track(
                        "cat@example.com",
                        "Product Viewed",
                        now(),
                        "{\"product_id\": \"p1\", \"category\": \"Men/Shoes\"}")
                .send();
        drain();
    }

    @Test
    void l12WhoScannedAPrintedCode() {
        matches("{'type':'event','event':'QR Code Scanned'}", "ann");
        matches(
                "{'type':'event','event':'QR Code Scanned','period':{'lastMonths':1},'where':[{'property':'campaign','test':{'type':'text','op':'is','values':['Spring']}}]}",
                "ann");
        matches(
                "{'type':'event','event':'QR Code Scanned','where':[{'property':'code','test':{'type':'text','op':'is','values':['LEAFLET-8']}}]}");
    }

    @Test
    void v35SearchedOrViewedAndDidNotBuy() {
        var searched =
                "{'type':'event','event':'Products Searched','period':{'lastDays':7},'where':[{'property':'query','test':{'type':'text','op':'contains','values':['tent']}}]}";
        matches(searched, "ann", "bob");
        matches(
                "{'type':'all','of':["
                        + searched
                        + ",{'type':'purchased','is':false,'period':{'lastDays':7}}]}",
                "ann");
        matches(
                "{'type':'all','of':[{'type':'event','event':'Product Viewed','where':[{'property':'category','test':{'type':'text','op':'starts-with','values':['men/']}}]},{'type':'bought-product','products':['p1'],'count':{'op':'=','value':0}}]}",
                "cat");
    }

    @Test
    void d23UsedACoupon() {
        matches("{'type':'order','coupon':{'type':'known','is':true}}", "bob");
        matches(
                "{'type':'not','of':{'type':'order','coupon':{'type':'known','is':true}}}",
                "ann",
                "cat");
    }

    @Test
    void i21ToI25KindsOfCustomers() {
        matches(
                "{'type':'trait','name':'gender','test':{'type':'text','op':'is','values':['f']}}",
                "ann");
        for (var women : List.of("female", "F", "donna", "Kobieta"))
            matches(
                    "{'type':'trait','name':'gender','test':{'type':'text','op':'is','values':['%s']}}"
                            .formatted(women),
                    "ann");
        matches(
                "{'type':'trait','name':'gender','test':{'type':'text','op':'is-not','values':['woman']}}",
                "bob",
                "cat");
        matches("{'type':'trait','name':'company','test':{'type':'known','is':true}}", "ann");
        matches(
                "{'type':'attribute','name':'wholesaler','test':{'type':'boolean','is':true}}",
                "ann");
        matches(
                "{'type':'attribute','name':'affiliate','test':{'type':'text','op':'is','values':['voucher']}}",
                "bob");
        matches(
                "{'type':'attribute','name':'customerGroup','test':{'type':'text','op':'is','values':['gold','basic']}}",
                "ann",
                "bob");
        matches(
                "{'type':'attribute','name':'groupDiscount','test':{'type':'number','is':{'op':'>','value':0}}}",
                "ann");
        matches(
                "{'type':'trait','name':'tags','test':{'type':'list','op':'has-none','values':['loyal']}}",
                "bob",
                "cat");
    }

    @Test
    void whatIsNoGenderIsRefusedInTheReadersLanguage() {
        var cat =
                "{'type':'trait','name':'gender','test':{'type':'text','op':'is','values':['cat']}}";
        var refused =
                api.with("Accept-Language", "it")
                        .post(
                                "segments",
                                "{'name':'Cats','condition':%s}".formatted(cat).replace('\'', '"'))
                        .expect(400)
                        .json();
        assertThat(refused.get("field").asString()).isEqualTo("condition.test");
        assertThat(refused.get("detail").asString())
                .isEqualTo(
                        "condition.test: “cat” non è un genere: scegli donna (f), uomo (m) o altro (x)");
        assertThat(refused(cat.replace("'is'", "'contains'"))).contains("a gender either is one");
        assertThat(refused("{'type':'segment','id':'%s','is':true}".formatted(new UUID(1, 2))))
                .startsWith(
                        "condition.id cannot be used: a segment that it names no longer exists");
    }

    private String refused(String condition) {
        return api.post("segments/preview", "{\"condition\":" + condition.replace('\'', '"') + "}")
                .expect(400)
                .json()
                .get("detail")
                .asString();
    }

    private void matches(String condition, String... names) {
        var answer =
                api.post("segments/preview", "{\"condition\":" + condition.replace('\'', '"') + "}")
                        .expect(200)
                        .json();
        assertThat(
                        answer.get("sample")
                                .valueStream()
                                .map(row -> row.get("email").asString())
                                .map(email -> email.replace("@example.com", ""))
                                .toList())
                .containsExactlyInAnyOrderElementsOf(List.of(names));
    }
}
