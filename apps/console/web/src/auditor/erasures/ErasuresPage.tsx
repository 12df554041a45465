import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Erasure } from '../parts';
import { EraseButton, ForgetButton } from './EraseButtons';
import { useScopeWords } from '../persons/PersonStatus';

/** Erasures that were done; whose is known here no more. */
export function ErasuresPage() {
  const { t } = useTranslation('auditor');
  const { dateTime } = useFormats();
  const { roles } = useSession();
  const scopeWords = useScopeWords();
  return (
    <>
      <PageHead
        title={t('erasures.title')}
        detail={t('erasures.detail')}
        actions={
          roles.includes('admin') && (
            <>
              <EraseButton />
              <ForgetButton />
            </>
          )
        }
      />
      <PagedTable<Erasure>
        label={t('erasures.title')}
        question={['erasures']}
        load={(cursor, signal) =>
          answerOf(
            api.suppression.GET('/v1/erasures', {
              params: { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
              signal,
            }),
          )
        }
        rowKey={({ id }) => id}
        empty={<Empty>{t('erasures.none')}</Empty>}
        columns={[
          { label: t('at'), cell: ({ at }) => dateTime(at) },
          { label: t('erasures.kind'), cell: ({ kind }) => t(`erasures.kinds.${kind}`) },
          { label: t('erasures.scope'), cell: ({ scope }) => scopeWords(scope) },
          { label: t('erasures.by'), cell: ({ requestedBy }) => requestedBy },
          { label: t('erasures.reason'), wide: true, cell: ({ reason }) => reason },
          { label: t('erasures.document'), cell: ({ document }) => document ?? '–' },
        ]}
      />
    </>
  );
}
