import { clockFrom } from '@stopsms/kernel';
import { settingsFrom } from './settings';
import { startSimulator } from './simulator';

const write = (line: Record<string, unknown>): boolean =>
  process.stdout.write(`${JSON.stringify({ service: 'smsc-simulator', time: new Date().toISOString(), ...line })}\n`);

async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const simulator = await startSimulator(settings, clockFrom(process.env['STOPSMS_CLOCK']));
  const { host } = settings;
  const { httpPort, smppPort, smppTlsPort, vendorPort } = simulator;
  write({ level: 'info', msg: 'listening', host, httpPort, smppPort, smppTlsPort, vendorPort });
  const stop = (signal: NodeJS.Signals): void => {
    void simulator.close().then(() => {
      write({ level: 'info', msg: 'stopped', signal });
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
  const detail =
    error.code === 'EADDRINUSE'
      ? `${error.message}: stop what listens there, or set SIMULATOR_HTTP_PORT, SIMULATOR_SMPP_PORT, SIMULATOR_SMPP_TLS_PORT or SIMULATOR_VENDOR_PORT.`
      : error.message;
  write({ level: 'fatal', msg: detail });
  process.exit(1);
});
