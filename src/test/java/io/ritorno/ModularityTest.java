package io.ritorno;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void featuresKeepTheirBorders() {
        ApplicationModules.of(Ritorno.class).verify();
    }
}
