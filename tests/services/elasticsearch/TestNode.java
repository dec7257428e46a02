import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node inside this process. Arguments are settings, as name=value. It ends when
 * its standard input is closed, so it never outlives the test run that started it.
 */
public final class TestNode {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        Path home = Path.of(settings.get("path.home"));
        LogConfigurator.configureESLogging();
        Environment environment = new Environment(settings.build(), home.resolve("config"));
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(home.resolve("modules"), false), Set.of(), Map.of(), false);
        try (Node node = new Node(environment, plugins)) {
            node.start();
            System.in.transferTo(System.out);
        }
        System.exit(0);
    }
}
