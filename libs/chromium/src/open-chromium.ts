import { type Browser, chromium } from 'playwright-core';

/** Default arguments that would hide faults, or end the browser with its first page. */
const NOT_OURS = ['--single-process', '--disable-web-security'];

/** The Chromium that npm brings, where it runs (Linux, x64); elsewhere an installed Chrome, or what `STOPSMS_CHROME` names. */
export async function openChromium(): Promise<Browser> {
  const own = process.env['STOPSMS_CHROME'] ?? '';
  if (own !== '') return chromium.launch({ executablePath: own });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  const { default: brought } = await import('@sparticuz/chromium');
  // Pages without WebGL, drawn without the emulation of a graphics card.
  brought.setGraphicsMode = false;
  return chromium.launch({
    executablePath: await brought.executablePath(),
    args: brought.args.filter((flag) => !NOT_OURS.includes(flag)),
  });
}
