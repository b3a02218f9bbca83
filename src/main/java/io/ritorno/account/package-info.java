/// Who may do what: accounts, users and their sessions, API keys, shops and their settings, the
/// audit log. Owns the tables `account`, `app_user`, `session`, `api_key`, `shop`, `audit` and
/// `secret`. Depends on `platform`.
///
/// Start at [io.ritorno.account.Shops]; every request for a shop goes through
/// [io.ritorno.account.Access].
@NullMarked
package io.ritorno.account;

import org.jspecify.annotations.NullMarked;
