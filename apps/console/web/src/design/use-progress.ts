import { useEffect, useState } from 'react';
import { doubtSession } from '../api/session-state';

/** Before a stream that the server has refused is opened again. */
const REOPEN_MS = 5_000;

/**
 * Follows what a service tells by server-sent events. It is opened again when it breaks; whoever leaves the page ends it.
 * @param address - `/api/<service>/…`, or undefined to follow nothing
 * @param heard - called with each event's `data`, read as JSON; keep it the same between renders
 * @returns whether it is connected; false too when what it follows is over
 */
export function useProgress<T>(address: string | undefined, heard: (event: T) => void): boolean {
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
      const hear = ({ data }: MessageEvent) => heard(JSON.parse(String(data)) as T);
      source.addEventListener('progress', hear);
      source.addEventListener('over', (event) => {
        hear(event);
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
  }, [address, heard]);
  return isLive;
}
