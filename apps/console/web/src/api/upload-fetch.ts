/**
 * `fetch` of a request with a file, as a call of `api` takes it: the browser's own does not report how much of a body was sent.
 * @param report - called with the share that was sent, 0 to 1
 */
export const uploadFetch =
  (file: Blob, report: (share: number) => void) =>
  (request: Request): Promise<Response> =>
    new Promise((resolve, reject) => {
      const call = new XMLHttpRequest();
      call.open(request.method, request.url);
      for (const [name, value] of request.headers) call.setRequestHeader(name, value);
      call.upload.addEventListener('progress', ({ loaded, total }) => report(total === 0 ? 1 : loaded / total));
      call.addEventListener('load', () => {
        const headers = { 'content-type': call.getResponseHeader('content-type') ?? '' };
        resolve(new Response(call.response as ArrayBuffer, { status: call.status, headers }));
      });
      call.addEventListener('error', () => reject(new TypeError('The connection failed')));
      call.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
      request.signal.addEventListener('abort', () => call.abort());
      call.responseType = 'arraybuffer';
      call.send(file);
    });
