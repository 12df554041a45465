import { ActionIcon, Alert, Group, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { Empty } from '../../design/Empty';
import { MaskedNumber } from '../../design/MaskedNumber';
import { PagedTable } from '../../design/PagedTable';
import { SearchField } from '../../design/SearchField';
import { useHiddenUrlState, useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import type { Contact } from '../parts';
import { useBookSummary } from './use-book-summary';
import { EditContact } from './EditContact';

const paramsOf = (bookId: string, id: string) => ({ path: { id: bookId, contactId: id } });

/** Fields that have a column: those that most contacts have a value in. */
const OWN_COLUMNS = 4;

/** Numbers are searched for whole, words in what is known of a contact. */
const soughtBy = (sought: string) =>
  sought === '' ? {} : /^[+\d][\d .()-]{5,}$/.test(sought) ? { phone: sought } : { text: sought };

/** Contacts of an address book: searched on the server, edited, deleted. A number is shown on request. */
export function Contacts({ bookId }: { bookId: string }) {
  const { t } = useTranslation(['marketer', 'design']);
  const { date, number, region } = useFormats();
  const [{ sought = '' }, seek] = useHiddenUrlState();
  const [{ country = '' }, move] = useUrlState();
  const { regions = [], fields = [] } = useBookSummary(bookId).data ?? {};
  const own = fields.slice(0, OWN_COLUMNS).map(({ name }) => name);
  const reveal = async (id: string) =>
    (await answerOf(api.campaign.GET('/v1/address-books/{id}/contacts/{contactId}', { params: paramsOf(bookId, id) })))
      .phone;
  const remove = async ({ id }: Contact) => {
    await answerOf(
      api.campaign.DELETE('/v1/address-books/{id}/contacts/{contactId}', { params: paramsOf(bookId, id) }),
    );
    await questions.invalidateQueries({ queryKey: ['contacts', bookId] });
    await questions.invalidateQueries({ queryKey: ['book', bookId] });
  };
  return (
    <Stack>
      <SearchField
        label={t('book.search')}
        value={sought}
        search={(words) => {
          move({ cursor: undefined, country: undefined }, true);
          seek({ sought: words });
        }}
      />
      {(regions.length > 1 || country !== '') && (
        <Select
          label={t('books.country')}
          placeholder={t('book.everyCountry')}
          data={regions.map(({ region: code, contacts }) => ({
            value: code,
            label: `${region(code)} (${number(contacts)})`,
          }))}
          value={country === '' ? null : country}
          onChange={(chosen) => {
            seek({ sought: undefined });
            move({ country: chosen ?? undefined, cursor: undefined });
          }}
          clearable
          clearButtonProps={{ 'aria-label': t('book.everyCountry') }}
          maw={280}
        />
      )}
      <PagedTable<Contact>
        label={t('book.contacts')}
        question={['contacts', bookId, sought, country]}
        load={(cursor, signal) =>
          answerOf(
            api.campaign.POST('/v1/address-books/{id}/contacts/search', {
              params: { path: { id: bookId } },
              body: {
                ...(country === '' ? soughtBy(sought) : { region: country }),
                limit: 25,
                ...(cursor === undefined ? {} : { cursor }),
              },
              signal,
            }),
          )
        }
        rowKey={({ id }) => id}
        empty={<Empty>{sought === '' && country === '' ? t('book.none') : t('design:emptySearch')}</Empty>}
        columns={[
          {
            label: t('book.number'),
            cell: ({ id, maskedMsisdn }) => <MaskedNumber number={maskedMsisdn} reveal={() => reveal(id)} />,
          },
          ...own.map((name) => ({
            label: name,
            cell: ({ attributes }: Contact) => (
              <Text size="sm" lineClamp={2}>
                {attributes[name] ?? '–'}
              </Text>
            ),
          })),
          ...(fields.length > own.length
            ? [
                {
                  label: t('book.moreAttributes'),
                  cell: ({ attributes }: Contact) => (
                    <Text size="sm" lineClamp={2}>
                      {Object.entries(attributes)
                        .filter(([name]) => !own.includes(name))
                        .map(([name, value]) => t('design:pair', { name, value }))
                        .join(', ') || '–'}
                    </Text>
                  ),
                },
              ]
            : []),
          {
            label: t('book.consent'),
            cell: ({ consentId }) => (consentId === undefined ? t('book.noConsent') : t('book.withConsent')),
          },
          { label: t('book.importedAt'), cell: ({ importedAt }) => date(importedAt) },
          {
            label: t('book.actions'),
            cell: (contact) => (
              <Group gap={4} wrap="nowrap" justify="flex-end">
                <EditContact bookId={bookId} contact={contact} />
                <Confirm
                  danger
                  name={contact.id}
                  title={t('book.remove.title')}
                  yes={t('book.remove.do')}
                  act={() => remove(contact)}
                  trigger={(open) => (
                    <ActionIcon
                      variant="subtle"
                      color="red"
                      onClick={open}
                      aria-label={t('book.remove.of', { number: contact.maskedMsisdn })}
                    >
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  )}
                >
                  <Alert color="orange">{t('book.remove.detail')}</Alert>
                </Confirm>
              </Group>
            ),
          },
        ]}
      />
    </Stack>
  );
}
