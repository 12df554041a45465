// Jest loads everything as CommonJS, so packages that come as ECMAScript modules alone are compiled for it. Which they are is
// asked of what is installed: the packages named in jest.config.js, and what those need in turn.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * @param {string} root - folder with the `node_modules` that are looked through
 * @param {string[]} names - packages that our sources import
 * @returns {string[]} those of them, and of what they need, that have no CommonJS build
 */
function esmOnly(root, names) {
  const found = new Set();
  const seen = new Set();
  const look = (name, from) => {
    const folder = folderOf(name, from);
    if (folder === undefined || seen.has(folder)) return;
    seen.add(folder);
    const { type, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (type === 'module') found.add(name);
    for (const needed of Object.keys(dependencies)) look(needed, folder);
  };
  for (const name of names) look(name, root);
  return [...found].sort();
}

/** As Node looks for a package: in this folder, then in each above it. */
function folderOf(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (at === dirname(at)) return undefined;
  }
}

module.exports = { esmOnly };
