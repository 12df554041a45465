const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// npm passes Ctrl-C on although the terminal has already sent it to every process: the same key press arrives twice.
const SAME_KEY_PRESS_MS = 1000;

/**
 * Aborts when somebody asks this process to end. Asking again, a second later or more, ends it at once.
 * @param onImpatience - called just before that end
 */
export function stopRequest(onImpatience: () => void): AbortSignal {
  const asked = new AbortController();
  let askedAt = 0;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      if (!asked.signal.aborted) {
        askedAt = now;
        asked.abort();
      } else if (now - askedAt > SAME_KEY_PRESS_MS) {
        onImpatience();
        process.exit(130);
      }
    });
  }
  return asked.signal;
}
