import { createServer } from 'node:net';

/** A loopback port nobody listens on, and whose successor is free as well. */
export const freePort = async () => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port) && await isFree(port + 1)) return port;
  }
};

const isFree = port => new Promise(resolve => {
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
});
