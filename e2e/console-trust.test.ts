import { Scene } from './console/scene';
import { testSessions } from './console/test-sessions';

jest.setTimeout(600_000);

const CONTACTS = `phone;prénom;consent_at;consent_source;consent_wording
0639985601;Inès;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS
0639985602;Zoé;2026-10-02T09:31:00+02:00;boutique;Oui aux offres par SMS
`;

let scene: Scene;
let draft: string;

beforeAll(async () => {
  scene = await Scene.open();
  const advertiser = await scene.advertiser('Brulerie', '36195');
  await scene.giveMark([advertiser]);
  const book = await scene.book(advertiser, 'Clients', CONTACTS);
  draft = await scene.draft(advertiser, book, 'Brulerie : bonjour. STOP 36195');
});
afterAll(() => scene?.close());

testSessions(
  () => scene,
  () => draft,
);
