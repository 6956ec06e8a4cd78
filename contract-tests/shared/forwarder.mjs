// A forwarder on the loopback between a client and an MCP server: it adds the token that a client cannot send, speaks
// TLS where a client cannot, and tells what passes. It changes nothing else, holds nothing back, and a side that hangs
// up is noticed on the other.
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import { pipeline } from 'node:stream';

const over = url => (url.protocol === 'https:' ? https : http);

// Raw, so that repeated headers, their order and the host stay as the client sent them.
const headersOf = (request, token) => {
  const headers = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name, value] = request.rawHeaders.slice(at, at + 2);
    if (!token || name.toLowerCase() !== 'authorization') headers.push(name, value);
  }
  return token ? [...headers, 'Authorization', `Bearer ${token}`] : headers;
};

/**
 * Listens on a free loopback port.
 *
 * @param to the server's address, by a name that its certificate holds
 * @param options ca: what the server's certificate is checked with; token: put in place of the client's; tls: a
 *   certificate and key to listen with, otherwise plain HTTP; seen: told each request's headers and its answer's status
 * @returns url, under which the server is reached through it, and close
 */
export const startForwarder = async (to, { ca, token, tls, seen = () => {} } = {}) => {
  const target = new URL(to);
  const forward = (request, response) => {
    const outgoing = over(target).request({
      host: target.hostname, port: target.port, servername: target.hostname, ca, agent: false,
      method: request.method, path: request.url, headers: headersOf(request, token),
    }, incoming => {
      seen({ method: request.method, headers: request.headers, status: incoming.statusCode });
      response.writeHead(incoming.statusCode, incoming.rawHeaders);
      response.flushHeaders();
      pipeline(incoming, response, () => {});
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    request.pipe(outgoing);
  };
  const server = tls ? https.createServer(tls, forward) : http.createServer(forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.protocol = tls ? 'https:' : 'http:';
  url.host = `localhost:${server.address().port}`;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: url.href, close };
};
