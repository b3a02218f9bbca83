package io.ritorno.bench;

import java.util.ArrayList;
import java.util.List;

/// What a hundred live segments cost the lane: the ordinary mix of events with them, against the
/// same mix in a shop that has none. Among them is every kind of condition, most with a period that
/// rolls, as in a real shop.
final class SegmentsBench {
    private static final int SEGMENTS = 100;

    /// `%d` is another number in each.
    private static final List<String> CONDITIONS =
            List.of(
                    "{'type':'purchased','is':false,'period':{'lastDays':%d}}",
                    "{'type':'order-count','count':{'op':'>=','value':%d}}",
                    "{'type':'order-count','count':{'op':'<','value':2},'period':{'lastMonths':%d}}",
                    "{'type':'total-spent','amount':{'op':'>','value':%d00},'period':{'lastDays':365}}",
                    "{'type':'order-amount','amount':{'op':'>=','value':%d000}}",
                    "{'type':'open-cart','amount':{'op':'>','value':%d00}}",
                    "{'type':'cart-abandoned','atLeastHours':%d}",
                    "{'type':'bought-category','categories':['C%d']}",
                    "{'type':'bought-category','categories':['C1','C2'],'count':{'op':'>=','value':2},'period':{'lastDays':%d}}",
                    "{'type':'bought-brand','brands':['Brand %d']}",
                    "{'type':'bought-product','products':['p%d'],'period':{'lastMonths':12}}",
                    "{'type':'last-purchase','when':{'is':'at-least-ago','days':%d}}",
                    "{'type':'moment','of':'last-seen','when':{'is':'at-least-ago','days':%d}}",
                    "{'type':'event','event':'Products Searched','period':{'lastDays':%d}}",
                    "{'type':'event','event':'Product Viewed','count':{'op':'>=','value':%d},'period':{'lastDays':30}}",
                    "{'type':'message','act':'opened','count':{'op':'=','value':0},'period':{'lastDays':%d}}",
                    "{'type':'attribute','name':'level','test':{'type':'number','is':{'op':'>','value':%d}}}",
                    "{'type':'all','of':[{'type':'consent','channel':'email','state':'in'},{'type':'moment','of':'created','when':{'is':'less-than-ago','days':%d}}]}",
                    "{'type':'rfm','recency':[5],'monetary':[4,5],'frequency':[%d]}",
                    "{'type':'top','by':'spent','percent':%d,'period':{'lastMonths':12}}");

    private SegmentsBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var batches = quick ? 300 : 1_200;
        var without = LaneBench.besides("segments", List.of(), batches);
        var with =
                LaneBench.besides(
                        "segments",
                        bodies(SEGMENTS),
                        batches,
                        "select count(*) from membership where member");
        return List.of(
                Row.atLeast(
                        "segments: real mix, " + SEGMENTS + " live segments",
                        with,
                        "events/s",
                        without,
                        3_000));
    }

    private static List<String> bodies(int n) {
        var bodies = new ArrayList<String>();
        for (var i = 0; i < n; i++) {
            var condition =
                    CONDITIONS
                            .get(i % CONDITIONS.size())
                            .formatted(i / CONDITIONS.size() + 1)
                            .replace('\'', '"');
            bodies.add("{\"name\":\"S%d\",\"condition\":%s}".formatted(i, condition));
        }
        return bodies;
    }
}
