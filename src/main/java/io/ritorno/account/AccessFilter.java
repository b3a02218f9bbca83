package io.ritorno.account;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who is calling: by API key when there is one, else by the login's cookie. A wrong key
/// is nobody, even beside a good cookie.
class AccessFilter extends OncePerRequestFilter {
    static final String COOKIE = "ritorno";

    /// Request attribute with the [Caller]: unlike the thread's security context it is still there
    /// when an answer goes on in another thread.
    static final String CALLER = AccessFilter.class.getName() + ".caller";

    private static final String BEARER = "Bearer ";

    private final Keys keys;
    private final Sessions sessions;
    private final Users users;

    AccessFilter(Keys keys, Sessions sessions, Users users) {
        this.keys = keys;
        this.sessions = sessions;
        this.users = users;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = bearer(request) ? byKey(request) : byCookie(request);
        if (caller != null) {
            request.setAttribute(CALLER, caller);
            var role = new SimpleGrantedAuthority("ROLE_" + caller.role());
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(
                    new PreAuthenticatedAuthenticationToken(caller, null, List.of(role)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    static boolean bearer(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    /// The problem of a known caller who is refused.
    static String why(AccessDeniedException denied) {
        return denied instanceof CsrfException ? "csrf" : "role-owner";
    }

    private @Nullable Caller byKey(HttpServletRequest request) {
        var header = requireNonNull(request.getHeader(HttpHeaders.AUTHORIZATION));
        var key = header.substring(BEARER.length()).strip();
        return key.isEmpty() || key.length() > 200 ? null : keys.find(key).orElse(null);
    }

    private @Nullable Caller byCookie(HttpServletRequest request) {
        var token = token(request);
        if (token == null) return null;
        return sessions.find(token)
                .flatMap(users::find)
                .filter(user -> user.disabledAt() == null)
                .map(User::caller)
                .orElse(null);
    }

    /// The login's token, or null.
    static @Nullable String token(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) return null;
        for (var cookie : cookies)
            if (cookie.getName().equals(COOKIE) && cookie.getValue().length() < 100)
                return cookie.getValue();
        return null;
    }
}
