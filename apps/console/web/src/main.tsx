import '@mantine/core/styles.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { allowOwnStyles } from './app/style-nonce';
import { startLanguage } from './i18n/language';

const styleNonce = allowOwnStyles();
const place = document.getElementById('application');
if (place === null) throw new Error('index.html has no element "application".');
await startLanguage();
createRoot(place).render(<App styleNonce={styleNonce} />);
