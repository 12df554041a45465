import { Alert, FileInput, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { useFormats } from '../../design/use-formats';
import { VERDICT_COLOURS } from '../proofs/verdict-colours';
import { type Checked, type Given, checkFiles, readFile } from './read-files';

/** Checks a received proof or evidence file in this browser, by the code of verify-proof; no file is uploaded. */
export function CheckPage() {
  const { t, i18n } = useTranslation('auditor');
  const [files, setFiles] = useState<File[]>([]);
  const [phone, setPhone] = useState('');
  const lang = i18n.language.startsWith('fr') ? 'fr' : 'en';
  const question = useQuery({
    queryKey: ['check', files.map(({ name, size, lastModified }) => [name, size, lastModified]), phone, lang],
    queryFn: async () => {
      const given = await Promise.all(files.map(readFile));
      return { given, checked: checkFiles(given, lang, phone.trim()) };
    },
    enabled: files.length > 0,
    gcTime: 0,
  });
  return (
    <>
      <PageHead title={t('check.title')} detail={t('check.detail')} />
      <Stack>
        <FileInput
          label={t('check.files')}
          description={t('check.filesDetail')}
          placeholder={t('check.choose')}
          multiple
          clearable
          clearButtonProps={{ 'aria-label': t('check.clear') }}
          value={files}
          onChange={setFiles}
        />
        <TextInput
          label={t('check.phone')}
          description={t('check.phoneDetail')}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={phone}
          onChange={({ currentTarget }) => setPhone(currentTarget.value)}
        />
        {files.length > 0 && (
          <DataPage question={question}>
            {({ given, checked }) => (
              <>
                <Missing given={given} />
                {checked.map((each) => (
                  <Result key={each.name} checked={each} />
                ))}
              </>
            )}
          </DataPage>
        )}
      </Stack>
    </>
  );
}

/** Files that were not recognised, and those without which less can be checked. */
function Missing({ given }: { given: readonly Given[] }) {
  const { t } = useTranslation('auditor');
  const has = (kind: Given['kind']) => given.some((each) => each.kind === kind);
  const lines = [
    ...given.flatMap(({ kind, name }) =>
      kind === 'unknown' || kind === 'tooLarge' ? [t(`check.${kind}`, { name })] : [],
    ),
    ...(has('proof') || has('evidence') ? [] : [t('check.nothing')]),
    ...(has('evidence') && !has('signature') ? [t('check.noSignature')] : []),
    ...(has('evidence') && !has('key') ? [t('check.noKey')] : []),
    ...((has('proof') || has('evidence')) && !has('keys') ? [t('check.noKeys')] : []),
  ];
  return lines.length === 0 ? null : (
    <Alert color="yellow" title={t('check.missing')}>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Result({ checked: { name, proof, evidence, proofs = [] } }: { checked: Checked }) {
  const { t } = useTranslation('auditor');
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {name}
        </Title>
        {proof !== undefined && <ProofResult proof={proof} />}
        {evidence !== undefined &&
          (evidence.refused !== undefined ? (
            <Refused why={evidence.refused} />
          ) : (
            <>
              <Alert
                color={evidence.isSigned ? 'teal' : 'yellow'}
                icon={<IconShieldCheck aria-hidden />}
                title={t(evidence.isSigned ? 'check.evidenceSigned' : 'check.evidenceWhole')}
              />
              <EvidenceFacts evidence={evidence} proofs={proofs} />
            </>
          ))}
      </Stack>
    </Paper>
  );
}

function EvidenceFacts({
  evidence: { header, entries },
  proofs,
}: {
  evidence: Extract<NonNullable<Checked['evidence']>, { refused?: undefined }>;
  proofs: NonNullable<Checked['proofs']>;
}) {
  const { t } = useTranslation('auditor');
  const { dateTimeZone, number } = useFormats();
  const verdicts = new Map<string, number>();
  for (const { verdict } of proofs) {
    const words = verdict === undefined ? t('proof.refused') : t(`proof.judged.${verdict}`);
    verdicts.set(words, (verdicts.get(words) ?? 0) + 1);
  }
  return (
    <Facts
      facts={[
        [t('check.number'), header.phone],
        [t('check.madeAt'), dateTimeZone(header.madeAt)],
        [t('check.madeBy'), header.madeBy],
        [t('evidence.purpose'), header.purpose],
        [t('check.entries'), number(entries)],
        [
          t('check.proofs'),
          [...verdicts].map(([words, count]) => t('design:pair', { name: words, value: number(count) })).join(' ; ') ||
            '0',
        ],
      ]}
    />
  );
}

function ProofResult({ proof }: { proof: NonNullable<Checked['proof']> }) {
  const { t } = useTranslation('auditor');
  if (proof.refused !== undefined) return <Refused why={proof.refused} />;
  return (
    <>
      <Alert
        color={VERDICT_COLOURS[proof.verdict]}
        icon={<IconShieldCheck aria-hidden />}
        title={t(`proof.judged.${proof.verdict}`)}
      />
      <List size="sm">
        {proof.sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </>
  );
}

function Refused({ why }: { why: string }) {
  const { t } = useTranslation('auditor');
  return (
    <Alert color="red" icon={<IconShieldX aria-hidden />} title={t('check.refused')}>
      <Text size="sm" lang="en">
        {why}
      </Text>
    </Alert>
  );
}
