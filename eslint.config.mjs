import nx from '@nx/eslint-plugin';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

// Import order of the libraries, which Nx enforces by their tags: each may import those to its left.
//   kernel ← tracing, contracts ← messaging, persistence ← outbox
//   ← service ← http ← access ← audit ← bootstrap ← apps; advertisers is below access and needs no service; clients has types alone.
// `test-parts` (a broker, a database) and `testing` (a service on them) are for tests alone. Inside a service: arrows.config.mjs.
const layer = (name, ...below) => ({
  sourceTag: `layer:${name}`,
  onlyDependOnLibsWithTags: [name, ...below].map((tag) => `layer:${tag}`),
});
/** Libraries that a service consists of, from the lowest to the highest. */
const SERVICE = ['service', 'http', 'access', 'audit', 'bootstrap'];
const DATA = ['outbox', 'messaging', 'kafka-client', 'persistence', 'tracing', 'contracts', 'kernel'];
const boundaries = [
  layer('kernel'),
  layer('clients'),
  layer('chromium'),
  layer('verify'),
  layer('browser', 'clients', 'verify'),
  layer('contracts', 'kernel'),
  layer('tracing', 'kernel'),
  layer('kafka-client', 'kernel'),
  layer('messaging', 'kafka-client', 'tracing', 'contracts', 'kernel', 'test-parts'),
  layer('persistence', 'tracing', 'kernel'),
  layer('smpp', 'kernel'),
  layer('providers', 'smpp', 'kernel', 'test-parts'),
  layer('uploads', 'kernel'),
  layer('reply-reader', 'contracts', 'kernel'),
  layer('text-reader', 'kernel'),
  layer('outbox', 'messaging', 'kafka-client', 'persistence', 'tracing', 'contracts', 'kernel', 'test-parts'),
  layer('advertisers', 'messaging', 'contracts', 'kernel'),
  layer('service', ...DATA, 'test-parts'),
  layer('lease-queue', 'service', ...DATA),
  layer('http', 'service', ...DATA, 'test-parts'),
  layer('access', 'http', 'service', 'advertisers', ...DATA, 'test-parts'),
  layer('audit', 'access', 'http', 'service', ...DATA),
  layer('bootstrap', 'audit', 'access', 'http', 'service', 'advertisers', ...DATA, 'test-parts'),
  layer('local-stack', 'kafka-client', 'persistence', 'contracts', 'kernel'),
  layer('story', 'local-stack', 'messaging', 'kafka-client', 'contracts', 'kernel'),
  layer('test-parts', 'local-stack', 'persistence', 'contracts', 'kernel'),
  layer('testing', 'test-parts', 'bootstrap', 'messaging', 'local-stack', 'contracts', 'kernel'),
  layer(
    'app',
    ...SERVICE,
    'clients',
    'lease-queue',
    'advertisers',
    ...DATA,
    'providers',
    'smpp',
    'uploads',
    ...['reply-reader', 'text-reader'],
    'testing',
  ),
  layer(
    'tool',
    ...SERVICE,
    ...['chromium', 'story', 'local-stack', 'messaging', 'persistence', 'providers', 'contracts', 'kernel'],
    ...['testing', 'test-parts', 'reply-reader', 'text-reader', 'kafka-client'],
  ),
  layer('e2e', 'chromium', 'story', 'clients', 'testing', 'local-stack', 'contracts', 'kernel'),
];

/** Before a commit (lint-staged.config.mjs): rules that need no types, 2 seconds in place of 14. `npm run check` runs all. */
const WITHOUT_TYPES = [
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  { files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked },
];

const TEST_LIBRARIES = ['@stopsms/testing', '@stopsms/test-parts'];
const UNPATCHED = { name: 'kafkajs', message: 'Use @stopsms/kafka-client: kafkajs with its faults mended.' };

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '**/.nx', '**/coverage', '.stopsms', 'libs/clients/src/services'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx, regexp },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints: boundaries }],
      // Texts are an outsider's: twice the length must not cost four times the work.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  // Pages of the console: their own types, what React asks of hooks, and what those need who do not see or use no mouse.
  {
    files: ['apps/console/web/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
    languageOptions: {
      parserOptions: { project: './apps/console/web/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/testing/**', 'libs/test-parts/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [...TEST_LIBRARIES.map((name) => ({ name, message: 'Only tests use it.' })), UNPATCHED] },
      ],
    },
  },
  { files: ['tools/*/src/**/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: [UNPATCHED] }] } },
  { files: ['libs/kafka-client/src/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  // A benchmark measures the inside of an app, which no other project may touch.
  // Looks at the routes of every service, which no other project may touch.
  { files: ['e2e/routes.core.test.ts', 'e2e/upgrade/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  { files: ['benchmarks/**'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // What is trained is the inside of an app.
  { files: ['tools/train-reader/**'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // An OpenAPI document is made of what each app says of itself.
  { files: ['tools/generate/src/openapi/services.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // What is deployed is checked against every app's own settings.
  { files: ['tools/containers/**/*.spec.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  { files: ['tools/**', 'libs/local-stack/**', 'benchmarks/**'], rules: { 'no-console': 'off' } },
  // What a test tells a person, such as what it cannot check here, stands beside its file; the rest goes to its log.
  { files: ['**/*.test.ts', 'e2e/**/test-*.ts'], rules: { 'no-console': ['error', { allow: ['info'] }] } },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...(process.env.LINT_WITHOUT_TYPES ? WITHOUT_TYPES : []),
);
