import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';

/** Keys of the console, and what each does. */
const KEYS = [
  { keys: ['Ctrl', 'K'], words: 'keys.goTo' },
  { keys: ['?'], words: 'keys.keys' },
  { keys: ['Esc'], words: 'keys.close' },
] as const;
const KEYS_OF_QUEUES = [
  { keys: ['j'], words: 'keys.next' },
  { keys: ['k'], words: 'keys.previous' },
  { keys: ['a', 'r'], words: 'keys.texts' },
  { keys: ['o', 's', 'n'], words: 'keys.replies' },
] as const;

export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('app');
  const { roles } = useSession();
  const decides = roles.includes('reviewer') || roles.includes('admin');
  return (
    <Modal
      opened
      onClose={close}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('design:close') }}
      transitionProps={{ duration: 0 }}
    >
      <Table aria-label={t('keys.title')}>
        <Table.Tbody>
          {[...KEYS, ...(decides ? KEYS_OF_QUEUES : [])].map(({ keys, words }) => (
            <Table.Tr key={words}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(words)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
