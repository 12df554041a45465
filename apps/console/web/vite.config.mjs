import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const outDir = fileURLToPath(new URL('../../../dist/apps/console-web', import.meta.url));

const verifierCrypto = fileURLToPath(new URL('./src/auditor/proofs/browser-crypto.ts', import.meta.url));
const operations = fileURLToPath(new URL('../../../libs/verify/src/operations.mjs', import.meta.url));
const verifier = fileURLToPath(new URL('../../../libs/verify/src/in-browser.mjs', import.meta.url));

export default defineConfig({
  base: '/',
  plugins: [react(), loadStylesAfterOutline(), compress(), reportFirstPaint()],
  // The server replaces it with a fresh nonce in each response: Mantine writes a few style elements, and the policy lets no others in.
  html: { cspNonce: 'STOPSMS_CSP_NONCE' },
  resolve: {
    alias: [
      { find: '@stopsms/verify/operations', replacement: operations },
      { find: '@stopsms/verify', replacement: verifier },
      // Its digests and signatures are of Node; here they are of a library.
      { find: './node-crypto.mjs', replacement: verifierCrypto },
    ],
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Of every page: in one file they compress better than apart.
        codeSplitting: {
          groups: [
            {
              name: 'first',
              test: /node_modules\/(?:react|react-dom|scheduler|@tanstack|i18next|react-i18next|openapi-fetch)\/|web\/src\/(?:api|session|i18n\/language|design\/(?:ProblemView|NoPermission|NotFound|use-))|src\/(?:administrator|auditor|marketer|operator|reviewer)\/screens/,
            },
          ],
        },
      },
    },
  },
  // To work on pages beside a console that `npm start` serves: `npx vite apps/console/web`.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/session'].map((path) => [path, process.env.CONSOLE_URL ?? 'http://localhost:3007']),
    ),
  },
});

/** Moves links to styles behind the outline of `index.html`: in the head they keep the page white until they are there. */
function loadStylesAfterOutline() {
  return {
    name: 'load-styles-after-outline',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const links = html.match(/ *<link rel="stylesheet"[^>]*>\n?/g) ?? [];
        const page = links.reduce((before, link) => before.replace(link, ''), html);
        // Before the application, whose theme changes what they define.
        return page.replace('<div id="application">', `${links.join('').trim()}\n    <div id="application">`);
      },
    },
  };
}

/** Less is not worth a second look at a header. */
const MIN_TO_COMPRESS = 1_024;

/** Once, here, and not for each visitor: the server sends `<file>.br` or `<file>.gz` to whoever takes it. */
function compress() {
  return {
    name: 'compress',
    writeBundle(_options, bundle) {
      for (const name of Object.keys(bundle)) {
        const content = readFileSync(`${outDir}/${name}`);
        if (!/\.(?:js|css)$/.test(name) || content.length < MIN_TO_COMPRESS) continue;
        writeFileSync(`${outDir}/${name}.br`, brotliCompressSync(content));
        writeFileSync(`${outDir}/${name}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** Reports what a browser loads before the first paint: the entry, its imports, and styles. */
function reportFirstPaint() {
  return {
    name: 'report-first-paint',
    writeBundle(_options, bundle) {
      const files = new Set();
      const add = (name) => {
        const chunk = bundle[name];
        if (chunk === undefined || files.has(name)) return;
        files.add(name);
        for (const other of [...(chunk.imports ?? []), ...(chunk.viteMetadata?.importedCss ?? [])]) add(other);
      };
      for (const chunk of Object.values(bundle)) if (chunk.isEntry) add(chunk.fileName);
      const bytes = [...files].reduce((sum, name) => sum + gzipSync(readFileSync(`${outDir}/${name}`)).length, 0);
      console.log(
        `First paint: ${(bytes / 1000).toFixed(1)} kB compressed (gzip) in ${files.size} files; it must stay below 250`,
      );
      if (bytes > 250_000)
        throw new Error('The first paint of the console is over 250 kB compressed: load what it does not need later.');
    },
  };
}
