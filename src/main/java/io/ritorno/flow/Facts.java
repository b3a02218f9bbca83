package io.ritorno.flow;

import io.ritorno.webhook.Call;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a step may know about the run that stands at it. Only what its step asks for is filled.
///
/// @param anchor when the person entered, put off by the time the run was held up
/// @param enteredStepAt when the run came to this step
/// @param holds whether she satisfies the step's condition; true where it has none
/// @param cartValue what the run's cart is worth now; null when it has none
/// @param zone the one that the step names: hers or the shop's
/// @param date the one that the step names; null when she has none
/// @param values hers of the field that the step names; empty when she has none
/// @param lot her lot at this step, see [Draw]
/// @param winner the way that has won; null while none has
/// @param happened whether the event that the step waits for has happened since she came to it
/// @param message what became of the message that the step asks about
/// @param call the run's call at this step; null when there is none yet
/// @param keptOut whether she belongs to the shop's control group, which gets no marketing
record Facts(
        Instant anchor,
        Instant enteredStepAt,
        boolean holds,
        @Nullable Long cartValue,
        ZoneId zone,
        @Nullable LocalDate date,
        List<String> values,
        int lot,
        @Nullable String winner,
        boolean happened,
        Message message,
        @Nullable Call call,
        boolean keptOut) {

    /// What became of a message.
    enum Message {
        /// Not known yet.
        OPEN,
        SENT,
        /// There was none, or it was not handed over.
        NOT_SENT
    }

    /// Of a step that asks for no more.
    Facts(Instant anchor, Instant enteredStepAt, boolean holds, @Nullable Long cartValue) {
        this(
                anchor,
                enteredStepAt,
                holds,
                cartValue,
                ZoneOffset.UTC,
                null,
                List.of(),
                0,
                null,
                false,
                Message.NOT_SENT,
                null,
                false);
    }

    Facts in(ZoneId newZone, @Nullable LocalDate newDate) {
        return copy(newZone, newDate, values, lot, winner, happened, message, call, keptOut);
    }

    Facts having(List<String> newValues) {
        return copy(zone, date, newValues, lot, winner, happened, message, call, keptOut);
    }

    Facts drawing(int newLot, @Nullable String newWinner) {
        return copy(zone, date, values, newLot, newWinner, happened, message, call, keptOut);
    }

    Facts after(boolean newHappened) {
        return copy(zone, date, values, lot, winner, newHappened, message, call, keptOut);
    }

    Facts after(Message newMessage) {
        return copy(zone, date, values, lot, winner, happened, newMessage, call, keptOut);
    }

    Facts calling(@Nullable Call newCall) {
        return copy(zone, date, values, lot, winner, happened, message, newCall, keptOut);
    }

    Facts keptOut(boolean newKeptOut) {
        return copy(zone, date, values, lot, winner, happened, message, call, newKeptOut);
    }

    private Facts copy(
            ZoneId newZone,
            @Nullable LocalDate newDate,
            List<String> newValues,
            int newLot,
            @Nullable String newWinner,
            boolean newHappened,
            Message newMessage,
            @Nullable Call newCall,
            boolean newKeptOut) {
        return new Facts(
                anchor,
                enteredStepAt,
                holds,
                cartValue,
                newZone,
                newDate,
                newValues,
                newLot,
                newWinner,
                newHappened,
                newMessage,
                newCall,
                newKeptOut);
    }
}
