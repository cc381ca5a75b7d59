import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON with what the JDK has; an application takes the library that it has already. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a value: a Map, List, String, Boolean, null, or a Long, or a Double where there is a fraction or exponent.
     *
     * @throws IllegalArgumentException if the text is no JSON
     */
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipBlanks();
        if (json.at < text.length()) throw json.unexpected("the end");
        return value;
    }

    /** Reads an object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> object) return (Map<String, Object>) object;
        throw new IllegalArgumentException("expected a JSON object, found " + text);
    }

    /** Writes an object of texts and whole numbers. */
    static String write(Map<String, ?> fields) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> members.add(
                quoted(name) + ":" + (value instanceof Number ? value.toString() : quoted(value.toString()))));
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') quoted.append('\\').append(letter);
            else if (letter < ' ') quoted.append(String.format("\\u%04x", (int) letter));
            else quoted.append(letter);
        }
        return quoted.append('"').toString();
    }

    private Object value() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        while (hasNext('}', object.isEmpty())) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            object.put(name, value());
        }
        return object;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        while (hasNext(']', list.isEmpty())) list.add(value());
        return list;
    }

    private boolean hasNext(char end, boolean isFirst) {
        skipBlanks();
        if (peek() == end) {
            at++;
            return false;
        }
        if (!isFirst) expect(',');
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') string.append(peek() == '\\' ? escaped() : text.charAt(at++));
        at++;
        return string.toString();
    }

    private char escaped() {
        at++;
        char letter = peek();
        at++;
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + 4 > text.length()) throw unexpected("four hex digits");
                yield (char) Integer.parseInt(text.substring(at, at += 4), 16);
            }
            default -> letter;
        };
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> word.matches("-?\\d+") ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        };
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() {
        if (at >= text.length()) throw unexpected("more");
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) throw unexpected("'" + wanted + "'");
        at++;
    }

    private IllegalArgumentException unexpected(String wanted) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException("JSON at " + at + ": expected " + wanted + ", found " + found);
    }
}
