package io.ritorno.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.Api.Answer;
import io.ritorno.IntegrationTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// X11: users log in, and what they change of themselves and others.
class SessionTest extends IntegrationTest {
    private static final String PASSWORD = "a good password";

    @Autowired private Users users;
    @Autowired private Keys keys;
    @Autowired private Secrets secrets;

    private Shop shop;
    private String email;
    private User user;

    @BeforeEach
    void user() {
        shop = newShop();
        email = UUID.randomUUID() + "@shop.example";
        user = users.create(shop.account(), email, PASSWORD, "Anna", Role.OWNER, "pl");
    }

    @Test
    void logsInAndOut() {
        anybody().get("/api/session").expect(401);
        var in = logIn(" " + email.toUpperCase(Locale.ROOT), PASSWORD).expect(200);
        var me = in.json();
        assertThat(me.get("user").get("name").asString()).isEqualTo("Anna");
        assertThat(me.get("user").get("locale").asString()).isEqualTo("pl");
        assertThat(me.get("shops").get(0).get("id").asInt()).isEqualTo(shop.id());
        assertThat(me.get("clock").get("manual").asBoolean()).isTrue();
        assertThat(in.raw().headers().allValues("Set-Cookie"))
                .anySatisfy(
                        cookie ->
                                assertThat(cookie)
                                        .startsWith("ritorno=")
                                        .contains("HttpOnly")
                                        .contains("SameSite=Lax"));
        var her = session(in);
        her.get("/api/session").expect(200);
        her.get("/api/shops/" + shop.id()).expect(200);
        her.delete("/api/session").expect(204);
        her.get("/api/session").expect(401);
    }

    @Test
    void wrongPasswordAndUnknownPersonLookTheSame() {
        var wrong = logIn(email, "another password").expect(401);
        var unknown = logIn("nobody@shop.example", PASSWORD).expect(401);
        assertThat(wrong.text()).isEqualTo(unknown.text());
        anybody().post("/api/session", "{}").expect(400);
    }

    @Test
    void tenFailuresCloseTheDoorForTenMinutes() {
        for (var i = 0; i < 10; i++) logIn(email, "wrong password").expect(401);
        logIn(email, PASSWORD).expect(429);
    }

    @Test
    void cookieAloneChangesNothing() {
        var in = logIn(email, PASSWORD).expect(200);
        var without = anybody().with("Cookie", cookie(in, "ritorno"));
        without.get("/api/session").expect(200);
        without.patch("/api/session", Map.of("name", "Eve")).expect(403);
        without.delete("/api/users/" + user.id()).expect(403);
        session(in).patch("/api/session", Map.of("name", "Ania")).expect(200);
        assertThat(users.find(user.id()).orElseThrow().name()).isEqualTo("Ania");
    }

    @Test
    void wrongKeyIsNobodyEvenWithACookie() {
        session(logIn(email, PASSWORD))
                .with("Authorization", "Bearer nothing")
                .get("/api/shops")
                .expect(401);
    }

    @Test
    void newPasswordEndsOtherLogins() {
        var here = session(logIn(email, PASSWORD));
        var elsewhere = session(logIn(email, PASSWORD));
        here.patch("/api/session", Map.of("password", "an even better one")).expect(400);
        here.patch(
                        "/api/session",
                        Map.of("password", "an even better one", "currentPassword", PASSWORD))
                .expect(200);
        here.get("/api/session").expect(200);
        elsewhere.get("/api/session").expect(401);
        logIn(email, PASSWORD).expect(401);
        logIn(email, "an even better one").expect(200);
    }

    @Test
    void ownerManagesUsersButNotTheLastOwner() {
        var api = api(shop);
        var other = UUID.randomUUID() + "@shop.example";
        var made =
                api.post(
                                "/api/users",
                                Map.of("email", other, "password", PASSWORD, "role", "viewer"))
                        .expect(201)
                        .json();
        var path = "/api/users/" + made.get("id").asString();
        var viewer = session(logIn(other, PASSWORD).expect(200));
        viewer.patch("/api/shops/" + shop.id(), "{}").expect(403);
        viewer.patch("/api/session", Map.of("locale", "it")).expect(200);
        api.patch(path, Map.of("disabled", true)).expect(200);
        viewer.get("/api/session").expect(401);
        logIn(other, PASSWORD).expect(401);
        api.delete("/api/users/" + user.id()).expect(409);
        api.patch("/api/users/" + user.id(), Map.of("role", "viewer")).expect(409);
        api.delete(path).expect(204);
        api.delete(path).expect(404);
        api.post("/api/users", Map.of("email", email, "password", PASSWORD)).expect(409);
        api(newShop()).delete("/api/users/" + user.id()).expect(404);
    }

    @Test
    void passwordsAreNeitherTooShortNorCutOff() {
        var api = api(shop);
        for (var password : List.of("short", "x".repeat(73), "ż".repeat(40)))
            assertThat(
                            api.post(
                                            "/api/users",
                                            Map.of("email", "a@b.example", "password", password))
                                    .expect(400)
                                    .json()
                                    .get("field")
                                    .asString())
                    .isEqualTo("password");
    }

    @Test
    void secretsStayTheSame() {
        var name = UUID.randomUUID().toString();
        assertThat(secrets.get(name)).hasSize(32).isEqualTo(secrets.get(name));
        assertThat(secrets.get(name)).isNotEqualTo(secrets.get(name + "2"));
    }

    @Test
    void keyIsStoredAsAHash() {
        var made = keys.create(shop.account(), null, "k", Role.VIEWER);
        assertThat(
                        db.sql("select count(*) from api_key where hash = ? or name = ?")
                                .params(made.secret(), made.secret())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(keys.find(made.secret())).isPresent();
    }

    private Answer logIn(String email, String password) {
        return anybody().post("/api/session", Map.of("email", email, "password", password));
    }

    /// A browser's client: both cookies, and the header beside each change.
    private Api session(Answer in) {
        var token = cookie(in, "XSRF-TOKEN");
        var cookies = cookie(in, "ritorno") + "; " + token;
        return anybody()
                .with("Cookie", cookies)
                .with("X-XSRF-TOKEN", token.substring(token.indexOf('=') + 1));
    }

    private static String cookie(Answer answer, String name) {
        return answer.raw().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }
}
