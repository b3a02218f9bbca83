package io.ritorno;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.springframework.test.context.TestContextManager;

/// Lets properties be [IntegrationTest]s, on the contexts that all tests share: Spring's own
/// extension is one of Jupiter's.
public final class WithSpring implements AroundPropertyHook {
    @Override
    public PropagationMode propagateTo() {
        // named at a class, meant for its properties
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) throws Exception {
        var spring = new TestContextManager(context.containerClass());
        spring.beforeTestClass();
        spring.prepareTestInstance(context.testInstance());
        try {
            return property.execute();
        } finally {
            spring.afterTestClass();
        }
    }
}
