import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { DataPage } from '../../design/DataPage';
import { ProblemView } from '../../design/ProblemView';
import { useKeptState } from '../../session/kept-fields';
import type { Campaign, Contact } from '../parts';
import { braced } from './FieldFaults';
import { missingOf } from './fields';
import { MessageOutcome } from './MessageOutcome';

/** As many as a test may go to, and as are offered. */
const MOST = 3;
const OFFERED = 20;
const NOBODY: string[] = [];

/** The people of a book for tests, of whom some get the text as it is now. */
export function Testers({
  book,
  campaign: { id, text },
  save,
}: {
  book: { id: string; name: string };
  campaign: Campaign;
  save: () => Promise<void>;
}) {
  const { t } = useTranslation('marketer');
  const [contactIds, choose] = useKeptState<string[]>(`testers of ${book.id}`, NOBODY);
  const contacts = useQuery({
    queryKey: ['contacts', book.id, 'tests'],
    queryFn: ({ signal }) =>
      answerOf(
        api.campaign.POST('/v1/address-books/{id}/contacts/search', {
          params: { path: { id: book.id } },
          body: { limit: OFFERED },
          signal,
        }),
      ),
  });
  const able = (ids: readonly string[]) =>
    (contacts.data?.items ?? [])
      .filter(({ id: one, attributes }) => ids.includes(one) && missingOf(text, attributes).length === 0)
      .map(({ id: one }) => one);
  const test = useAct(async () => {
    await save();
    return answerOf(
      api.campaign.POST('/v1/campaigns/{id}/test-send', {
        params: { path: { id } },
        body: { addressBookId: book.id, contactIds: able(contactIds) },
      }),
    );
  });
  return (
    <DataPage question={contacts} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <Stack gap="xs" align="flex-start">
          <Checkbox.Group label={t('draft.test.who')} description={book.name} value={contactIds} onChange={choose}>
            <Group mt="xs">
              {items.map((contact) => {
                const missing = missingOf(text, contact.attributes);
                return (
                  <Checkbox
                    key={contact.id}
                    value={contact.id}
                    label={nameOf(contact)}
                    description={
                      missing.length === 0
                        ? undefined
                        : t('draft.test.missing', { fields: missing.map(braced).join(', ') })
                    }
                    disabled={missing.length > 0 || (contactIds.length >= MOST && !contactIds.includes(contact.id))}
                  />
                );
              })}
            </Group>
          </Checkbox.Group>
          <Button onClick={() => test.mutate()} loading={test.isPending} disabled={able(contactIds).length === 0}>
            {t('draft.test.send')}
          </Button>
          {test.error !== null && <ProblemView error={test.error} />}
          {test.data?.messages.map(({ id: message, contactId }) => {
            const tester = items.find((each) => each.id === contactId);
            return <MessageOutcome key={message} id={message} to={tester === undefined ? '' : nameOf(tester)} />;
          })}
        </Stack>
      )}
    </DataPage>
  );
}

const nameOf = ({ attributes, maskedMsisdn }: Contact): string =>
  [...Object.values(attributes).slice(0, 2), maskedMsisdn].join(' ');
