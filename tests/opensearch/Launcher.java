import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** Runs one OpenSearch node in this JVM until it is told to stop: Launcher HOME PLUGIN,PLUGIN setting=value... */
public final class Launcher {

    public static void main(final String[] arguments) throws InterruptedException {
        final OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        runner.onBuild((number, settings) -> {
            for (int i = 2; i < arguments.length; i++) {
                final String[] pair = arguments[i].split("=", 2);
                if (pair[1].contains(",")) {
                    settings.putList(pair[0], pair[1].split(","));
                } else {
                    settings.put(pair[0], pair[1]);
                }
            }
        }).build(
                "-basePath", arguments[0],
                "-confPath", arguments[0] + "/config",
                "-dataPath", arguments[0] + "/data",
                "-logsPath", arguments[0] + "/logs",
                "-numOfNode", "1",
                "-moduleTypes", "", // none of its own choice: what is missing there, it passes over in silence
                "-pluginTypes", arguments[1],
                "-useLogger");
        new CountDownLatch(1).await();
    }

    private static void close(final OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (final java.io.IOException trouble) {
            trouble.printStackTrace();
        }
    }
}
