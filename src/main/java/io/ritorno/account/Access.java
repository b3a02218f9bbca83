package io.ritorno.account;

import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Stands before every controller under `/api`: whoever asks for a shop of another account is told
/// that there is none, whatever the controller does; then the role is compared with what the method
/// needs. GET and HEAD need a viewer, all others a marketer, [OwnerOnly] an owner.
///
/// Also hands the [Caller] and the [Shop] of `/api/shops/{shop}/…` to methods that declare them.
@Component
public class Access implements HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final String SHOP = Access.class.getName() + ".shop";

    private final Shops shops;

    Access(Shops shops) {
        this.shops = shops;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var caller = caller(request);
        if (caller == null) throw unknown();
        var wanted = variable(request, "shop");
        if (wanted != null) request.setAttribute(SHOP, shop(caller, wanted));
        if (method.hasMethodAnnotation(OwnerOnly.class)
                || method.getBeanType().isAnnotationPresent(OwnerOnly.class)) {
            need(caller, Role.OWNER);
            if (caller.shopId() != null && wanted == null)
                throw Problem.of(HttpStatus.FORBIDDEN, "key-of-one-shop");
        } else if (!reads(request) && !method.hasMethodAnnotation(ForViewers.class)) {
            need(caller, Role.MARKETER);
        }
        return true;
    }

    private Shop shop(Caller caller, String wanted) {
        return number(wanted)
                .flatMap(shops::find)
                .filter(caller::sees)
                .orElseThrow(() -> Problem.notFound("shop"));
    }

    private static Optional<Integer> number(String text) {
        if (!text.matches("[0-9]{1,9}")) return Optional.empty();
        return Optional.of(Integer.parseInt(text));
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static void need(Caller caller, Role role) {
        if (!caller.role().covers(role))
            throw Problem.of(HttpStatus.FORBIDDEN, "role-" + role.code());
    }

    /// Whoever the filter chain has recognised, or null.
    static @Nullable Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(AccessFilter.CALLER);
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.UNAUTHORIZED, "not-logged-in");
    }

    private static @Nullable String variable(HttpServletRequest request, String name) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get(name) instanceof String value
                ? value
                : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return type == Shop.class || type == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (parameter.getParameterType() == Shop.class) {
            var shop = request.getAttribute(SHOP, RequestAttributes.SCOPE_REQUEST);
            if (shop == null)
                throw new IllegalStateException("not under /api/shops/{shop}: " + parameter);
            return shop;
        }
        var caller = request.getAttribute(AccessFilter.CALLER, RequestAttributes.SCOPE_REQUEST);
        if (caller == null) throw unknown();
        return caller;
    }
}
