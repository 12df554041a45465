import { useEffect, useState } from 'react';
import { doubtSession } from '../api/session-state';

/** Before a stream that the server has refused is opened again. */
const REOPEN_MS = 5_000;

/**
 * Follows server-sent events of a service. The stream is reopened when it breaks and closed when the page is left.
 * @param address - `/api/<service>/…`, or undefined to follow nothing
 * @param onEvent - called with each event's `data`, read as JSON; keep it the same between renders
 * @returns whether it is connected; false too when what it follows is over
 */
export function useProgress<T>(address: string | undefined, onEvent: (event: T) => void): boolean {
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (address === undefined) return;
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(address);
      source.addEventListener('open', () => setLive(true));
      source.addEventListener('error', () => {
        setLive(false);
        if (source.readyState !== EventSource.CLOSED) return;
        // Refused, which the browser does not try again: the session has ended, or the service is away.
        doubtSession();
        again = setTimeout(open, REOPEN_MS);
      });
      const receive = ({ data }: MessageEvent) => onEvent(JSON.parse(String(data)) as T);
      source.addEventListener('progress', receive);
      source.addEventListener('over', (event) => {
        receive(event);
        source.close();
        setLive(false);
      });
    };
    open();
    return () => {
      clearTimeout(again);
      source.close();
      setLive(false);
    };
  }, [address, onEvent]);
  return isLive;
}
