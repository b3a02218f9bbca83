package io.ritorno.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// D2, X11: who gets in, and to what.
class AccessTest extends IntegrationTest {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyEndpointOfAShopIsNotThereForAnotherAccount() {
        var theirs = newShop();
        var stranger = api(newShop());
        var answers = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping ->
                                mapping.getPatternValues().stream()
                                        .filter(path -> path.startsWith("/api/shops/{shop}"))
                                        .forEach(
                                                path -> {
                                                    var method = method(mapping);
                                                    var answer =
                                                            stranger.with(
                                                                            "Content-Type",
                                                                            type(mapping))
                                                                    .call(
                                                                            method,
                                                                            fill(path, theirs),
                                                                            body(method));
                                                    answers.add(method + " " + path);
                                                    if (answer.status() != 404)
                                                        wrong.add(
                                                                method + " " + path + ": "
                                                                        + answer);
                                                }));
        assertThat(answers).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static String method(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .findFirst()
                .map(method -> method.asHttpMethod())
                .orElse(HttpMethod.GET)
                .name();
    }

    private static String type(RequestMappingInfo mapping) {
        return mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .filter(type -> type.isConcrete() && !type.getType().equals("multipart"))
                .findFirst()
                .map(Object::toString)
                .orElse(
                        mapping.getConsumesCondition().isEmpty()
                                ? "application/json"
                                : "multipart/form-data; boundary=x");
    }

    private static Object body(String method) {
        return method.equals("GET") || method.equals("DELETE") ? "" : "{}";
    }

    private static String fill(String path, Shop shop) {
        return path.replace("{shop}", "" + shop.id())
                .replaceAll("\\{[a-z]*[iI]d}", UUID.randomUUID().toString())
                .replaceAll("\\{[^/]+}", UUID.randomUUID().toString());
    }

    @Test
    void nobodyGetsInWithoutKeyOrLogin() {
        var shop = newShop();
        var answer = anybody().get("/api/shops/" + shop.id());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        anybody().with("Authorization", "Bearer wrong").get("/api/shops").expect(401);
        anybody().get("/api/nothing-here").expect(401);
    }

    @Test
    void aShopThatCannotBeIsNotThere() {
        var api = api(newShop());
        for (var id : List.of("0", "999999", "x", "-1", "99999999999999999999"))
            api.get("/api/shops/" + id).expect(404);
    }

    @Test
    void rolesAllowWhatTheyShould() {
        var shop = newShop();
        var viewer = api(shop, "viewer");
        var marketer = api(shop, "marketer");
        viewer.get("/api/shops/" + shop.id()).expect(200);
        viewer.patch("/api/shops/" + shop.id(), "{}").expect(403);
        marketer.patch("/api/shops/" + shop.id(), "{}").expect(200);
        marketer.post("/api/shops", "{}").expect(403);
        marketer.get("/api/users").expect(403);
        marketer.get("/api/keys").expect(403);
        api(shop).get("/api/users").expect(200);
    }

    @Test
    void keyOfOneShopSeesNoOther() {
        var shop = newShop();
        var owner = api(shop);
        var other = owner.post("/api/shops", ShopControllerTest.SHOP).expect(201).json();
        var made =
                owner.post("/api/keys", Map.of("name", "k", "role", "owner", "shop", shop.id()))
                        .expect(201)
                        .json();
        var bound = anybody().with("Authorization", "Bearer " + made.get("key").asString());
        bound.get("/api/shops/" + shop.id()).expect(200);
        bound.get("/api/shops/" + other.get("id").asInt()).expect(404);
        assertThat(bound.get("/api/shops").expect(200).json()).hasSize(1);
        bound.get("/api/users").expect(403);
        bound.post("/api/shops", ShopControllerTest.SHOP).expect(403);
        owner.delete("/api/keys/" + made.get("id").asString()).expect(204);
        bound.get("/api/shops").expect(401);
    }

    @Test
    void errorsArePlainProblems() {
        var api = api(newShop());
        var broken = api.post("/api/shops", "{\"name\": \n  nope}").expect(400);
        assertThat(broken.json().get("detail").asString()).contains("line 2, column");
        var wrongType = api.post("/api/shops", "{\"parts\": {\"a\": 1}}").expect(400);
        assertThat(wrongType.json().get("field").asString()).isEqualTo("parts");
        api.get("/api/nothing-here").expect(404);
        api.call("PUT", "/api/shops", "{}").expect(405);
        api.with("Content-Type", "text/plain").post("/api/shops", "x").expect(415);
        for (var answer : List.of(broken, wrongType, api.get("/api/nothing-here"))) {
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.text()).doesNotContain("java").doesNotContain("trace");
        }
    }

    @Test
    void healthIsOpenAndMetricsNeedAnOwner() {
        var shop = newShop();
        anybody().get("/actuator/health").expect(200);
        anybody().get("/actuator/prometheus").expect(401);
        api(shop, "marketer").get("/actuator/prometheus").expect(403);
        assertThat(api(shop).get("/actuator/prometheus").expect(200).text()).contains("jvm_memory");
        anybody().get("/actuator/env").expect(401);
    }

    @Test
    void openApiDocumentNeedsNoLogin() {
        var document = anybody().get("/api/openapi.json").expect(200).json();
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.get("paths").has("/api/shops/{shop}")).isTrue();
        assertThat(document.toString()).doesNotContain("\"Caller\"");
    }
}
