import { useEffect, useState } from 'react';

/**
 * Follows what a service tells by server-sent events. The browser connects again by itself; whoever leaves the page ends it.
 * @param address - `/api/<service>/…`, or undefined to follow nothing
 * @param heard - called with each event's `data`, read as JSON; keep it the same between renders
 * @returns whether it is connected; false too when what it follows is over
 */
export function useProgress<T>(address: string | undefined, heard: (event: T) => void): boolean {
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (address === undefined) return;
    const source = new EventSource(address);
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('error', () => setLive(false));
    const hear = ({ data }: MessageEvent) => heard(JSON.parse(String(data)) as T);
    source.addEventListener('progress', hear);
    source.addEventListener('over', (event) => {
      hear(event);
      source.close();
      setLive(false);
    });
    return () => {
      source.close();
      setLive(false);
    };
  }, [address, heard]);
  return isLive;
}
