// The whole product, seen from outside: all parts play on one stack, each with advertisers, short codes and numbers of its own. No part needs
// another one: `npx jest e2e/product.test.ts -t '^permissions'` plays one alone.
import { testAnswers } from './answers/test-answers';
import { testChart } from './chart/test-chart';
import { testClients } from './clients/test-clients';
import { testConsole } from './console/test-console';
import { testDoors } from './doors/test-doors';
import { testEnforcement } from './enforcement/test-enforcement';
import { testFuzz } from './fuzz/test-fuzz';
import { testOutages } from './outages/test-outages';
import { testOversized } from './oversized/test-oversized';
import { testExamples } from './pages/test-examples';
import { testPages } from './pages/test-pages';
import { testPermissions } from './permissions/test-permissions';
import { type Product, openProduct } from './product';
import { testQuotas } from './quotas/test-quotas';
import { testSmuggling } from './smuggling/test-smuggling';
import { testStory } from './story/test-story';

jest.setTimeout(600_000);

let product: Product;
const productOf = () => product;
const stackOf = () => product.stack;

beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product?.close());

// First: its topics, metrics and traces are those of a stack on which nothing else happened.
describe('story', () => testStory(productOf));

describe('pages for newcomers', () => {
  testPages(stackOf);
  testExamples(stackOf);
});
describe('chart', () => testChart(stackOf));
describe('answers', () => testAnswers(stackOf));
describe('quotas', () => testQuotas(stackOf));
describe('levels of enforcement', () => testEnforcement(stackOf));
describe('routes', () => testOversized(stackOf));
describe('console', () => testConsole(productOf));
describe('doors', () => testDoors(productOf));
// After the doors, whose accounts it replaces by its own.
describe('clients of others', () => testClients(productOf));
describe('smuggling', () => testSmuggling(productOf));

// After those that look at campaigns of their own, which requests by chance may change.
describe('fuzz', () => testFuzz(productOf));

// Restarts the services with keys and another identity provider: after it nobody gets in without a key, or at the console.
describe('permissions', () => testPermissions(productOf));

// Asks only what needs no key.
describe('outages', () => testOutages(stackOf));
