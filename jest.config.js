// Three sizes of test: `unit` sits beside the code and does no I/O, `service` runs one service or library on a real Kafka and
// PostgreSQL, or a benchmark at a tiny size, and `e2e` runs the product's story from the outside.
const { readFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { esmOnly } = require('./tools/run/jest/esm-only.js');
const { prepareLogs } = require('./tools/run/jest/log-folder.js');
const { useMemory } = require('./tools/run/jest/memory-folder.js');

prepareLogs();
// What Jest has compiled outlasts the run, and stays on the disk.
const cacheDirectory = join(tmpdir(), 'stopsms-jest');
useMemory();

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
swc.jsc.baseUrl = __dirname;
// Jest loads everything as CommonJS: `import()` becomes `require()`, and packages without a CommonJS build are compiled.
swc.module.ignoreDynamic = false;
const NEST = ['common', 'core', 'microservices', 'platform-express', 'schedule', 'swagger', 'terminus', 'testing'];
const ESM_ONLY = esmOnly(__dirname, [
  ...['chokidar', 'eld', 'jose', 'oidc-provider', 'openid-client'],
  ...NEST.map((name) => `@nestjs/${name}`),
]).join('|');

const size = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  cacheDirectory,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }],
    [`node_modules/(${ESM_ONLY})/.+\\.js$`]: ['@swc/jest', { module: swc.module, swcrc: false }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY})/)`],
  moduleNameMapper: { '^eld/extrasmall$': '<rootDir>/node_modules/eld/src/entries/static.extrasmall.js' },
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  // What a worker has loaded stays loaded from file to file (docs/decisions/0068-test-files-share-loaded-modules.md).
  runtime: '<rootDir>/tools/run/jest/shared-modules.js',
  testEnvironment: '<rootDir>/tools/run/jest/lasting-context.js',
  setupFilesAfterEnv: ['<rootDir>/tools/run/jest/own-log.js'],
  ...extra,
});

// `npm test` runs all unit files and the core files of the other sizes, `npm run test:all -- --rest` the others (docs/testing.md).
const tier = process.env.STOPSMS_TEST_TIER ?? 'all';
const filesOf = {
  all: (folder) => [`${folder}/*.test.ts`],
  core: (folder) => [`${folder}/*.core.test.ts`],
  rest: (folder) => [`${folder}/!(*.core).test.ts`],
}[tier];

module.exports = {
  testSequencer: '<rootDir>/tools/run/jest/longest-first.js',
  // Slow machines must not fail tests; a per-file time limit ends hanging ones.
  testTimeout: 240_000,
  reporters: ['<rootDir>/tools/run/jest/reporter.mjs'],
  projects: [
    size('unit', ['{apps,libs,tools,benchmarks}/**/src/**/*.spec.ts']),
    size('service', [...filesOf('{apps,libs,tools}/*/test/**'), ...filesOf('benchmarks/test')], {
      // One broker and one database for all files.
      globalSetup: '<rootDir>/libs/test-parts/src/global-setup.ts',
      globalTeardown: '<rootDir>/libs/test-parts/src/global-teardown.ts',
    }),
    size('e2e', filesOf('e2e/**'), {
      // Stacks of their own: only when asked for, `npm run e2e -- --faults --mutations` and `-- --cluster`.
      testPathIgnorePatterns: [
        ...(process.env.STOPSMS_FAULTS === 'mutations' ? [] : ['/mutations\\.test\\.ts$']),
        ...(process.env.STOPSMS_CLUSTER ? [] : ['/cluster\\.test\\.ts$']),
      ],
    }),
  ],
};
