import { Button, Group, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Confirm } from '../../design/Confirm';
import { jsonFile, saveFile } from '../../design/save-file';
import { useKeptState } from '../../session/kept-fields';

/** Everything known of the person as one signed file, with its signature and the key. */
export function EvidenceButton({ phone }: { phone: string }) {
  const { t, i18n } = useTranslation('auditor');
  const [language, setLanguage] = useKeptState<'fr' | 'en'>('evidence language', i18n.language === 'en' ? 'en' : 'fr');
  const make = async (purpose: string) => {
    let id = '';
    const file = await answerOf(
      api.suppression.POST('/v1/evidence', { body: { phone, purpose, language }, parseAs: 'blob' }).then((answer) => {
        id = answer.response.headers.get('x-evidence-id') ?? '';
        return answer;
      }),
    );
    // It is signed when its last piece is sent: only a file that came whole has a signature.
    const signature = await answerOf(api.suppression.GET('/v1/evidence/{id}/signature', { params: { path: { id } } }));
    const key = await answerOf(api.suppression.GET('/v1/opt-outs/export-key'));
    saveFile(`evidence-${id}.html`, new Blob([file as unknown as Blob], { type: 'application/octet-stream' }));
    saveFile(`evidence-${id}.signature.json`, jsonFile(signature));
    saveFile(`evidence-${id}.key.json`, jsonFile(key));
    saveFile('proof-keys.json', jsonFile(await answerOf(api.compliance.GET('/v1/proof-keys'))));
  };
  return (
    <Confirm
      trigger={(open) => (
        <Button leftSection={<IconFileCertificate size={16} aria-hidden />} onClick={open}>
          {t('evidence.make')}
        </Button>
      )}
      title={t('evidence.title')}
      yes={t('evidence.make')}
      reason={t('evidence.purpose')}
      act={make}
    >
      <Stack gap="sm">
        <Text size="sm">{t('evidence.detail')}</Text>
        <List size="sm">
          <List.Item>{t('evidence.file')}</List.Item>
          <List.Item>{t('evidence.signature')}</List.Item>
          <List.Item>{t('evidence.key')}</List.Item>
          <List.Item>{t('evidence.proofKeys')}</List.Item>
        </List>
        <Group>
          <SegmentedControl
            aria-label={t('evidence.language')}
            value={language}
            onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'fr')}
            data={[
              { value: 'fr', label: t('evidence.fr') },
              { value: 'en', label: t('evidence.en') },
            ]}
          />
        </Group>
      </Stack>
    </Confirm>
  );
}
