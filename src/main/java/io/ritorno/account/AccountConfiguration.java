package io.ritorno.account;

import io.ritorno.platform.AppClock;
import io.ritorno.platform.Problem;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountSettings.class)
class AccountConfiguration {
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    Sessions sessions(JdbcClient db) {
        return new Sessions(db, AppClock.running());
    }

    /// In the machine's time: nobody is locked out because a manual clock stands still.
    @Bean
    LoginLimit loginLimit() {
        return new LoginLimit(AppClock.running());
    }

    /// `/api` and `/actuator` only. Intake, links and static files have their own checks and no
    /// business with this chain.
    @Bean
    SecurityFilterChain api(
            HttpSecurity http,
            Keys keys,
            Sessions sessions,
            Users users,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var login = PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/api/session");
        return http.securityMatcher("/api/**", "/actuator/**")
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.spa().ignoringRequestMatchers(login, AccessFilter::bearer))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin))
                .addFilterBefore(new AccessFilter(keys, sessions, users), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        paths ->
                                paths.dispatcherTypeMatchers(
                                                DispatcherType.ASYNC, DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(
                                                "/api/session",
                                                "/api/openapi.json/**",
                                                "/actuator/health/**")
                                        .permitAll()
                                        .requestMatchers("/actuator/**")
                                        .hasRole(Role.OWNER.name())
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(
                        refused ->
                                refused.authenticationEntryPoint(
                                                (request, response, _) ->
                                                        problems.resolveException(
                                                                request,
                                                                response,
                                                                null,
                                                                Access.unknown()))
                                        .accessDeniedHandler(
                                                (request, response, denied) ->
                                                        problems.resolveException(
                                                                request,
                                                                response,
                                                                null,
                                                                Problem.of(
                                                                        HttpStatus.FORBIDDEN,
                                                                        AccessFilter.why(denied)))))
                .build();
    }

    /// Keeps the chain's filter away from all other paths.
    @Bean
    static BeanPostProcessor chainOnlyWhereNeeded() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof DelegatingFilterProxyRegistrationBean filter)
                    filter.setUrlPatterns(List.of("/api/*", "/actuator/*"));
                return bean;
            }
        };
    }

    @Bean
    WebMvcConfigurer accessToControllers(Access access) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(access)
                        .addPathPatterns("/api/**")
                        .excludePathPatterns("/api/session", "/api/openapi.json/**");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(access);
            }
        };
    }
}
