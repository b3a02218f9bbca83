package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.delivery.LinkToken.Kind;
import io.ritorno.delivery.Visits.Visit;
import io.ritorno.event.Event;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers to the question of a mail. The link of an answer opens a page where it is chosen already
/// and changes nothing, because scanners follow links; only the page's button tells it to the
/// intake. An answer becomes the event `Survey Answered` and the attribute `survey.<key>`; who
/// answers again changes her mind.
@RestController
class SurveyController {
    private static final int LONGEST_COMMENT = 1_000;

    /// Above the numbers that links to the shop have.
    private static final int FIRST_LINK = 10_000;

    private final Visits visits;
    private final Surveys surveys;
    private final MessageLog log;
    private final Inbox inbox;
    private final InstantSource time;
    private final JsonMapper json;

    SurveyController(
            Visits visits,
            Surveys surveys,
            MessageLog log,
            Inbox inbox,
            InstantSource time,
            JsonMapper json) {
        this.visits = visits;
        this.surveys = surveys;
        this.log = log;
        this.inbox = inbox;
        this.time = time;
        this.json = json;
    }

    @GetMapping("/s/{token}")
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String answer,
            HttpServletRequest request) {
        var visit = visits.read(token, Set.of(Kind.SURVEY), request);
        if (visit == null) return LinkController.gone(request.getLocale());
        var asked = surveys.find(visit.token().link(), visit.words().language()).orElse(null);
        if (asked == null) return LinkController.gone(request.getLocale());
        return form(HttpStatus.OK, token, visit, asked, answer, "", false);
    }

    @PostMapping("/s/{token}")
    ResponseEntity<String> answer(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String answer,
            @RequestParam(defaultValue = "") String comment,
            HttpServletRequest request) {
        var visit = visits.read(token, Set.of(Kind.SURVEY), request);
        if (visit == null) return LinkController.gone(request.getLocale());
        var asked = surveys.find(visit.token().link(), visit.words().language()).orElse(null);
        if (asked == null) return LinkController.gone(request.getLocale());
        var said = comment.strip();
        if (said.length() > LONGEST_COMMENT) said = said.substring(0, LONGEST_COMMENT);
        var label = answer == null ? null : asked.answers().get(answer);
        if (answer == null || label == null)
            return form(HttpStatus.UNPROCESSABLE_CONTENT, token, visit, asked, null, said, true);
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        if (!Machine.request(request.getMethod(), agent, null))
            keep(visit, asked, answer, label, said);
        return thanks(visit);
    }

    private void keep(
            Visit visit, Surveys.Asked asked, String answer, String label, String comment) {
        var event = call(visit, "track").put("event", Names.SURVEY_ANSWERED);
        var properties =
                event.putObject("properties")
                        .put("survey", asked.key())
                        .put("question", asked.question())
                        .put("answer", answer)
                        .put("answerText", label)
                        .put("message", visit.token().message().toString());
        if (!comment.isEmpty()) properties.put("comment", comment);
        var calls = new ArrayList<ObjectNode>();
        log.find(visit.shop(), visit.token().message())
                .ifPresent(
                        message -> {
                            if (message.flow() != null)
                                properties.put("flow", message.flow().id().toString());
                            if (message.step() != null) properties.put("step", message.step());
                            calls.add(clicked(visit, asked, message, properties));
                        });
        var traits = call(visit, "identify");
        traits.putObject("traits")
                .put(asked.attribute(), answer)
                .put(asked.attribute() + ".comment", comment.isEmpty() ? null : comment);
        calls.add(traits);
        calls.add(event);
        inbox.accept(visit.shop(), Event.OWN, calls);
    }

    /// Who answers has clicked: told only now that it is certain that a person did.
    private ObjectNode clicked(
            Visit visit, Surveys.Asked asked, MessageLog.Shown message, ObjectNode answer) {
        var call = call(visit, "track").put("event", Names.MESSAGE_CLICKED);
        var properties =
                call.putObject("properties")
                        .put("message", visit.token().message().toString())
                        .put("channel", message.channel())
                        .put("machine", false)
                        .put("link", FIRST_LINK + asked.number());
        for (var name : List.of("flow", "step"))
            if (answer.has(name)) properties.set(name, answer.get(name));
        return call;
    }

    private ObjectNode call(Visit visit, String type) {
        return json.createObjectNode()
                .put("type", type)
                .put("messageId", UUID.randomUUID().toString())
                .put("profile", visit.profile().toString())
                .put("timestamp", time.instant().toString());
    }

    private ResponseEntity<String> form(
            HttpStatus status,
            String token,
            Visit visit,
            Surveys.Asked asked,
            @Nullable String chosen,
            String comment,
            boolean missing) {
        var words = surveys.words(visit.words().language());
        var body =
                // to this page without the answer that stands in its address
                new StringBuilder(whose(visit.shop()))
                        .append("<form method=\"post\" action=\"")
                        .append(token)
                        .append("\"><fieldset><legend><h1>")
                        .append(Pages.escape(asked.question()))
                        .append("</h1></legend>");
        if (missing)
            body.append("<p class=\"missing\" role=\"alert\">")
                    .append(Pages.escape(words.choose()))
                    .append("</p>");
        asked.answers()
                .forEach(
                        (value, label) ->
                                body.append("<label><input type=\"radio\" name=\"answer\" value=\"")
                                        .append(Pages.escape(value))
                                        .append("\" required")
                                        .append(value.equals(chosen) ? " checked>" : ">")
                                        .append(Pages.escape(label))
                                        .append("</label>"));
        body.append("</fieldset><label class=\"text\">")
                .append(Pages.escape(words.comment()))
                .append("<textarea name=\"comment\" rows=\"4\" maxlength=\"")
                .append(LONGEST_COMMENT)
                .append("\">")
                .append(Pages.escape(comment))
                .append("</textarea></label><p></p><button>")
                .append(Pages.escape(words.send()))
                .append("</button></form>");
        return PreferenceController.page(
                status, Pages.page(visit.words().language(), words.title(), body.toString()));
    }

    /// Who asks: the question does not say it.
    private static String whose(Shop shop) {
        return "<p class=\"shop\">" + Pages.escape(PreferenceController.name(shop)) + "</p>";
    }

    private ResponseEntity<String> thanks(Visit visit) {
        var words = surveys.words(visit.words().language());
        var body =
                whose(visit.shop())
                        + "<h1>"
                        + Pages.escape(words.thanks())
                        + "</h1><p role=\"status\">"
                        + Pages.escape(words.thanksText())
                        + "</p><p><a href=\""
                        + Pages.escape(visit.shop().url())
                        + "\">"
                        + Pages.escape(words.shop())
                        + "</a></p>";
        return PreferenceController.page(
                HttpStatus.OK, Pages.page(visit.words().language(), words.thanks(), body));
    }
}
