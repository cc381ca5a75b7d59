import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes JSON with what the JDK has; an application takes the library that it has already. */
final class Json {
    /** Deepest nesting that is read: each level is a call, and the JDK ends a program that has too many open. */
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

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
        throw new IllegalArgumentException("expected a JSON object");
    }

    /** Writes a value of the kinds that are read. */
    static String write(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(member -> quoted(member.getKey().toString()) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') quoted.append('\\').append(letter);
            else if (letter < ' ' || letter > '~') quoted.append(String.format("\\u%04x", (int) letter));
            else quoted.append(letter);
        }
        return quoted.append('"').toString();
    }

    private Object value() {
        skipBlanks();
        if (++depth > DEEPEST) throw new IllegalArgumentException("JSON is nested more than " + DEEPEST + " deep");
        Object value = switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> word();
        };
        depth--;
        return value;
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
