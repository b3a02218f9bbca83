package io.ritorno.bench;

import java.util.List;
import java.util.Map;

/// What the server needs when nothing happens.
final class IdleBench {
    private IdleBench() {}

    static List<Row> run(boolean quick) throws Exception {
        // once to make the tables; what counts is the start of a built installation
        try (var server = new Server(Map.of())) {
            return List.of(
                    Row.atMost("idle server, memory (RSS)", server.memory()[0], "MB", null, 400),
                    Row.atMost(
                            "built start, empty database",
                            server.startTime.toMillis(),
                            "ms",
                            null,
                            5_000));
        }
    }
}
