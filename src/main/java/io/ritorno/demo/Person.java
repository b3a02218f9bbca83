package io.ritorno.demo;

import java.time.LocalDate;
import java.util.List;

/// A customer of a demo shop, or somebody who may become one.
///
/// @param number from which everything else about her is drawn
/// @param eager how much she buys, against others
/// @param tastes leaves of the tree that she likes
/// @param agrees to e-mail
record Person(
        int number,
        String userId,
        String firstName,
        String lastName,
        boolean woman,
        String email,
        String phone,
        String locale,
        String country,
        String city,
        LocalDate birthday,
        Kind kind,
        double eager,
        List<String> tastes,
        boolean agrees,
        boolean agreesToSms) {

    /// How a person buys.
    enum Kind {
        /// looks, and never buys
        LOOKER,
        /// bought once
        ONCE,
        /// comes back now and then
        SOMETIMES,
        /// comes back often
        LOYAL
    }
}
