import { Button, Code, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { DataPage } from '../../design/DataPage';
import { Facts } from '../../design/Facts';
import { everyones } from '../everyones';
import { Cause } from './Cause';
import type { ServiceName } from '../../api/services';

/** One dead letter without numbers and texts: its shape, ids, and where the fault was thrown. */
export function LetterButton({ service, topic, offset }: { service: ServiceName; topic: string; offset: string }) {
  const { t } = useTranslation(['operator', 'design']);
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={t('letters.lookAt', { offset })}>
        {t('letters.look')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={`${topic} @ ${offset}`}
        size="lg"
        closeButtonProps={{ 'aria-label': t('design:close') }}
      >
        <Letter service={service} topic={topic} offset={offset} />
      </Modal>
    </>
  );
}

function Letter({ service, topic, offset }: { service: ServiceName; topic: string; offset: string }) {
  const { t } = useTranslation('operator');
  const letter = useQuery({
    queryKey: ['dead-letters', service, topic, 'one', offset],
    queryFn: ({ signal }) =>
      answerOf(
        everyones(service).GET('/v1/dead-letters/{topic}/{offset}', { params: { path: { topic, offset } }, signal }),
      ),
  });
  return (
    <DataPage question={letter}>
      {({ key, value, reason, code, stack }) => (
        <Stack>
          <Facts
            facts={[
              [t('letters.cause'), <Cause key="cause" code={code} reason={reason} />],
              [t('letters.key'), key ?? '–'],
            ]}
          />
          <Text size="sm">{t('letters.shape')}</Text>
          <Code block tabIndex={0}>
            {JSON.stringify(value, null, 2)}
          </Code>
          {stack.length > 0 && (
            <Code block tabIndex={0}>
              {stack.join('\n')}
            </Code>
          )}
        </Stack>
      )}
    </DataPage>
  );
}
