import '@mantine/core/styles.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { router } from './app/router';
import { allowOwnStyles } from './app/style-nonce';
import { startLanguage } from './i18n/language';
import { askSessionAhead } from './session/session';

const styleNonce = allowOwnStyles();
const place = document.getElementById('application');
if (place === null) throw new Error('index.html has no element "application".');
// Who asks, the screen's code and the words are fetched side by side: one after the other they would be half of the time to the first screen.
askSessionAhead();
void router.load();
await startLanguage();
createRoot(place).render(<App styleNonce={styleNonce} />);
