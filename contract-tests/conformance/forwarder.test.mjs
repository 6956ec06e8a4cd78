// The forwarder must be invisible to the suite: what it withheld or repaired would be judged as the server's.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { startForwarder } from './forwarder.mjs';

describe('the forwarder', () => {
  const answers = new Map();
  const server = http.createServer((request, response) => answers.get(request.url)(request, response));
  const seen = [];
  let forwarder;

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    forwarder = await startForwarder(`http://localhost:${server.address().port}/`,
      { token: 'ours', seen: what => seen.push(what) });
  });
  after(async () => {
    await forwarder.close();
    server.closeAllConnections();
    server.close();
  });
  const ask = (path, options = {}) => {
    const request = http.request(new URL(path, forwarder.url), options);
    request.end(options.body);
    return request;
  };

  test('puts our token in place of what the client sent, and leaves host and repeated headers as they are', async () => {
    answers.set('/headers', (request, response) => response.end(JSON.stringify(request.rawHeaders)));
    const [response] = await once(ask('/headers',
      { headers: ['Host', 'evil.example.com', 'Mcp-Name', 'a', 'Mcp-Name', 'b', 'authorization', 'Bearer theirs'] }), 'response');
    const raw = JSON.parse((await response.toArray()).join(''));
    const values = name => raw.filter((_, at) => at % 2 === 1 && raw[at - 1].toLowerCase() === name);
    assert.deepEqual(values('authorization'), ['Bearer ours']);
    assert.deepEqual(values('host'), ['evil.example.com']);
    assert.deepEqual(values('mcp-name'), ['a', 'b']);
  });

  test('passes on the method, the body and the status', async () => {
    answers.set('/echo', async (request, response) => {
      response.writeHead(418, { 'X-Method': request.method });
      response.end((await request.toArray()).join(''));
    });
    const [response] = await once(ask('/echo', { method: 'POST', body: 'äöü' }), 'response');
    assert.equal(response.statusCode, 418);
    assert.equal(response.headers['x-method'], 'POST');
    assert.equal(Buffer.concat(await response.toArray()).toString(), 'äöü');
    assert.deepEqual([seen.at(-1).method, seen.at(-1).status], ['POST', 418]);
  });

  test('holds back neither the headers nor an event of a stream that goes on', async () => {
    let stream;
    answers.set('/stream', (request, response) => {
      stream = response;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
    });
    const [response] = await once(ask('/stream'), 'response');
    const event = once(response, 'data');
    stream.write('data: 1\n\n');
    assert.equal(String((await event)[0]), 'data: 1\n\n');
    const end = once(response, 'end');
    response.resume();
    stream.end();
    await end;
  });

  test('lets the server notice that the client hung up', async () => {
    const arrived = Promise.withResolvers();
    answers.set('/held', (request, response) => {
      response.flushHeaders();
      arrived.resolve(once(response, 'close'));
    });
    const request = ask('/held');
    await once(request, 'response');
    request.destroy();
    await arrived.promise.then(closed => closed);
  });

  test('lets the client notice that the server hung up in the middle', async () => {
    answers.set('/cut', (request, response) => {
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const [response] = await once(ask('/cut'), 'response');
    await assert.rejects(response.toArray());
  });
});
