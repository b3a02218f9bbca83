/// History from files: customers, products and orders as CSV or NDJSON. A file is cut into pieces
/// while it arrives; the job lane turns each piece into calls marked as history and sends them down
/// the one road through [io.ritorno.event.Inbox]. Nothing else here writes people or orders. Owns
/// the tables `import`, `import_chunk`, `import_error` and `import_order`. Depends on `event` (and
/// reads `inbox` to see whether what it sent has been dealt with), `account` and `platform`.
///
/// Start at [io.ritorno.imports.ImportController]; [io.ritorno.imports.Uploads] takes files in,
/// [io.ritorno.imports.ImportWork] does the work.
@NullMarked
package io.ritorno.imports;

import org.jspecify.annotations.NullMarked;
