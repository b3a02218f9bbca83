package io.ritorno.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The method is a POST (or another method that needs a marketer by itself) but changes nothing of
/// the shop, such as a preview; a viewer may call it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForViewers {}
