package io.ritorno.content;

/// A mail filled for one person.
///
/// @param subject one line
/// @param html a whole page
public record Mail(String subject, String html, String text) implements Rendered {}
