/// The customer's page: one person with everything the other features know of her, the list of all,
/// and what a marketer may change there. Owns no table; reads those of `profile`, `consent`,
/// `order`, `catalog`, `segment`, `event` and `delivery`. Nothing depends on it. Start at
/// [io.ritorno.customer.CustomerController].
@NullMarked
package io.ritorno.customer;

import org.jspecify.annotations.NullMarked;
