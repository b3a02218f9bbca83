/// The screens, driven in Debian's Chromium against the whole program. Needs `ui/dist`, which
/// `./ritorno test` builds first.
@org.jspecify.annotations.NullMarked
package io.ritorno.browser;
