package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SearchController {
    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @GetMapping("/api/shops/{shop}/search")
    Search.Hits search(Shop shop, @RequestParam(defaultValue = "") String q) {
        return search.search(shop, q.length() > 200 ? q.substring(0, 200) : q);
    }
}
