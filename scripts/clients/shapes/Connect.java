// Connects with each of the creds files and prints one line for each: file, answer, words. Run by shapes.mjs.
import io.nats.client.*;
import java.time.Duration;

public class Connect {
    public static void main(String[] args) {
        for (int i = 1; i < args.length; i++) {
            try {
                Options options = new Options.Builder()
                    .server(args[0])
                    .authHandler(Nats.credentials(args[i]))
                    .connectionTimeout(Duration.ofSeconds(10))
                    .maxReconnects(0)
                    .errorListener(new ErrorListener() {})
                    .build();
                Nats.connect(options).close();
                System.out.println(args[i] + "\taccepted\t");
            } catch (Throwable problem) {
                StringBuilder words = new StringBuilder();
                for (Throwable one = problem; one != null; one = one.getCause()) {
                    words.append(String.valueOf(one.getMessage()).replaceAll("\\s+", " ")).append("; ");
                }
                System.out.println(args[i] + "\trefused\t" + words);
            }
        }
        System.exit(0);
    }
}
