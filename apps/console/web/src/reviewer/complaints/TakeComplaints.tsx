import { Button, List, Text } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { csvBody } from '../../design/csv-body';
import { type Field, bodyOf, localInstant } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { TakenComplaints } from '../parts';

const SOURCES = ['33700', 'operator', 'aggregator', 'regulator', 'own-form'] as const;

function Taken({ answer: { taken, repeated, refused } }: { answer: TakenComplaints }) {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  return (
    <>
      <Text size="sm">
        {t('complaints.taken', {
          taken: number(taken.length),
          matched: number(taken.filter(({ state }) => state === 'matched').length),
          repeated: number(repeated.length),
        })}
      </Text>
      <List size="sm">
        {refused.map(({ row, code, detail }) => (
          <List.Item key={row}>
            {t('complaints.refused', { row, code })}
            <Text size="xs" c="dimmed" lang="en" component="span" display="block">
              {detail}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}

/** Records one complaint, or those of a file. */
export function TakeComplaints() {
  const { t } = useTranslation('administrator');
  const words = useCodeWords();
  const fields: Field[] = [
    {
      ...{ name: 'source', label: t('complaints.source'), kind: 'choice', required: true },
      options: SOURCES.map((source) => ({ value: source, label: words.source(source) })),
    },
    { name: 'report_id', label: t('complaints.reference'), hint: t('complaints.referenceHint'), max: 100 },
    { name: 'received_at', label: t('complaints.receivedAt'), kind: 'instant', required: true },
    { name: 'sender', label: t('complaints.sender'), hint: t('complaints.senderHint'), required: true, max: 40 },
    {
      name: 'recipient',
      label: t('complaints.recipient'),
      hint: t('complaints.recipientHint'),
      kind: 'phone',
      max: 40,
    },
    { name: 'text', label: t('complaints.text'), kind: 'words', max: 2_000 },
  ];
  return (
    <>
      <FormButton
        title={t('complaints.record')}
        yes={t('complaints.record')}
        fields={fields}
        initial={{ received_at: localInstant() }}
        changes={[['complaints']]}
        send={(values) =>
          answerOf(
            api.suppression.POST('/v1/abuse-reports', {
              body: [bodyOf(fields, values)] as never,
              headers: { 'content-type': 'application/json' },
            }),
          )
        }
        result={(answer) => <Taken answer={answer} />}
        trigger={(open) => (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('complaints.record')}
          </Button>
        )}
      >
        {t('complaints.recordDetail')}
      </FormButton>
      <FormButton
        title={t('complaints.import')}
        yes={t('optOuts.importDo')}
        fields={[]}
        file={{ label: t('optOuts.file'), hint: t('complaints.fileHint') }}
        changes={[['complaints']]}
        send={(_, file) => answerOf(api.suppression.POST('/v1/abuse-reports', csvBody(file)))}
        result={(answer) => <Taken answer={answer} />}
        trigger={(open) => (
          <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={open}>
            {t('complaints.import')}
          </Button>
        )}
      />
    </>
  );
}
