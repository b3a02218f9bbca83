package io.ritorno.demo;

import io.ritorno.account.Shop;

/// A demo shop and what it is made of.
///
/// @param visits people who come by on an average day
record DemoShop(Shop shop, Range range, People people, double visits, Tracks tracks, Tracks past) {}
