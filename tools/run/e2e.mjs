import test from './test.mjs';

export default function e2e() {
  return test(['e2e']);
}
