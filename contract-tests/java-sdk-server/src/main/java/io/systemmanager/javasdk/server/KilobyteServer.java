package io.systemmanager.javasdk.server;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * One tool that answers 1 kB, on the SDK's own streamable HTTP transport, on the Jetty that our
 * engine runs on. Arguments: the PEM files of the certificate and of its key. Prints {@code
 * JAVA_SDK_URL=…} and serves until its input ends.
 */
public final class KilobyteServer {
    private static final String TEXT = "A line of thirty-two characters.".repeat(32);

    private KilobyteServer() {}

    public static void main(String[] arguments) throws Exception {
        var transport =
                HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
        var mcp =
                McpServer.sync(transport)
                        .serverInfo("fixture", "1.0")
                        .capabilities(ServerCapabilities.builder().tools(false).build())
                        .immediateExecution(true) // on the request's own thread, as ours does
                        .toolCall(
                                Tool.builder("kilobyte", Map.of("type", "object"))
                                        .description("Answers 1 kB.")
                                        .build(),
                                (_, _) -> CallToolResult.builder().addTextContent(TEXT).build())
                        .build();
        var server = new Server(new VirtualThreadPool(10_000));
        var connector = connector(server, Path.of(arguments[0]), Path.of(arguments[1]));
        server.addConnector(connector);
        var servlets = new ServletContextHandler("/");
        var holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        servlets.addServlet(holder, "/mcp");
        server.setHandler(servlets);
        server.start();
        System.out.println("JAVA_SDK_URL=https://localhost:" + connector.getLocalPort() + "/mcp");
        System.out.flush();
        while (System.in.read() >= 0) {
            // whoever started this holds our input open until the measurement is over
        }
        mcp.closeGracefully();
        server.stop();
    }

    private static ServerConnector connector(Server server, Path chain, Path key) throws Exception {
        var tls = new PemFiles(chain, key).serverTls();
        var http = new HttpConnectionFactory(new HttpConfiguration());
        var connector =
                new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
        connector.setHost("127.0.0.1");
        return connector;
    }
}
