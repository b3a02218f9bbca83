package io.ritorno.insight.holdout;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What a group of people did after they came to the point at which chance decided.
///
/// @param people how many came there
/// @param buyers how many of them ordered within the window
/// @param revenue what all of them spent within it, in minor units
/// @param squares the sum over people of the square of what each spent; gives the spread
record Group(long people, long buyers, long revenue, double squares) {
    static final Group NOBODY = new Group(0, 0, 0, 0);

    Group {
        if (people < 0 || buyers < 0 || buyers > people || squares < 0)
            throw new IllegalArgumentException("not a group of people");
    }

    /// Of a row with these columns.
    static Group of(ResultSet row) throws SQLException {
        return new Group(
                row.getLong("people"),
                row.getLong("buyers"),
                row.getLong("revenue"),
                row.getDouble("squares"));
    }

    /// Share of people who ordered, 0 to 1; 0 of nobody.
    double conversion() {
        return people == 0 ? 0 : (double) buyers / people;
    }

    /// What a person spent on average, in minor units; 0 of nobody.
    double mean() {
        return people == 0 ? 0 : (double) revenue / people;
    }

    /// Sample variance of what a person spent; 0 for fewer than two people.
    double variance() {
        if (people < 2) return 0;
        return Math.max(0, (squares - (double) revenue * revenue / people) / (people - 1));
    }
}
