package io.ritorno.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/// The language of an answer: that of `Accept-Language`, or of `lang` in the address of a file,
/// which a browser fetches with the header of its own language and not with the screen's.
@Configuration(proxyBeanMethods = false)
class Languages {
    @Bean
    LocaleResolver localeResolver() {
        var resolver =
                new AcceptHeaderLocaleResolver() {
                    @Override
                    public Locale resolveLocale(HttpServletRequest request) {
                        // the parameters of anything else may be read only by whom it is for
                        var lang =
                                HttpMethod.GET.matches(request.getMethod())
                                        ? request.getParameter("lang")
                                        : null;
                        return lang == null || lang.isBlank()
                                ? super.resolveLocale(request)
                                : Locale.forLanguageTag(lang);
                    }
                };
        // who names none, as a shop's server, is not answered in the machine's
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }
}
