package io.ritorno.imports;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A file that is being imported.
///
/// @param columns of the file, in their order
record ImportJob(
        Shop shop,
        UUID id,
        Kind kind,
        Format format,
        Mapping mapping,
        List<String> columns,
        char separator,
        Instant createdAt) {

    Layout layout() {
        return new Layout(mapping, columns, new Values(shop.zone(), mapping));
    }

    RowReader.Read read(byte[] bytes, long firstRow) {
        return format == Format.CSV
                ? RowReader.csv(bytes, separator, firstRow)
                : RowReader.ndjson(bytes, columns, firstRow);
    }
}
