package io.ritorno.account;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the OpenAPI document says of access: the key, and that a method's [Shop] is the path's.
@Configuration(proxyBeanMethods = false)
class ApiDocument {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Shop.class, Caller.class);
    }

    @Bean
    OpenApiCustomizer accessInApiDocument() {
        return document -> {
            document.info(new Info().title("Ritorno").version("1"));
            // relative to wherever this document was fetched from
            document.servers(List.of());
            if (document.getComponents() == null) document.components(new Components());
            document.getComponents()
                    .addSecuritySchemes(
                            "key",
                            new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
            document.addSecurityItem(new SecurityRequirement().addList("key"));
            document.getPaths()
                    .forEach(
                            (path, item) -> {
                                if (path.startsWith("/api/shops/{shop}")) addShop(item);
                            });
        };
    }

    private static void addShop(PathItem item) {
        item.addParametersItem(
                new PathParameter().name("shop").required(true).schema(new IntegerSchema()));
    }
}
