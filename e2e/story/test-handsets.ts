import { IMPORTED, OVERSEAS, REPLIES, WITHOUT_CONSENT, inbox } from '@stopsms/story';
import type { StoryRun } from './story-run';

const ADVERT = /-30%/;
const CONFIRMATION = /c'est noté/;

/** Messages of the story as its people have them. */
export function testHandsets(of: () => StoryRun): void {
  const texts = async (e164: string) => (await inbox(of().product.stack, e164)).map(({ text }) => text);

  test('get the advert with consent only, ending with the mention', async () => {
    const last = IMPORTED - OVERSEAS;
    const [consenting, silent] = [
      of().story.cast.people.handset(last - WITHOUT_CONSENT - 1),
      of().story.cast.people.handset(last - 1),
    ];
    const [first] = await texts(consenting);
    expect(first).toMatch(/^Bonjour \S+, -30% .* STOP 36200$/);
    expect(await texts(silent)).toEqual([]);
  });

  test('overseas get an unsubscribe link, and nothing while it is night there', async () => {
    expect((await texts(of().story.cast.people.overseas(0)))[0]).toMatch(/ Stop s\.brisane\.example\/u\/[\w-]{11,}$/);
    expect(await texts(of().story.cast.people.overseas(1))).toEqual([]);
  });

  test('that texted STOP got one advert, one confirmation from the code, and informative messages since', async () => {
    for (const e164 of of().story.cast.people.playing('out')) {
      const messages = await inbox(of().product.stack, e164);
      expect(messages.filter(({ text }) => ADVERT.test(text))).toHaveLength(1);
      const confirmations = messages.filter(({ text }) => CONFIRMATION.test(text));
      expect(confirmations.map(({ from, text }) => [from, text.startsWith('Brisane : ')])).toEqual([
        [of().story.cast.code, true],
      ]);
      expect(messages.some(({ text }) => text.startsWith('Panivo : votre commande'))).toBe(true);
    }
  });

  test('that only asked or thanked get the second advert', async () => {
    const stayed = REPLIES.flatMap(({ expect: what }, n) =>
      what === 'out' ? [] : [of().story.cast.people.answering(n)],
    );
    for (const e164 of stayed) expect((await texts(e164)).filter((text) => ADVERT.test(text))).toHaveLength(2);
  });
}
