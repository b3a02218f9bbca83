package io.ritorno;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The server. `./ritorno` is the launcher around it.
@SpringBootApplication
public class Ritorno {
    public static void main(String[] args) {
        SpringApplication.run(Ritorno.class, args);
    }
}
