import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Time for the rest of a body after its response. Ending at once could take the response away from a client that still sends. */
const LINGER_MS = 5_000;

/** Ends connections whose request body goes on long after the response: Node would read and discard it, however long it is. */
export function endLeftoverBodies(server: Server): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      if (request.complete) return;
      const timer = setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, LINGER_MS);
      request.once('close', () => clearTimeout(timer));
    });
  });
}
