export { openChromium } from './open-chromium';
export { signIn } from './sign-in';
