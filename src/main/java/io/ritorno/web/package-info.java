/// What every answer of the web server has in common: errors as RFC 9457 problems, the built
/// screens as static files, security headers. Owns no table and depends on nothing but `platform`.
///
/// Start at [io.ritorno.web.Problems].
@NullMarked
package io.ritorno.web;

import org.jspecify.annotations.NullMarked;
