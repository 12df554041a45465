import { Anchor, Stack, Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { useUrlState } from '../../design/url-state';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { ConsentOfPerson, ContactOfPerson, MessageOfPerson, ReplyOfPerson, PersonStatusView } from '../parts';
import { Timeline } from './Timeline';

const TABS = ['timeline', 'messages', 'consents', 'replies', 'contacts'] as const;
const paged = (phone: string, cursor: string | undefined) => ({
  phone,
  limit: 20,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Data of each service about a person, one list each; the timeline merges the latest of all. */
export function Lists({ phone, known, label }: { phone: string; known: PersonStatusView; label: string }) {
  const { t } = useTranslation('auditor');
  const [{ tab: wanted }, move] = useUrlState();
  const tab = TABS.find((each) => each === wanted) ?? 'timeline';
  return (
    <Tabs
      value={tab}
      onChange={(chosen) => move({ tab: chosen === 'timeline' ? undefined : (chosen ?? undefined), cursor: undefined })}
      keepMounted={false}
    >
      <Tabs.List aria-label={label}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`person.tabs.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Stack mt="sm">
        <Tabs.Panel value="timeline">
          <Timeline phone={phone} known={known} />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <Messages phone={phone} />
        </Tabs.Panel>
        <Tabs.Panel value="consents">
          <Consents phone={phone} />
        </Tabs.Panel>
        <Tabs.Panel value="replies">
          <Replies phone={phone} />
        </Tabs.Panel>
        <Tabs.Panel value="contacts">
          <Contacts phone={phone} />
        </Tabs.Panel>
      </Stack>
    </Tabs>
  );
}

function Messages({ phone }: { phone: string }) {
  const { t } = useTranslation('auditor');
  const words = useCodeWords();
  const { dateTimeSeconds } = useFormats();
  const nameOf = useAdvertiserNames();
  return (
    <PagedTable<MessageOfPerson>
      label={t('person.tabs.messages')}
      question={['person', 'messages', phone]}
      load={(cursor, signal) =>
        answerOf(api.campaign.POST('/v1/persons/messages', { body: paged(phone, cursor), signal }))
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('person.noMessages')}</Empty>}
      columns={[
        { label: t('at'), cell: ({ createdAt }) => dateTimeSeconds(createdAt) },
        {
          label: t('advertiser'),
          cell: ({ advertiserId }) => (advertiserId === undefined ? t('person.platform') : nameOf(advertiserId)),
        },
        { label: t('category'), cell: ({ category }) => t(`categories.${category ?? 'service'}`) },
        {
          label: t('state'),
          cell: ({ state, code }) =>
            code === undefined
              ? t(`states.${state}`)
              : t('person.withReason', { state: t(`states.${state}`), why: words.reason(code) }),
        },
        {
          label: t('proof.one'),
          // An answer of the platform, such as a confirmation, is no advert: nothing was decided of it.
          cell: ({ id, category }) =>
            category === undefined ? (
              '–'
            ) : (
              <Anchor component={Link} to={`/proofs/${id}`}>
                {t('proof.open')}
              </Anchor>
            ),
        },
      ]}
    />
  );
}

function Consents({ phone }: { phone: string }) {
  const { t } = useTranslation('auditor');
  const { dateTimeSeconds } = useFormats();
  const nameOf = useAdvertiserNames();
  return (
    <PagedTable<ConsentOfPerson>
      label={t('person.tabs.consents')}
      question={['person', 'consents', phone]}
      load={(cursor, signal) =>
        answerOf(api.compliance.POST('/v1/persons/consents', { body: paged(phone, cursor), signal }))
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('person.noConsents')}</Empty>}
      columns={[
        { label: t('at'), cell: ({ grantedAt }) => dateTimeSeconds(grantedAt) },
        { label: t('advertiser'), cell: ({ advertiserId }) => nameOf(advertiserId) },
        { label: t('wording'), wide: true, cell: ({ wording }) => wording },
        { label: t('source'), cell: ({ source }) => source },
        { label: t('state'), cell: ({ status }) => t(`consentStates.${status}`) },
      ]}
    />
  );
}

function Replies({ phone }: { phone: string }) {
  const { t } = useTranslation('auditor');
  const words = useCodeWords();
  const { dateTimeSeconds } = useFormats();
  return (
    <PagedTable<ReplyOfPerson>
      label={t('person.tabs.replies')}
      question={['person', 'replies', phone]}
      load={(cursor, signal) =>
        answerOf(api['inbound-mo'].POST('/v1/persons/replies', { body: paged(phone, cursor), signal }))
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('person.noReplies')}</Empty>}
      columns={[
        { label: t('text'), wide: true, cell: ({ text, channel }) => text ?? t(`channels.${channel}`) },
        { label: t('at'), cell: ({ receivedAt }) => dateTimeSeconds(receivedAt) },
        { label: t('code'), cell: ({ code }) => code },
        { label: t('readAs'), cell: ({ tier, reason }) => words.tier(tier, reason) },
      ]}
    />
  );
}

function Contacts({ phone }: { phone: string }) {
  const { t } = useTranslation('auditor');
  const { dateTimeSeconds } = useFormats();
  const nameOf = useAdvertiserNames();
  return (
    <PagedTable<ContactOfPerson>
      label={t('person.tabs.contacts')}
      question={['person', 'contacts', phone]}
      load={(_, signal) => answerOf(api.campaign.POST('/v1/persons/contacts', { body: { phone }, signal }))}
      rowKey={({ addressBookId }) => addressBookId}
      empty={<Empty>{t('person.noContacts')}</Empty>}
      columns={[
        { label: t('book'), cell: ({ addressBook }) => addressBook },
        { label: t('advertiser'), cell: ({ advertiserId }) => nameOf(advertiserId) },
        {
          label: t('kept'),
          wide: true,
          cell: ({ attributes }) =>
            Object.entries(attributes)
              .map(([name, value]) => t('design:pair', { name, value }))
              .join('; '),
        },
        { label: t('at'), cell: ({ importedAt }) => dateTimeSeconds(importedAt) },
      ]}
    />
  );
}
