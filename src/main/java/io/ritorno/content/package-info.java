/// What a message says: a marketer's MJML with Liquid in it, checked when it is saved, compiled
/// once and filled for each person when it is sent. Owns the table `template`. Depends on
/// `platform` and `account`.
///
/// Start at [io.ritorno.content.MailTemplates].
@NullMarked
package io.ritorno.content;

import org.jspecify.annotations.NullMarked;
