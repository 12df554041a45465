import { startIdentityProvider } from './identity-provider';
import { settingsFrom } from './settings';

const write = (line: Record<string, unknown>): boolean =>
  process.stdout.write(
    `${JSON.stringify({ service: 'identity-provider', time: new Date().toISOString(), ...line })}\n`,
  );

async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const provider = await startIdentityProvider(settings);
  const { host, issuer } = settings;
  write({ level: 'info', msg: 'listening', host, port: provider.port, issuer });
  const stop = (signal: NodeJS.Signals): void => {
    void provider.close().then(() => {
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
      ? `${error.message}: stop what listens there, or set IDENTITY_PROVIDER_PORT.`
      : error.message;
  write({ level: 'fatal', msg: detail });
  process.exit(1);
});
