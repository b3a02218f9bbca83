package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ritorno.platform.Unfit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads whole rows from bytes. An object of NDJSON is a row whose columns are its fields' paths,
/// `address.city`; a list of objects in it, such as an order's products, makes a row of each.
final class RowReader {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    private RowReader() {}

    /// A row that could not be read at all.
    record Broken(long number, Unfit why, String line) {}

    /// @param rows in the order of the file
    record Read(List<Row> rows, List<Broken> broken) {}

    /// The mark that parts the head of a CSV into most columns.
    static char separator(byte[] head) {
        var best = ',';
        var most = 0;
        for (var separator : SEPARATORS) {
            var columns = cells(new String(head, UTF_8), separator).size();
            if (columns > most) {
                most = columns;
                best = separator;
            }
        }
        return best;
    }

    static List<String> cells(String row, char separator) {
        return csv(separator).ofCsvRecord(row).stream()
                .findFirst()
                .map(record -> record.getFields().stream().map(String::strip).toList())
                .orElse(List.of());
    }

    static Read csv(byte[] bytes, char separator, long firstRow) {
        var rows = new ArrayList<Row>();
        var number = firstRow;
        for (var record : csv(separator).ofCsvRecord(new String(bytes, UTF_8))) {
            var cells = record.getFields();
            if (cells.size() > 1 || !cells.getFirst().isBlank()) rows.add(new Row(number, cells));
            number++;
        }
        return new Read(rows, List.of());
    }

    private static CsvReaderBuilder csv(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .commentStrategy(CommentStrategy.NONE)
                .maxBufferSize(2 * Splitter.LONGEST_ROW);
    }

    static Read ndjson(byte[] bytes, List<String> columns, long firstRow) {
        var rows = new ArrayList<Row>();
        var broken = new ArrayList<Broken>();
        var number = firstRow;
        for (var line : new String(bytes, UTF_8).split("\n")) {
            if (!line.isBlank()) {
                try {
                    if (!(JSON.readTree(line) instanceof ObjectNode object))
                        throw new Unfit(null, "row-not-an-object");
                    for (var flat : flat(object))
                        rows.add(
                                new Row(
                                        number,
                                        columns.stream()
                                                .map(column -> flat.getOrDefault(column, ""))
                                                .toList()));
                } catch (JacksonException e) {
                    broken.add(new Broken(number, new Unfit(null, "row-not-json"), line));
                } catch (Unfit e) {
                    broken.add(new Broken(number, e, line));
                }
            }
            number++;
        }
        return new Read(rows, broken);
    }

    /// All columns that these lines have.
    static List<String> columns(byte[] ndjson) {
        var columns = new LinkedHashSet<String>();
        for (var line : new String(ndjson, UTF_8).split("\n")) {
            try {
                if (!line.isBlank() && JSON.readTree(line) instanceof ObjectNode object)
                    for (var flat : flat(object)) columns.addAll(flat.keySet());
            } catch (JacksonException e) {
                // an example that cannot be read teaches nothing; the import itself will say so
            }
        }
        return List.copyOf(columns);
    }

    private static List<Map<String, String>> flat(ObjectNode object) {
        var common = new LinkedHashMap<String, String>();
        var list = flatten("", object, common);
        if (list == null) return List.of(common);
        var rows = new ArrayList<Map<String, String>>();
        for (var item : list.getValue()) {
            var row = new LinkedHashMap<>(common);
            flatten(list.getKey() + ".", item, row);
            rows.add(row);
        }
        return rows;
    }

    private static Map.@Nullable Entry<String, JsonNode> flatten(
            String prefix, JsonNode object, Map<String, String> into) {
        Map.@Nullable Entry<String, JsonNode> list = null;
        for (var field : object.properties()) {
            var name = prefix + field.getKey();
            var value = field.getValue();
            if (value.isObject()) flatten(name + ".", value, into);
            else if (value.isArray() && value.size() > 0 && value.get(0).isObject())
                list = Map.entry(name, value);
            else if (value.isArray())
                into.put(
                        name,
                        String.join(", ", value.valueStream().map(JsonNode::asString).toList()));
            else if (!value.isNull()) into.put(name, value.asString());
        }
        return list;
    }

    /// Cells as a line of NDJSON, without its line break.
    static String object(List<String> columns, List<String> cells) {
        var object = JSON.createObjectNode();
        for (var i = 0; i < cells.size(); i++) object.put(columns.get(i), cells.get(i));
        return object.toString();
    }

    /// Cells as one line of CSV, with its line break.
    static String line(List<String> cells, char separator) {
        var out = new StringWriter();
        try (var writer =
                CsvWriter.builder()
                        .fieldSeparator(separator)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(out)) {
            writer.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
