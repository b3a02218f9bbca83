package io.ritorno.imports;

import java.util.List;

/// A row of the file.
///
/// @param number from 1; a CSV's head is its first
/// @param cells in the order of the file's columns; fewer when the row is short
record Row(long number, List<String> cells) {}
