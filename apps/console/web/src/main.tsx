import '@mantine/core/styles.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { printInLight } from './app/print-in-light';
import { PATIENCE_MS, router } from './app/router';
import { allowOwnStyles } from './app/style-nonce';
import { startLanguage } from './i18n/language';
import { askSessionAhead } from './session/session';

const styleNonce = allowOwnStyles();
const container = document.getElementById('application');
if (container === null) throw new Error('index.html has no element "application".');
// Who asks, the screen's code and the words are fetched side by side: one after the other they would be half of the time to the first screen.
askSessionAhead();
printInLight();
const pause = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
await Promise.all([startLanguage(), Promise.race([router.load(), pause])]);
document.getElementById('outline')?.remove();
createRoot(container).render(<App styleNonce={styleNonce} />);
