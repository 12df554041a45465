import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import type { Provider } from '../parts';

const COLOUR: Record<Provider['circuit'], string> = { closed: 'teal', 'half-open': 'yellow', open: 'red' };

/** The way to each operator, and what waits for its turn. */
export function ProvidersTable() {
  const { t } = useTranslation('operator');
  const { number } = useFormats();
  return (
    <PagedTable<Provider>
      label={t('providers.title')}
      question={['providers']}
      load={(_, signal) => answerOf(api.dispatcher.GET('/v1/providers', { signal }))}
      rowKey={({ name }) => name}
      empty={<Empty>{t('providers.none')}</Empty>}
      columns={[
        { label: t('providers.name'), cell: ({ name }) => name },
        {
          label: t('providers.circuit'),
          cell: ({ circuit, problem }) => (
            <StateBadge label={problem ?? t(`providers.circuits.${circuit}`)} colour={COLOUR[circuit]} />
          ),
        },
        { label: t('providers.bound'), numeric: true, cell: ({ bound, connections }) => `${bound} / ${connections}` },
        {
          label: t('providers.rate'),
          numeric: true,
          cell: ({ rate, ratePerSecond }) => `${number(rate)} / ${number(ratePerSecond)}`,
        },
        {
          label: t('providers.waiting'),
          numeric: true,
          cell: ({ waiting: { service, informative, marketing } }) => number(service + informative + marketing),
        },
      ]}
    />
  );
}
