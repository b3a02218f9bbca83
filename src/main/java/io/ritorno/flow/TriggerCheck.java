package io.ritorno.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a trigger, the stops and the re-entry still lack before people may enter.
final class TriggerCheck {
    private final DefinitionCheck.Known known;
    private final List<Fault> faults = new ArrayList<>();

    private TriggerCheck(DefinitionCheck.Known known) {
        this.known = known;
    }

    static List<Fault> faults(Definition definition, DefinitionCheck.Known known) {
        var check = new TriggerCheck(known);
        check.trigger(definition.trigger());
        for (var i = 0; i < definition.stop().size(); i++)
            check.stop(definition.stop().get(i), "stop[" + i + "]");
        if (definition.reentry() instanceof Reentry.After(var duration) && duration.isZero())
            check.fault("duration-missing", "reentry.duration", "flow-no-time");
        return check.faults;
    }

    private void trigger(Trigger trigger) {
        switch (trigger) {
            case Trigger.Happened happened when happened.name().isBlank() ->
                    fault("event-missing", "trigger.name", "flow-no-event");
            case Trigger.OrderStatus(var statuses) when statuses.isEmpty() ->
                    fault("value-missing", "trigger.statuses", "flow-no-status");
            case Trigger.Threshold threshold when threshold.value() <= 0 ->
                    fault("value-missing", "trigger.value", "flow-no-sum");
            case Trigger.CartAbandoned(var after, _) when after != null && after.isZero() ->
                    fault("duration-missing", "trigger.after", "flow-no-time");
            case Trigger.CheckoutAbandoned(var after) when after.isZero() ->
                    fault("duration-missing", "trigger.after", "flow-no-time");
            case Trigger.BrowseAbandoned(var after, _) when after.isZero() ->
                    fault("duration-missing", "trigger.after", "flow-no-time");
            case Trigger.SearchAbandoned(var after, _) when after.isZero() ->
                    fault("duration-missing", "trigger.after", "flow-no-time");
            case Trigger.SegmentEntered(var segment) -> segment(segment, "trigger.segment");
            case Trigger.SegmentLeft(var segment) -> segment(segment, "trigger.segment");
            case Trigger.Changed changed when changed.name().isEmpty() ->
                    fault("value-missing", "trigger", "flow-no-field");
            case Trigger.OnDate(var of, _, _) when of == null ->
                    fault("value-missing", "trigger.of", "flow-no-date");
            case Trigger.Inactive(_, var days) when days <= 0 ->
                    fault("value-missing", "trigger.days", "flow-no-days");
            case Trigger.PriceDrop(_, _, var percent) when percent <= 0 ->
                    fault("value-missing", "trigger.percent", "flow-no-share");
            default -> {}
        }
    }

    private void stop(Stop stop, String field) {
        switch (stop) {
            case Stop.Happened happened when happened.name().isBlank() ->
                    fault("event-missing", field + ".name", "flow-no-event");
            case Stop.SegmentLeft(var segment) -> segment(segment, field + ".segment");
            default -> {}
        }
    }

    private void segment(UUID segment, String field) {
        if (segment.equals(Reading.NO_SEGMENT)) fault("segment-missing", field, "flow-no-segment");
        else if (!known.segment(segment)) fault("segment-unknown", field, "flow-segment-gone");
    }

    private void fault(String code, String field, String what) {
        faults.add(Fault.of(code, null, field, what));
    }
}
