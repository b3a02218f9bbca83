package io.ritorno.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random flows, and random things that people do.
final class Histories {
    private static final int PEOPLE = 7;

    private Histories() {}

    static final List<String> TRIGGERS =
            List.of(
                    "{'type':'event','name':'Ping'}",
                    """
                    {'type':'event','name':'Ping','where':[{'property':'n',
                     'test':{'type':'number','is':{'op':'>=','value':5}}}]}
                    """,
                    "{'type':'order'}",
                    "{'type':'order','amount':{'op':'>=','value':5000}}",
                    "{'type':'order','nth':{'op':'=','value':2}}",
                    "{'type':'order','products':['p1','p2']}",
                    "{'type':'order-status','statuses':['completed','shipped']}",
                    "{'type':'threshold','of':'spent','value':15000,'period':{'lastDays':2}}",
                    "{'type':'threshold','of':'orders','value':2,'period':{'calendar':'month'}}",
                    "{'type':'cart-abandoned'}",
                    "{'type':'cart-abandoned','after':'PT2H','minimum':3000}",
                    "{'type':'checkout-abandoned','after':'PT90M'}",
                    "{'type':'browse-abandoned','after':'PT2H'}",
                    "{'type':'browse-abandoned','after':'PT1H','products':['p1','p3']}",
                    "{'type':'search-abandoned','after':'PT1H','term':'a'}",
                    "{'type':'registered'}",
                    "{'type':'subscribed','channel':'email'}",
                    "{'type':'changed','attribute':'level'}",
                    "{'type':'changed','tag':'t1','how':'removed'}",
                    "{'type':'date','of':{'attribute':'renewal'},'offset':'P0D','at':'12:00'}",
                    "{'type':'date','of':{'moment':'last-order'},'offset':'P1D','at':'07:30'}",
                    "{'type':'delivery','offset':'-P1D','at':'10:00'}",
                    "{'type':'inactive','of':'last-seen','days':1}",
                    "{'type':'inactive','of':'last-order','days':1}");

    private static final List<String> REENTRY =
            List.of(
                    "{'type':'once-per-key'}",
                    "{'type':'never'}",
                    "{'type':'always'}",
                    "{'type':'after','duration':'PT5H'}");

    record Did(String who, String event, Instant at, String properties) {
        Did without(String piece) {
            return new Did(who, event, at, properties.replace(piece, ""));
        }
    }

    static String definition(Random random) {
        var bought = "{'type':'order-count','count':{'op':'>=','value':2}}";
        var waits = definition(random, any(random, TRIGGERS), bought);
        // whatever comes after the wait comes at a time of its own, and not while things happen
        var between =
                List.of(
                        "",
                        "'x':{'type':'wait-until','at':'%02d:30','next':'b'},",
                        "'x':{'type':'increment','attribute':'points','by':%d,'next':'b'},",
                        "'x':{'type':'split','attribute':'level','cases':[{'values':['%d'],'next':'s'}],'otherwise':'b'},");
        var step = any(random, between).formatted(random.nextInt(3));
        if (step.isEmpty()) return waits;
        return waits.replace("M','next':'b'}", "M','next':'x'}").replace("'b':{", step + "'b':{");
    }

    /// The same flow, but that those go on in another one who would come to its end.
    static String leading(String definition, String to) {
        return definition.replace("'e':{'type':'end'}", "'e':{'type':'move','flow':'" + to + "'}");
    }

    static String definition(Random random, String trigger, String condition) {
        var stop = List.of("", "{'type':'order'}", "{'type':'event','name':'Stop'}");
        return """
               {'trigger':%s,'stop':[%s],'reentry':%s,'first':'w','steps':{
                'w':{'type':'wait','duration':'PT%dM','next':'b'},
                'b':{'type':'branch','condition':%s,
                     'yes':'s','no':'e'},
                's':{'type':'send','content':%s,'next':'e'},'e':{'type':'end'}}}
               """
                .formatted(
                        trigger,
                        any(random, stop),
                        any(random, REENTRY),
                        1 + random.nextInt(300),
                        condition,
                        Definitions.mail());
    }

    /// A day of the next week that is this order's own: of two that are due at one moment chance
    /// would choose which one lets a person in who may enter but once.
    private static LocalDate delivery(Instant at, int order) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return day.plusDays(Math.floorMod(order - day.toEpochDay(), 7L));
    }

    /// What happened just now, each thing a moment after the other.
    static List<Did> history(Random random, int round, Instant now) {
        var history = new ArrayList<Did>();
        var n = 1 + random.nextInt(8);
        for (var i = 0; i < n; i++)
            history.add(did(random, now.minusMillis(1000 - i), round + "-" + i));
        return history;
    }

    /// Something that somebody did.
    ///
    /// @param id of its own
    static Did did(Random random, Instant at, String id) {
        return did(random, "p" + random.nextInt(PEOPLE) + "@example.com", at, id);
    }

    /// What happened to products a moment before, as the shop tells it, and to wish lists.
    static List<Did> goods(Random random, Instant now) {
        var history = new ArrayList<Did>();
        var n = random.nextInt(5);
        for (var i = 0; i < n; i++) {
            var product = "p" + random.nextInt(5);
            var at = now.minusMillis(2000 - i);
            if (random.nextInt(4) == 0) {
                var who = "p" + random.nextInt(PEOPLE) + "@example.com";
                var event =
                        random.nextBoolean()
                                ? "Product Added to Wishlist"
                                : "Product Removed from Wishlist";
                history.add(new Did(who, event, at, "{'product_id':'" + product + "'}"));
            } else
                history.add(
                        new Did(
                                "server",
                                "Product Updated",
                                at,
                                "{'product_id':'%s','price':%d,'stock':%d}"
                                        .formatted(
                                                product,
                                                50 + random.nextInt(50),
                                                random.nextInt(3))));
        }
        return history;
    }

    private static Did did(Random random, String who, Instant at, String id) {
        var product =
                "{'product_id':'p%d','price':%d}"
                        .formatted(random.nextInt(5), 10 + random.nextInt(90));
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Did(who, "Product Viewed", at, product);
            case 2 ->
                    new Did(
                            who,
                            "Products Searched",
                            at,
                            "{'query':'q" + any(random, List.of("a", "b")) + "'}");
            case 3 -> new Did(who, "Product Added", at, product);
            case 4 -> new Did(who, "Checkout Started", at, "{'products':[" + product + "]}");
            case 5, 6 -> {
                var order = random.nextInt(6);
                yield new Did(
                        who,
                        "Order Completed",
                        at,
                        "{'order_id':'%s','status':'%s','planned_delivery':'%s','products':[%s]}"
                                .formatted(
                                        who.charAt(1) + "-" + order,
                                        any(random, List.of("pending", "completed", "failed")),
                                        delivery(at, order),
                                        product));
            }
            case 7 ->
                    new Did(
                            who,
                            "Order Updated",
                            at,
                            "{'order_id':'%s','total':%d,'status':'%s'}"
                                    .formatted(
                                            who.charAt(1) + "-" + random.nextInt(6),
                                            random.nextInt(150),
                                            any(
                                                    random,
                                                    List.of("shipped", "completed", "cancelled"))));
            case 8 ->
                    new Did(
                            who,
                            "Order Refunded",
                            at,
                            "{'order_id':'%s','refund_id':'%s','total':%d}"
                                    .formatted(
                                            who.charAt(1) + "-" + random.nextInt(6),
                                            id,
                                            1 + random.nextInt(60)));
            case 9 -> new Did(who, "Ping", at, "{'n':" + random.nextInt(10) + "}");
            case 10 -> new Did(who, "Stop", at, "{}");
            default ->
                    new Did(
                            who,
                            "",
                            at,
                            "{'level':'%d','tags':['t%d'],'renewal':'%s','consent':{'email':true}}"
                                    .formatted(
                                            random.nextInt(3),
                                            random.nextInt(3),
                                            at.plus(Duration.ofDays(random.nextInt(3)))
                                                    .toString()
                                                    .substring(0, 10)));
        };
    }

    static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
