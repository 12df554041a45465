import { useEffect } from 'react';

/** The browser's title, also read first by a screen reader when a page is opened. The last one set stays. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'STOP SMS' : `${title} – STOP SMS`;
  }, [title]);
}
