package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.content.MailContent;
import io.ritorno.platform.Reason;
import io.ritorno.segment.ConditionProblem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DefinitionTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static DefinitionReader.Read read(String json) {
        return DefinitionReader.read(JSON.readTree(json.replace('\'', '"')), _ -> List.of());
    }

    private static List<String> faults(String json) {
        return read(json).faults().stream().map(fault -> fault.text().toString()).toList();
    }

    private static List<String> lacks(String json) {
        var read = read(json);
        assertThat(read.faults()).isEmpty();
        return DefinitionCheck.faults(read.definition()).stream()
                .map(fault -> fault.code() + " " + fault.step() + " " + fault.field())
                .toList();
    }

    private static String flow(String first, String steps) {
        return "{'trigger':{'type':'cart-abandoned'},'first':'"
                + first
                + "','steps':{"
                + steps
                + "}}";
    }

    @Test
    void readsEveryKindByItsName() {
        var read =
                read(
                        """
                        {'trigger':{'type':'event','name':'Order Completed','properties':{'paid':true,'n':3}},
                         'stop':[{'type':'order'},{'type':'event','name':'Left'}],
                         'audience':null,
                         'reentry':{'type':'after','duration':'P30D'},
                         'first':'w',
                         'steps':{
                           'w':{'type':'wait','duration':'PT1H','since':'entry','next':'s'},
                           's':{'type':'send','name':'Hello','minimumCart':5000,'next':'e',
                                'content':{'it':{'subject':'Ciao','mjml':'<mjml/>'}}},
                           'e':{'type':'end'}}}
                        """);

        assertThat(read.faults()).isEmpty();
        var definition = read.definition();
        assertThat(definition.trigger())
                .isEqualTo(
                        new Trigger.Happened(
                                "Order Completed", Map.of("paid", "true", "n", "3"), List.of()));
        assertThat(definition.stop()).hasSize(2);
        assertThat(definition.reentry()).isEqualTo(new Reentry.After(Duration.ofDays(30)));
        assertThat(definition.steps().keySet()).containsExactly("w", "s", "e");
        assertThat(definition.step("s"))
                .isInstanceOfSatisfying(
                        Step.Send.class,
                        send -> {
                            assertThat(send.minimumCart()).isEqualTo(5000);
                            assertThat(send.content())
                                    .containsEntry(
                                            "it", new MailContent("Ciao", "", "<mjml/>", null));
                        });
    }

    @Test
    void saysEveryUnknownKindAndItsPlace() {
        assertThat(
                        faults(
                                """
                                {'trigger':{'type':'full-moon'},'stop':[{'type':'rain'}],
                                 'reentry':{'type':'maybe'},'first':'a',
                                 'steps':{'a':{'type':'dance','next':'b'},
                                          'b':{'type':'send','content':{'xx':{}},'colour':1}}}
                                """))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("trigger.type: “full-moon”"),
                        one -> assertThat(one).startsWith("stop[0].type: “rain”"),
                        one -> assertThat(one).startsWith("reentry.type: “maybe”"),
                        one -> assertThat(one).startsWith("step a: type: “dance”"),
                        one -> assertThat(one).startsWith("step b: colour: “colour”"),
                        one -> assertThat(one).startsWith("step b: content.xx: “xx”"));
    }

    @Test
    void saysWhatIsOfTheWrongKind() {
        assertThat(faults(flow("a", "'a':{'type':'wait','duration':'soon','next':7}")))
                .containsExactly(
                        "step a: duration must be a duration such as PT24H",
                        "step a: next must be text of at most 100 characters");
        assertThat(faults(flow("a", "'a':{'type':'wait','duration':'-PT1H','next':'a'}")))
                .containsExactly("step a: duration must be from PT0S to ten years");
        assertThat(faults(flow("a", "'a':{'type':'send','minimumCart':-1,'transactional':'yes'}")))
                .hasSize(2);
        assertThat(faults("[]")).isNotEmpty();
        assertThat(faults("{}")).isNotEmpty();
    }

    @Test
    void placeAndReasonAreToldInTheReadersLanguage() {
        var json =
                JSON.readTree(
                        flow("a", "'a':{'type':'wait','duration':'soon'}").replace('\'', '"'));
        var fault = DefinitionReader.read(json, _ -> List.of()).faults().getFirst();
        assertThat(fault.text().in(Locale.ITALIAN))
                .isEqualTo("passaggio a: duration: deve essere una durata come PT24H");
        assertThat(fault.message().in(Locale.of("pl")))
                .isEqualTo("musi być czasem trwania, na przykład PT24H");
    }

    @Test
    void splitKnowsAGenderByAnyOfItsWords() {
        var split =
                "'s':{'type':'split','trait':'gender','cases':[{'values':['%s','F'],'next':'s'}]}";
        var read =
                DefinitionReader.read(
                        JSON.readTree(flow("s", split.formatted("kobieta")).replace('\'', '"')),
                        _ -> List.of());
        assertThat(read.faults()).isEmpty();
        assertThat(read.definition().step("s"))
                .isInstanceOfSatisfying(
                        Step.Split.class,
                        it -> assertThat(it.cases().getFirst().values()).containsExactly("f"));
        assertThat(faults(flow("s", split.formatted("cat"))))
                .singleElement()
                .asString()
                .startsWith("step s: cases[0].values: “cat” is no gender");
    }

    @Test
    void refusesConditionsThatCannotBe() {
        var json =
                JSON.readTree(
                        flow("a", "'a':{'type':'branch','condition':{'type':'odd'}}")
                                .replace('\'', '"'));

        assertThat(
                        DefinitionReader.read(
                                        json,
                                        _ ->
                                                List.of(
                                                        new ConditionProblem(
                                                                "type", Reason.of("is odd"))))
                                .faults())
                .extracting(fault -> fault.text().toString())
                .containsExactly("step a: condition.type is odd");
    }

    @Test
    void halfDoneFlowCanBeReadAndSaysWhatItLacks() {
        assertThat(
                        lacks(
                                flow(
                                        "w",
                                        """
                                        'w':{'type':'wait'},
                                        'b':{'type':'branch','yes':'w','no':'nowhere'},
                                        's':{'type':'send','content':{'en':{}},'next':'w'}
                                        """)))
                .containsExactly(
                        "duration-missing w duration",
                        "next-missing w next",
                        "condition-missing b condition",
                        "next-unknown b no",
                        "subject-missing s content.en.subject",
                        "body-missing s content.en.mjml",
                        "step-unreachable b null",
                        "step-unreachable s null");
    }

    @Test
    void flowWithoutStepsLacksThem() {
        assertThat(lacks(flow("", ""))).containsExactly("no-steps null steps");
        assertThat(lacks(flow("x", "'e':{'type':'end'}"))).contains("next-unknown null first");
    }

    @Test
    void circleNeedsAWait() {
        var branch =
                "'b':{'type':'branch','condition':{'type':'all','of':[]},'yes':'%s','no':'e'},'e':{'type':'end'}";

        assertThat(lacks(flow("b", branch.formatted("b"))))
                .containsExactly("loop-without-wait b null");
        assertThat(
                        lacks(
                                flow(
                                        "b",
                                        branch.formatted("w")
                                                + ",'w':{'type':'wait','duration':'P1D','next':'b'}")))
                .isEmpty();
    }

    @Test
    void longWayIsNoCircle() {
        var steps = new StringBuilder("'e':{'type':'end'}");
        for (var i = 0; i < 490; i++) {
            var to = i == 489 ? "e" : "b" + (i + 1);
            steps.append(
                    ",'b"
                            + i
                            + "':{'type':'branch','condition':{'type':'all','of':[]},'yes':'"
                            + to
                            + "','no':'"
                            + to
                            + "'}");
        }
        assertThat(lacks(flow("b0", steps.toString()))).isEmpty();
    }
}
