export { openChromium } from './open-chromium';
