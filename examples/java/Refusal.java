import java.io.IOException;

/** The server's no. Its code is what to decide by, the wording may change. */
final class Refusal extends IOException {
    final int status;
    final String code;

    Refusal(int status, String code, String message) {
        super(code + ": " + message);
        this.status = status;
        this.code = code;
    }
}
