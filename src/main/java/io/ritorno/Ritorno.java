package io.ritorno;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The server. `./ritorno` is the launcher around it.
@SpringBootApplication
public class Ritorno {
    public static void main(String[] args) {
        application().run(args);
    }

    static SpringApplication application() {
        var application = new SpringApplication(Ritorno.class);
        application.setDefaultProperties(logging(System.getenv()));
        return application;
    }

    /// `RITORNO_LOG=json` writes a JSON object (Elastic common schema) a line, for machines.
    static Map<String, Object> logging(Map<String, String> environment) {
        var settings = new HashMap<String, Object>();
        switch (environment.getOrDefault("RITORNO_LOG", "text")) {
            case "json" -> settings.put("logging.structured.format.console", "ecs");
            case "text", "" -> {}
            default -> {
                System.err.println("Ritorno cannot start: RITORNO_LOG must be text or json");
                System.exit(1);
            }
        }
        return settings;
    }
}
