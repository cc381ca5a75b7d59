import java.io.IOException;

/** The answer is not the server's: a signature is missing or does not fit. */
final class Counterfeit extends IOException {
    Counterfeit(String message) {
        super(message);
    }
}
