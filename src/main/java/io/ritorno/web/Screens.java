package io.ritorno.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// The built screens of `ui/`. A file whose name holds a hash of its content is kept for ever; the
/// page that names them is asked for again each time. Every address that is no file and belongs to
/// nobody else is a screen's, so that it can be linked.
@Configuration(proxyBeanMethods = false)
class Screens implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/";

    /// First steps of addresses that are never a screen's.
    private static final Set<String> OTHERS =
            Set.of(
                    "api",
                    "v1",
                    "hooks",
                    "c",
                    "o",
                    "q",
                    "u",
                    "actuator",
                    "error",
                    "assets",
                    "demo-images",
                    "demo-shop");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new OrTheApp());
    }

    private static final class OrTheApp extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location)
                throws IOException {
            var file = super.getResource(path, location);
            if (file != null && !path.isEmpty()) return file;
            return screen(path) ? super.getResource("index.html", location) : null;
        }

        private static boolean screen(String path) {
            var slash = path.indexOf('/');
            var first = slash < 0 ? path : path.substring(0, slash);
            var last = path.substring(path.lastIndexOf('/') + 1);
            return !OTHERS.contains(first) && !last.contains(".");
        }
    }
}
