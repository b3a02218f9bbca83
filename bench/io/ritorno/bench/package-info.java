/// Benchmarks with their reference measured in the same run. Compiled with the tests; `./ritorno
/// bench` starts them.
@NullMarked
package io.ritorno.bench;

import org.jspecify.annotations.NullMarked;
