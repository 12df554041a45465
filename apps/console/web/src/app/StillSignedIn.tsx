import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../design/ProblemView';

/** Dialog after a sign-out that failed: nobody leaves the desk in the belief that it succeeded. */
export function StillSignedIn({ error, close }: { error: unknown; close: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Modal
      opened
      onClose={close}
      title={t('stillSignedIn')}
      closeButtonProps={{ 'aria-label': t('design:close') }}
      centered
    >
      <ProblemView error={error} />
    </Modal>
  );
}
