import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** Runs one OpenSearch node in this JVM until it is told to stop: Launcher HOME setting=value... */
public final class Launcher {

    /** HTTP and transport, and the analysers; neither scripts nor reindex, so that tests show what the engine needs. */
    private static final String MODULES =
            "org.opensearch.transport.Netty4ModulePlugin,org.opensearch.analysis.common.CommonAnalysisModulePlugin";

    public static void main(final String[] arguments) throws InterruptedException {
        final OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        runner.onBuild((number, settings) -> {
            for (int i = 1; i < arguments.length; i++) {
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
                "-moduleTypes", MODULES,
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
