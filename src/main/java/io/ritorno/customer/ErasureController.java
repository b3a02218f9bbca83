package io.ritorno.customer;

import io.ritorno.account.Audit;
import io.ritorno.account.Caller;
import io.ritorno.account.OwnerOnly;
import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Erasures;
import io.ritorno.profile.PersonalExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What a customer may ask of a shop: all that is kept about her, and to be forgotten (X12).
@RestController
@RequestMapping("/api/shops/{shop}")
class ErasureController {
    private final PersonalExport export;
    private final Erasures erasures;
    private final Audit audit;

    ErasureController(PersonalExport export, Erasures erasures, Audit audit) {
        this.export = export;
        this.erasures = erasures;
        this.audit = audit;
    }

    /// Written to a file first: what fails is told as a problem, and no transaction lasts as long
    /// as the download.
    @GetMapping("/profiles/{id}/export")
    void export(Shop shop, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        var file = Files.createTempFile("person", ".json");
        try {
            try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                export.write(shop, id, out);
            }
            response.setContentType("application/json; charset=UTF-8");
            response.setContentLengthLong(Files.size(file));
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"customer-" + id + ".json\"");
            response.setHeader("Cache-Control", "no-store");
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.delete(file);
        }
    }

    @PostMapping("/profiles/{id}/erase")
    @OwnerOnly
    @ResponseStatus(HttpStatus.ACCEPTED)
    Erasures.Receipt erase(Shop shop, Caller caller, @PathVariable UUID id) {
        var receipt = erasures.ask(shop, id, caller.userId());
        audit.record(caller, shop, "customer.erased", Map.of("receipt", receipt.id()));
        return receipt;
    }

    @GetMapping("/erasures")
    Page<Erasures.Receipt> erasures(
            Shop shop,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return erasures.list(shop, cursor, limit);
    }

    /// @param id of the receipt, or the profile's id before
    @GetMapping("/erasures/{id}")
    Erasures.Receipt erasure(Shop shop, @PathVariable UUID id) {
        return erasures.find(shop, id).orElseThrow(() -> Problem.notFound("erasure"));
    }
}
