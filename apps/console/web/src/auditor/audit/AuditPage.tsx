import { operationIn } from '@stopsms/verify/operations';
import { Select, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SERVICES } from '../../api/services';
import { DateRange } from '../../design/DateRange';
import { Empty } from '../../design/Empty';
import { ExportButton } from '../../design/ExportButton';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { rangeOf } from '../../design/range';
import { SearchField } from '../../design/SearchField';
import { StateBadge } from '../../design/StateBadge';
import { useHiddenUrlState, useUrlState } from '../../design/url-state';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { AuditEvent } from '../parts';
import { COLUMNS, rowOf } from './export-rows';
import { type AuditQuestion, KINDS, RESULTS, RESULT_COLOUR, outcomeOf, searchAudit } from './question';
import { Seals } from './Seals';

/** Maximum of one answer of the service. */
const EXPORTED_PAGE = 500;

/** Audit log: who did what and who viewed whose data, by name, number and service. */
export function AuditPage() {
  const { t } = useTranslation('auditor');
  const [{ actor = '', ...params }, move] = useUrlState();
  const [{ phone = '' }, hide] = useHiddenUrlState();
  const kind = KINDS.find((each) => each === params['kind']);
  const result = RESULTS.find((each) => each === params['result']);
  const service = SERVICES.find((each) => each === params['service']);
  const question: AuditQuestion = {
    ...(actor === '' ? {} : { actor }),
    ...(phone === '' ? {} : { phone }),
    ...(kind && { kind }),
    ...(result && { result }),
    ...(service && { service }),
    ...rangeOf(params['from'], params['to']),
  };
  return (
    <>
      <PageHead
        title={t('audit.title')}
        detail={t('audit.detail')}
        actions={
          <ExportButton
            key={JSON.stringify(question)}
            name={`audit-${new Date().toISOString().slice(0, 10)}`}
            head={COLUMNS.map((name) => t(`audit.columns.${name}`))}
            load={(cursor, signal) => searchAudit(question, EXPORTED_PAGE, cursor, signal)}
            rowOf={rowOf}
          />
        }
      />
      <Seals />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mb="md" style={{ alignItems: 'end' }}>
        <SearchField
          label={t('audit.actor')}
          isLabelShown
          value={actor}
          search={(sought) => move({ actor: sought || undefined, cursor: undefined })}
        />
        <SearchField
          label={t('audit.onNumber')}
          isLabelShown
          value={phone}
          inputMode="tel"
          search={(sought) => hide({ phone: sought || undefined })}
        />
        <Choice name="kind" values={KINDS} value={kind} />
        <Choice name="result" values={RESULTS} value={result} />
        <Choice name="service" values={SERVICES} value={service} />
        <DateRange from={params['from']} to={params['to']} />
      </SimpleGrid>
      <Events body={question} />
    </>
  );
}

function Choice({ name, values, value }: { name: string; values: readonly string[]; value: string | undefined }) {
  const { t } = useTranslation('auditor');
  const [, move] = useUrlState();
  return (
    <Select
      label={t(`audit.filters.${name}`)}
      data={values.map((each) => ({ value: each, label: t(`audit.${name}s.${each}`) }))}
      value={value ?? null}
      placeholder={t('audit.any')}
      onChange={(chosen) => move({ [name]: chosen ?? undefined, cursor: undefined })}
      clearable
      clearButtonProps={{ 'aria-label': t('audit.any') }}
    />
  );
}

/** Enough to distinguish two at a glance; hovering shows the whole. */
const SHOWN_OF_ID = 8;
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.)/;

function Events({ body }: { body: AuditQuestion }) {
  const { t, i18n } = useTranslation('auditor');
  const language = i18n.language.startsWith('fr') ? 'fr' : 'en';
  const { dateTimeSeconds } = useFormats();
  const words = useCodeWords();
  return (
    <PagedTable<AuditEvent>
      label={t('audit.title')}
      question={['audit', body]}
      load={(cursor, signal) => searchAudit(body, 25, cursor, signal)}
      rowKey={({ id }) => id}
      empty={<Empty>{t('audit.none')}</Empty>}
      columns={[
        { label: t('at'), cell: ({ at }) => dateTimeSeconds(at) },
        { label: t('audit.who'), cell: ({ who: { name, subject, kind } }) => name ?? subject ?? kind },
        { label: t('audit.filters.kind'), deskOnly: true, cell: ({ kind }) => t(`audit.kinds.${kind}`) },
        {
          label: t('audit.what'),
          cell: ({ service, operation }) => (
            <Text size="sm" component="span" title={operation}>
              {t('audit.did', { what: operationIn(language, operation) })}
              <Text size="xs" c="dimmed" component="span" display="block">
                {service}
              </Text>
            </Text>
          ),
        },
        {
          label: t('audit.on'),
          cell: ({ on: { resources, recipientKeys } }) => (
            <Text size="sm" component="span" title={resources.map(({ kind, id }) => `${kind} ${id}`).join(', ')}>
              {[
                ...resources.map(({ kind, id }) => `${words.resource(kind)} ${id.slice(0, SHOWN_OF_ID)}`),
                ...(recipientKeys.length === 0 ? [] : [t('audit.persons', { count: recipientKeys.length })]),
              ].join(', ') || '–'}
            </Text>
          ),
        },
        {
          label: t('audit.filters.result'),
          cell: ({ result, isAltered }) =>
            isAltered ? (
              <StateBadge label={t('audit.altered')} colour="red" />
            ) : (
              <>
                <StateBadge label={t(`audit.results.${outcomeOf(result)}`)} colour={RESULT_COLOUR[outcomeOf(result)]} />
                {result?.problem !== undefined && result.problem !== null && (
                  <Text size="xs" c="dimmed" title={`${result.status} ${result.problem}`}>
                    {words.problem(result.problem)}
                  </Text>
                )}
              </>
            ),
        },
        {
          label: t('audit.from'),
          deskOnly: true,
          cell: ({ from: { address } }) => (
            <Text size="sm" component="span" style={{ whiteSpace: 'nowrap' }}>
              {address.replace(IPV4_IN_IPV6, '')}
            </Text>
          ),
        },
      ]}
    />
  );
}
