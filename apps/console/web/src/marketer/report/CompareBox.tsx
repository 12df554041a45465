import { Button, Checkbox } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../design/url-state';
import { MAX_COMPARED, comparedIn, toggled } from './compared';

/** Chooses a campaign of a list for a comparison; the address keeps which. */
export function CompareBox({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('campaigns');
  const [{ compare }, move] = useUrlState();
  const ids = comparedIn(compare);
  const isChosen = ids.includes(id);
  return (
    <Checkbox
      aria-label={t('compare.select', { name })}
      checked={isChosen}
      disabled={!isChosen && ids.length >= MAX_COMPARED}
      onChange={() => move({ compare: toggled(ids, id) }, true)}
    />
  );
}

/** Opens the comparison once there is something to compare. */
export function CompareButton() {
  const { t } = useTranslation('campaigns');
  const [{ compare }] = useUrlState();
  const ids = comparedIn(compare);
  if (ids.length < 2) return null;
  return (
    <Button
      component={Link}
      to="/campaigns/compare"
      search={{ ids: ids.join(',') } as never}
      variant="light"
      mb="sm"
      leftSection={<IconScale size={16} aria-hidden />}
    >
      {t('compare.count', { count: ids.length })}
    </Button>
  );
}
