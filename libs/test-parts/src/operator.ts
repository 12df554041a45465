import { freePort } from '@stopsms/local-stack';
import { type AppProcess, startAppProcess } from './app-process';

/** The operator's simulator as its own process; `url` is of its HTTP routes: handsets, behaviour, stats. */
export type TestOperator = AppProcess & { readonly smppPort: number };

export async function startTestOperator(): Promise<TestOperator> {
  const smppPort = await freePort();
  const operator = await startAppProcess('smsc-simulator', (httpPort) => ({
    SIMULATOR_HTTP_PORT: String(httpPort),
    SIMULATOR_SMPP_PORT: String(smppPort),
  }));
  return Object.assign(operator, { smppPort });
}
