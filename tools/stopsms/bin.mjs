#!/usr/bin/env node
// The operator's command line. On a clone it is built when it is first used and whenever its source is newer; an image
// that has only `dist` runs what is there.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = `${root}dist/tools/stopsms/src/main.js`;
const LIBS = (existsSync(`${root}libs`) ? readdirSync(`${root}libs`) : []).map((name) => `libs/${name}`);
const SOURCES = [...LIBS, 'tools/stopsms'].map((path) => `${path}/src`);

const isStale = (source) =>
  readdirSync(`${root}${source}`, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file))
    .some((file) => {
      const built = `${root}dist/${source}/${file.replace(/\.ts$/, '.js')}`;
      return !existsSync(built) || statSync(built).mtimeMs < statSync(`${root}${source}/${file}`).mtimeMs;
    });

if (SOURCES.some((source) => existsSync(`${root}${source}`) && isStale(source))) {
  // Standard output is for answers alone.
  console.log = console.error;
  const { build } = await import('../run/build.mjs');
  await build();
}
const { default: program } = await import(main);
await program.main();
